import { allEntries, listCodes } from "../../src/diagnostics/index.js";
import { explainJson, explainText, listJson, listText } from "../../src/explain/index.js";

const plain = { colour: false, width: 80 };

test("the long form of a diagnostic", () => {
  expect(explainText("LK2202", allEntries.LK2202!, plain)).toBe(`error[LK2202]: unknown constructor

${wrapped(allEntries.LK2202!.explanation)}

An example:

    type Size { Small, Large }

    fn least() { Smal }

Repaired:

    type Size { Small, Large }

    fn least() { Small }

See also:
  LK2201  unknown name
  LK2203  unknown type
  LK2204  unknown member of a module
`);
});

/** Broken at blanks outside of backquotes, greedily, at 80 columns. */
function wrapped(text: string): string {
  const lines = [""];
  for (const word of text.match(/(`[^`]*`|[^\s`])+/g)!) {
    const line = lines.at(-1)!;
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= 80) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.join("\n");
}

test.each([40, 80, 200])("explanations keep to %i columns, and lose nothing", (width) => {
  for (const code of listCodes()) {
    const { explanation } = allEntries[code]!;
    const text = explainText(code, allEntries[code]!, { colour: false, width });
    const prose = text.split("\n\n")[1]!;
    expect(prose.replaceAll("\n", " ")).toBe(
      explanation.replace(/\s+/g, (blank) => (blank === "\n" ? " " : blank)),
    );
    const unbreakable = Math.max(...explanation.match(/(`[^`]*`|[^\s`])+/g)!.map((word) => word.length));
    for (const line of prose.split("\n"))
      expect(line.length).toBeLessThanOrEqual(Math.max(width, unbreakable));
  }
});

test("examples of limits are cut, no line is huge", () => {
  for (const code of listCodes())
    for (const line of explainText(code, allEntries[code]!, plain).split("\n"))
      expect(line.length).toBeLessThan(180);
});

test("colours mark the head and the parts only, where they are asked for", () => {
  const entry = allEntries.LK2218!;
  expect(explainText("LK2218", entry, plain)).not.toContain("\u001b");
  const coloured = explainText("LK2218", entry, { ...plain, colour: true });
  expect(coloured).toContain("\u001b[33;1mwarning[LK2218]\u001b[0m\u001b[1m: unused variable\u001b[0m");
  expect(coloured.replace(/\u001b\[[\d;]*m/g, "")).toBe(explainText("LK2218", entry, plain));
});

test("the list has every code once, by phase, and says which are warnings", () => {
  const text = listText(plain);
  expect(text.match(/^ {2}(LK\d{4})/gm)!.map((line) => line.trim())).toEqual(listCodes());
  expect(text).toMatch(/^Names: .*\n(.*\n)*? {2}LK2009 {2}unused import \(warning\)$/m);
});

test("JSON has an entry whole, and the list its heads", () => {
  const entry = JSON.parse(explainJson("LK2201", allEntries.LK2201!));
  expect(entry).toEqual({
    code: "LK2201",
    phase: "names",
    ...allEntries.LK2201,
    related: expect.arrayContaining(["LK2202"]),
  });
  const { diagnostics } = JSON.parse(listJson());
  expect(diagnostics.map(({ code }: { code: string }) => code)).toEqual(listCodes());
  expect(diagnostics[0]).toEqual({
    code: "LK1001",
    severity: "error",
    phase: "syntax",
    title: "unclosed string",
  });
});
