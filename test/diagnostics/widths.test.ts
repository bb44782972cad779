import { check } from "../../src/compile.js";
import { allEntries, type Diagnostic, renderText } from "../../src/diagnostics/index.js";
import { cellWidth, SourceText, type Span } from "../../src/text/index.js";
import { chance } from "../harness/chance.js";

function diagnostic(
  text: string,
  span: Span,
  labels: readonly (Span & { message: string })[] = [],
): Diagnostic {
  const source = new SourceText("main.lk", text);
  return {
    code: "LK9999",
    severity: "error",
    title: "a title",
    message: `A sentence of many words that goes on for long enough to be broken on every screen, with \`some code in quotes\` in it.`,
    source,
    span,
    labels: labels.map(({ start, end, message }) => ({ source, span: { start, end }, message })),
    types: undefined,
    hint: "write something else, and this hint is also one that needs more than one line of forty columns",
  };
}

const lines = (one: Diagnostic, width: number) => renderText([one], { colour: false, width }).split("\n");

const span = (text: string, part: string) => ({
  start: text.indexOf(part),
  end: text.indexOf(part) + part.length,
});

describe.each([40, 60, 80, 120])("on %i columns", (width) => {
  const long = `const total = ${"first + ".repeat(30)}here + ${"last + ".repeat(30)}end`;

  test.each(["first", "here", "end"])("no line is wider, and `%s` stands over its underline", (part) => {
    const shown = lines(diagnostic(long, span(long, part)), width);
    for (const line of shown) expect(line.length).toBeLessThanOrEqual(width);
    const under = shown.findIndex((line) => line.includes("^"));
    const at = shown[under]!.indexOf("^");
    expect(shown[under]!.trimEnd().length - at).toBe(part.length);
    expect(shown[under - 1]!.slice(at, at + part.length)).toBe(part);
  });

  test("the end of a long line, where nothing stands, is marked behind it", () => {
    const shown = lines(diagnostic(long, { start: long.length, end: long.length }), width);
    const under = shown.findIndex((line) => line.includes("^"));
    expect(shown[under - 1]!.slice(0, shown[under]!.indexOf("^"))).toMatch(/end$/);
  });

  test("two marks far apart on one line each have their piece of it", () => {
    const label = { ...span(long, "end"), message: "a second place" };
    const shown = lines(diagnostic(long, span(long, "here"), [label]), width);
    const under = shown.findIndex((line) => line.includes("---"));
    const at = shown[under]!.indexOf("---");
    expect(shown[under - 1]!.slice(at, at + 3)).toBe("end");
    for (const line of shown) expect(line.length).toBeLessThanOrEqual(width);
  });

  test("a label that does not fit behind its underline stands below it, whole", () => {
    const text = `const name = ${"x".repeat(20)}`;
    const message = "a label whose text has more words than would ever fit behind the underline of this line";
    const shown = lines(diagnostic(text, span(text, "const"), [{ ...span(text, "xxx"), message }]), width);
    for (const line of shown) expect(line.length).toBeLessThanOrEqual(width);
    const said = shown
      .filter((line) => line.startsWith("  │"))
      .map((line) => line.slice(3).trim())
      .join(" ");
    expect(said).toContain(message);
  });
});

test("a label of several lines keeps them, each within the frame", () => {
  const text = "const name = 1";
  const shown = lines(
    diagnostic(text, span(text, "1"), [{ ...span(text, "name"), message: "one\ntwo" }]),
    80,
  );
  expect(shown.slice(3, 8)).toEqual([
    "1 │ const name = 1",
    "  │       ----   ^",
    "  │       one",
    "  │       two",
    "",
  ]);
});

test("a label stands below its own underline where it fits there, else further to the left", () => {
  const text = "const name = first + xxx";
  const below = (message: string) =>
    lines(diagnostic(text, span(text, "xxx"), [{ ...span(text, "first"), message }]), 40).slice(4, 8);
  expect(below("twenty-three cells wide")).toEqual([
    "  │              -----   ^^^",
    "  │              twenty-three cells wide",
    "",
    "  A sentence of many words that goes on",
  ]);
  expect(below("more words than fit behind the column")).toEqual([
    "  │              -----   ^^^",
    "  │              │",
    "  │       more words than fit behind the",
    "  │       column",
  ]);
});

describe("without a screen", () => {
  const one = diagnostic(`const a = ${"x".repeat(70)} + ${"y".repeat(300)}`, { start: 0, end: 5 }, [
    {
      start: 10,
      end: 80,
      message: "a label whose text has more words than any screen has room for ".repeat(2),
    },
  ]);
  const text = renderText([one], { colour: false });

  test("prose and labels are not broken", () => {
    expect(text).toContain(`  ${one.message}\n`);
    expect(text).toContain(`^^^^^     ${"-".repeat(70)} ${one.labels[0]!.message}`);
  });

  test("a line of source is cut at 120 cells", () => {
    expect(text).toMatch(/^1 │ const a = x{70} \+ y{37}…$/m);
  });
});

/** Pieces of lines, of all widths and of none. */
const pieces = [
  "name",
  " + ",
  "(",
  "\t",
  "日本語",
  "👩‍👩‍👧",
  "e\u0301",
  "🇩🇪",
  "\u202e",
  "\u200b",
  "ａ",
  '"text"',
  " ",
];

test("whatever a line has, its marks stand under their text, and no line is wider than the screen", () => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
  const draw = chance(seed);
  for (let round = 0; round < 400; round++) {
    const word = "here";
    const some = (most: number) =>
      Array.from({ length: draw(most) }, () => pieces[draw(pieces.length)]).join("");
    const before = some(draw(2) === 0 ? 5 : 80);
    const text = `${before}${word}${some(80)}`;
    const width = 40 + draw(100);
    const start = before.length;
    const shown = lines(diagnostic(text, { start, end: start + word.length }), width);
    const facts = { seed, round, text, width, shown };
    for (const line of shown) if (cellWidth(line) > width) expect(facts).toBe(`no line wider than ${width}`);
    const under = shown.findIndex((line) => /│ +\^+$/.test(line));
    const at = cellWidth(shown[under]!.slice(0, shown[under]!.indexOf("^")));
    const above = shown[under - 1]!;
    // The place where the cells before have that width is where the word is.
    const found = [...above.matchAll(/here/g)].map(({ index }) => cellWidth(above.slice(0, index)));
    if (!found.includes(at) || !/ \^{4}$/.test(shown[under]!)) expect(facts).toBe("a mark under its text");
  }
});

/** Programs of one module in the catalogue, with what is said about them. */
const said = Object.values(allEntries)
  .filter(({ example }) => !/^===|^\/\/ file:/m.test(example) && example.length < 2_000)
  .flatMap(({ example }) => {
    const modules = [{ path: "main", source: new SourceText("main.lk", example) }];
    return check({ name: "test", version: "0.0.0", main: "main", modules }).diagnostics;
  });

test.each([40, 60, 80, 120])(
  "of all messages, none has a line wider than %i columns that could be broken",
  (width) => {
    expect(said.length).toBeGreaterThan(100);
    const wide = said.flatMap((one) => lines(one, width)).filter((line) => cellWidth(line) > width);
    // What is left is one word: a type's name, or code in backquotes without a blank.
    expect(wide.filter((line) => /\S +\S/.test(line.replace(/^ *(expected:|found:)/, "")))).toEqual([]);
  },
);

test("each message says the same at every width", () => {
  for (const one of said) {
    const words = (width: number | undefined) =>
      renderText(
        [{ ...one, labels: [], source: new SourceText("main.lk", ""), span: { start: 0, end: 0 } }],
        { colour: false, width },
      )
        .split("\n")
        .filter((line) => !/^ *\^+$/.test(line))
        .join("")
        .replace(/\s/g, "");
    expect(words(40)).toBe(words(undefined));
  }
});

test("colours take no cells", () => {
  for (const one of said.slice(0, 50)) {
    const coloured = renderText([one], { colour: true, width: 60 }).replace(/\u001b\[[\d;]*m/g, "");
    expect(coloured).toBe(renderText([one], { colour: false, width: 60 }));
  }
});

test.each([
  ["an empty file", "", 0, "main.lk:1:1"],
  ["the end of a file without a last line break", "const a = 1", 11, "main.lk:1:12"],
  ["the end of a file", "const a = 1\n", 12, "main.lk:2:1"],
  ["the end of a file with CRLF", "const a = 1\r\n", 13, "main.lk:2:1"],
  ["the end of a line with CRLF", "const a = 1\r\nx", 11, "main.lk:1:12"],
])("nothing at %s is marked by one caret", (_, text, at, place) => {
  const shown = lines(diagnostic(text, { start: at, end: at }), 80);
  expect(shown[1]).toContain(place);
  expect(shown.filter((line) => line.includes("^"))).toEqual([expect.stringMatching(/│ +\^$/)]);
});
