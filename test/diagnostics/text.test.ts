import { type Diagnostic, renderText } from "../../src/diagnostics";
import { SourceText } from "../../src/text";

/** A diagnostic about the text between `«` and `»`; labels stand between `‹` and `›`. */
function marked(text: string, more: Partial<Diagnostic> = {}): Diagnostic {
  const plain = text.replace(/[«»‹›]/g, "");
  const source = new SourceText("src/main.lk", plain);
  const offset = (mark: string, from = 0): number =>
    text.slice(0, text.indexOf(mark, from)).replace(/[«»‹›]/g, "").length;
  const labels = text.includes("‹")
    ? [{ source, span: { start: offset("‹"), end: offset("›") }, message: "a second place" }]
    : [];
  return {
    code: "LK9999",
    severity: "error",
    title: "a title",
    message: "A sentence.",
    source,
    span: { start: offset("«"), end: offset("»") },
    labels,
    types: undefined,
    hint: undefined,
    ...more,
  };
}

/** The frame of a diagnostic: its lines of source and what is below them. */
function frame(text: string): string[] {
  return renderText([marked(text)], { colour: false })
    .split("\n")
    .filter((line) => /^ *\d* [│⋮]./.test(line) || line.includes("⋮"))
    .map((line) => line.replace(/^ *\d* │ ?/, ""));
}

describe("underlines lie below what they mark", () => {
  test.each([
    ["plain text", "let «x» = 1", ["let x = 1", "    ^"]],
    ["nothing", "let «»x", ["let x", "    ^"]],
    ["the end of a line", "let x«»", ["let x", "     ^"]],
    ["behind tabs", "\t\tlet «x» = 1", ["        let x = 1", "            ^"]],
    ["a tab within a line", "a\t«b»", ["a   b", "    ^"]],
    ["a marked tab", "a«\t»b", ["a   b", " ^^^"]],
    ["wide characters", "日本 «x»", ["日本 x", "     ^"]],
    ["marked wide characters", "«日本» x", ["日本 x", "^^^^"]],
    ["emoji", "👍🏽 ✅ «x»", ["👍🏽 ✅ x", "      ^"]],
    ["flags", "🇩🇪🇫🇷 «x»", ["🇩🇪🇫🇷 x", "     ^"]],
    ["a sign that a selector makes an emoji", "❤️ «x» ❤", ["❤️ x ❤", "   ^"]],
    ["a keycap", "1️⃣ «x»", ["1️⃣ x", "   ^"]],
    ["a family", "«👩‍👩‍👧» x", ["👩‍👩‍👧 x", "^^"]],
    ["combining marks", "e\u0301e\u0301 «x»", ["e\u0301e\u0301 x", "   ^"]],
    ["hangul", "«한»x", ["한x", "^^"]],
    ["fullwidth letters", "ＡＢ«x»", ["ＡＢx", "    ^"]],
    ["a marked combining mark", "e«\u0301»x", ["e\u0301x", "^"]],
    ["a combining mark without a letter", "\u0301 «x»", ["\u25cc\u0301 x", "  ^"]],
    ["letters that are one grapheme", "กำ क्ष «x»", ["กำ क्ष x", "      ^"]],
    ["what a terminal would act on", "\u001b[31m«x»\u202e", ["\\u{1B}[31mx\\u{202E}", "          ^"]],
    ["a marked control", "a«\u202e»b", ["a\\u{202E}b", " ^^^^^^^^"]],
    ["what is not seen", "a\u200b«b»\ufeff", ["a\\u{200B}b\\u{FEFF}", "         ^"]],
    ["a joiner between letters of ASCII", "a\u200d«b»", ["a\\u{200D}b", "         ^"]],
    ["half a pair", "a\ud800«b»", ["a\\u{D800}b", "         ^"]],
  ])("%s", (_, text, lines) => {
    expect(frame(text)).toEqual(lines);
  });
});

test("columns count code points", () => {
  const shown = (text: string): string => renderText([marked(text)], { colour: false }).split("\n")[1]!;
  expect(shown("\n👍🏽 «x»")).toContain("src/main.lk:2:4");
  expect(shown("\te\u0301«x»")).toContain("src/main.lk:1:4");
});

describe("a span of several lines has a bar beside it", () => {
  test.each([
    ["from the beginning of a line", "«a {\n  b\n}» c", ["╭ a {", "│   b", "│ } c", "╰─^"]],
    ["from within a line", "a «b\n  c\n\nd» e", ["  a b", "╭───^", "│   c", "│", "│ d e", "╰─^"]],
    [
      "of many lines the first two and the last",
      "«a\n b\n c\n d\n e\n f» g",
      ["╭ a", "│  b", "⋮ │", "│  f g", "╰──^"],
    ],
    ["that ends with a line break", "«a\nb\n»c", ["╭ a", "│ b", "╰─^"]],
    ["with a label within", "«a {\n  ‹b›\n}»", ["╭ a {", "│   b", "│   - a second place", "│ }", "╰─^"]],
    [
      "within a longer one",
      "‹f {\n  «a {\n  b }»\n}›",
      ["╭   f {", "│ ╭   a {", "│ │   b }", "│ ╰─────^", "│   }", "╰───- a second place"],
    ],
    [
      "that crosses another",
      "‹f {\n  «a {\n  b }›\n}»",
      ["╭   f {", "│ ╭   a {", "│ │   b }", "╰─┼─────- a second place", "  │ }", "  ╰─^"],
    ],
  ])("%s", (_, text, lines) => {
    expect(frame(text).map((line) => line.replace(/^ *⋮/, "⋮"))).toEqual(lines);
  });
});

describe("several places on a line", () => {
  test("stand in one row, the text of the last behind it and those of the others below", () => {
    expect(frame("«a» + ‹b›")).toEqual(["a + b", "^   - a second place"]);
    expect(frame("‹a› + «b»")).toEqual(["a + b", "-   ^", "a second place"]);
  });

  test("have texts that hang from their own", () => {
    const source = new SourceText("main.lk", "a + b + c");
    const label = (start: number, message: string) => ({ source, span: { start, end: start + 1 }, message });
    const diagnostic = { ...marked("«x»"), source, span: { start: 8, end: 9 } };
    const labels = [label(0, "the first"), label(4, "the second")];
    expect(
      renderText([{ ...diagnostic, labels }], { colour: false })
        .split("\n")
        .slice(3, 8),
    ).toEqual(["1 │ a + b + c", "  │ -   -   ^", "  │ │   │", "  │ │   the second", "  │ the first"]);
  });

  test("have rows of their own where one lies over another", () => {
    expect(frame("‹a + «b»›")).toEqual(["a + b", "----- a second place", "    ^"]);
  });
});

test("a long line is cut around what is marked", () => {
  const [line, underline] = frame(`${"x".repeat(5_000)} «here» ${"y".repeat(5_000)}`);
  expect(line!.length).toBeLessThan(130);
  expect(line).toMatch(/^…x* here y*…$/);
  expect(line!.slice(underline!.indexOf("^"), underline!.lastIndexOf("^") + 1)).toBe("here");
});

test("a line of megabytes takes no time", () => {
  const text = `"${"é👍".repeat(300_000)}" «x» ${"é".repeat(300_000)}`;
  const start = performance.now();
  for (let count = 0; count < 20; count++) frame(text);
  expect(performance.now() - start).toBeLessThan(10_000);
});

test("the whole of a diagnostic: labels, types, hint", () => {
  const text = renderText(
    [
      marked("fn f(‹x›: Int) {\n\n\n  «x ++ 1»\n}", {
        types: { expected: "List(Int)", found: "Int" },
        hint: "write `[x]`",
      }),
    ],
    { colour: false },
  );
  expect(text).toBe(`error[LK9999]: a title
  ┌─ src/main.lk:4:3
  │
1 │ fn f(x: Int) {
  │      - a second place
  ⋮
4 │   x ++ 1
  │   ^^^^^^

  A sentence.

    expected: List(Int)
       found: Int

  Write \`[x]\`.

`);
});

test("of long types that differ in a part, the part is underlined", () => {
  const shown = (expected: string, found: string) =>
    renderText([marked("«a»", { types: { expected, found } })], { colour: false })
      .split("\n")
      .slice(-5, -2);
  expect(shown("Dict(String, List((Int, String)))", "Dict(String, List((Int, Float)))")).toEqual([
    "    expected: Dict(String, List((Int, String)))",
    "       found: Dict(String, List((Int, Float)))",
    "                                      ^^^^^",
  ]);
  expect(shown("Option(Int)", "Option(Float)")[2]).toBe("       found: Option(Float)");
  expect(shown("Dict(String, List(Int))", "Result(Json, Failure)")[2]).toBe(
    "       found: Result(Json, Failure)",
  );
});

test("a label in another file has a frame of its own", () => {
  const other = new SourceText("src/other.lk", "const a = 1\n");
  const diagnostic = marked("«a»");
  const labels = [{ source: other, span: { start: 6, end: 7 }, message: "declared here" }];
  expect(renderText([{ ...diagnostic, labels }], { colour: false })).toContain(
    "  ┌─ src/other.lk:1:7\n  │\n1 │ const a = 1\n  │       - declared here\n",
  );
});

test("colours only where they are asked for, and none of the source's own", () => {
  const diagnostic = marked("«\u001b[31mx»", { hint: "none" });
  expect(renderText([diagnostic], { colour: false })).not.toContain("\u001b");
  const coloured = renderText([diagnostic], { colour: true });
  expect(coloured).toContain("\u001b[31;1merror[LK9999]\u001b[0m");
  expect(coloured).not.toContain("\u001b[31mx");
});

test("diagnostics come by file and place, each once", () => {
  const [b, a] = ["b.lk", "a.lk"].map((path) => new SourceText(path, "one two three")) as [
    SourceText,
    SourceText,
  ];
  const at = (source: SourceText, start: number): Diagnostic => ({
    ...marked("«x»"),
    source,
    span: { start, end: start + 3 },
  });
  const text = renderText([at(b, 4), at(a, 8), at(b, 0), at(a, 8)], { colour: false });
  expect(text.match(/┌─ .*/g)).toEqual(["┌─ a.lk:1:9", "┌─ b.lk:1:1", "┌─ b.lk:1:5"]);
});
