import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { IGrammar } from "vscode-textmate";
import { type Module, parse } from "../../src/syntax";
import { lex } from "../../src/syntax/lexer";
import { SourceText } from "../../src/text";
import { corpus } from "./corpus";
import { type Colour, colourOf, highlight, loadGrammar } from "./highlight";

let grammar: IGrammar;
beforeAll(async () => {
  grammar = await loadGrammar();
});

const colours: Readonly<Record<string, Colour>> = {
  PlainString: "string",
  StringStart: "string",
  Characters: "string",
  Escape: "string",
  Dollar: "string",
  StringEnd: "string",
  Int: "number",
  Float: "number",
  Duration: "number",
  BadNumber: "number",
  True: "boolean",
  False: "boolean",
  Upper: "type",
};
const reserved = new Set(["Fn", "Let", "If", "Else", "Match", "Fail", "Attempt"]);
const contextual = new Set(["Import", "As", "Type", "Const", "Node", "Pipeline", "Test"]);

/** Where an import or a declaration begins. */
function starts({ imports, declarations }: Module): Set<number> {
  return new Set([...imports, ...declarations].map(({ span }) => span.start));
}

/** A colour for each character. */
function painted(text: string): Colour[] {
  const result: Colour[] = new Array(text.length).fill(undefined);
  for (const { start, end, scopes } of highlight(grammar, text)) result.fill(colourOf(scopes), start, end);
  return result;
}

/** Tokens of which the editor and the lexer think differently; on lines without a mistake in their tokens. */
function differences(text: string): string[] {
  const source = new SourceText("main.lk", text);
  const { tokens, comments, diagnostics } = lex(source);
  const { module, diagnostics: all } = parse(source);
  const declared = starts(module);
  const found = painted(text);
  const wrong = new Set<number>();
  // A reserved word in the place of a name is coloured as one or the other.
  const misnamed = all.filter(({ code }) => code === "LK1049");
  for (const { span } of [...diagnostics, ...misnamed])
    for (let line = lineOf(source, span.start); line <= lineOf(source, span.end); line++) wrong.add(line);
  const expected: { start: number; image: string; colour: Colour }[] = comments.map(({ span }) => ({
    start: span.start,
    image: text.slice(span.start, span.end),
    colour: "comment",
  }));
  for (const { tokenType, startOffset, image } of tokens) {
    const { name } = tokenType;
    // A bracket that the parser puts in for one that is missing.
    if (image === "") continue;
    if (name === "As") {
      const after = /^\s+[a-z_]/.test(text.slice(startOffset + 2));
      if (all.length === 0 && !after) expected.push({ start: startOffset, image, colour: undefined });
    } else if (contextual.has(name)) {
      if (all.length > 0) continue;
      const colour = declared.has(startOffset) ? "keyword" : undefined;
      expected.push({ start: startOffset, image, colour });
    } else
      expected.push({ start: startOffset, image, colour: reserved.has(name) ? "keyword" : colours[name] });
  }
  return expected
    .filter(({ start }) => !wrong.has(lineOf(source, start)))
    .flatMap(({ start, image, colour }) => {
      const own = new Set(found.slice(start, start + image.length));
      if (own.size === 1 && own.has(colour)) return [];
      return [`line ${lineOf(source, start)}: ${image} is ${[...own]}, not ${colour}`];
    });
}

function lineOf(source: SourceText, offset: number): number {
  return source.position(offset).line;
}

/** What a grammar that reads line by line cannot see: a word that its name does not follow on the line, and a text whose interpolation has line breaks. */
const beyondALine =
  /cases\/(layout\/more-must-follow|lexis\/(comments-anywhere|interpolations-over-lines))\.md/;

/** A carriage return alone ends a line for some editors and not for others. */
const programs = corpus().filter(({ name, text }) => !/\r(?!\n)/.test(text) && !beyondALine.test(name));

test("there is something to compare", () => {
  expect(programs.length).toBeGreaterThan(500);
});

test("every token of every program has the colour of its kind", () => {
  const wrong = programs.flatMap(({ name, text }) => differences(text).map((each) => `${name}, ${each}`));
  expect(wrong).toEqual([]);
});

test.each([
  ["a string", 'const a = "open'],
  ["an interpolation", 'const a = "open ${b'],
  ["braces in an interpolation", 'const a = "open ${ { b'],
  ["a string in an interpolation", 'const a = "open ${"b ${c'],
  ["an escape at the end", 'const a = "open \\'],
  ["a quote of another language", "const a = 'open"],
])("%s that is not closed colours nothing of the next line", (_, line) => {
  const next = 'const second = "two"';
  const alone = highlight(grammar, next).map(({ scopes }) => scopes);
  const below = highlight(grammar, `${line}\n${next}`).filter(({ start }) => start > line.length);
  expect(below.map(({ scopes }) => scopes)).toEqual(alone);
  if (line.includes('"')) expect(painted(line)[line.indexOf('"') + 1]).toBe("string");
});

test.each([..."import as type const node pipeline test".split(" ")])("%s as a name is no keyword", (word) => {
  const text = `fn f(${word}: Int) -> Int {\n  let ${word} = ${word} + x.${word}\n  ${word}(${word})\n}`;
  expect(parse(new SourceText("main.lk", text)).diagnostics).toEqual([]);
  const found = painted(text);
  for (const { index } of text.matchAll(new RegExp(`\\b${word}\\b`, "g")))
    expect(found[index]).toBe(undefined);
});

test.each([
  ["import a as b", "import", "as"],
  ["type A = Int", "type"],
  ["const a = 1", "const"],
  ["@local node a() {}", "node"],
  ["pipeline a() {}", "pipeline"],
  ['test "a" { true }', "test"],
  ["fn f(x) {\n  match x {\n    Some(y) as all -> all\n  }\n}", "as"],
])("%j has keywords %s", (text, ...words) => {
  const found = painted(text);
  for (const word of words) expect(found[text.search(new RegExp(`\\b${word}\\b`))]).toBe("keyword");
});

test.each(["program", "strings"])("the scopes of %s.lk", (name) => {
  const folder = join(__dirname, "textmate");
  const text = readFileSync(join(folder, `${name}.lk`), "utf8");
  const shown = highlight(grammar, text)
    .filter(({ start, end }) => text.slice(start, end).trim() !== "")
    .map(({ start, end, scopes }) => `${text.slice(start, end).trim()}  ${scopes.join(" ")}`.trimEnd());
  const path = join(folder, `${name}.scopes`);
  const written = `${shown.join("\n")}\n`;
  if (process.env.UPDATE_CASES) writeFileSync(path, written);
  expect(written).toBe(readFileSync(path, "utf8"));
});
