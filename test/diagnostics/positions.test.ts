import { join } from "node:path";
import { check } from "../../src/compile.js";
import {
  allEntries,
  type Diagnostic,
  renderGithub,
  renderJson,
  renderSarif,
} from "../../src/diagnostics/index.js";
import { SourceText } from "../../src/text/index.js";
import { findCases } from "../harness/cases.js";
import { chance } from "../harness/chance.js";
import { checkMarked, splitFiles } from "../harness/marked.js";
import { changesTexts, mutated, type Place, type Shifted, shifts } from "./shifts.js";

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

/** Modules by their paths. */
type Program = ReadonlyMap<string, string>;

/** Whatever the JSON of a diagnostic has: places are objects of a line and a column. */
type Json = string | number | null | readonly Json[] | { readonly [key: string]: Json };

function diagnosticsOf(program: Program): readonly Diagnostic[] {
  const modules = [...program].map(([path, text]) => ({ path, source: new SourceText(`${path}.lk`, text) }));
  return check({ name: "test", version: "0.1.0", main: "main", modules }).diagnostics;
}

function jsonOf(program: Program): readonly Json[] {
  return JSON.parse(renderJson(diagnosticsOf(program))).diagnostics;
}

/** The wrong programs of the cases and of the catalogue. */
const cases: readonly Program[] = findCases(join(__dirname, "../cases"))
  .filter(({ sections }) => sections.has("Diagnostics"))
  .map(({ program }) => new Map(program.modules.map(({ path, source }) => [path, source.text])));
const examples: readonly Program[] = Object.values(allEntries)
  .map(({ example }) => example)
  .filter((example) => !example.includes("=== ") && example.length < 2_000)
  .map((example) => new Map(splitFiles(example).map(({ path, text }) => [path, text])));

const programs = [...cases, ...examples].filter((program) => jsonOf(program).length > 0);

test("there are programs to look at", () => {
  expect(programs.length).toBeGreaterThan(200);
  expect(programs.flatMap(jsonOf).length).toBeGreaterThan(500);
});

/** What is said of a program, with all places as they are after a shift of each of its files. */
function moved(said: Json, files: ReadonlyMap<string, Shifted>, own: string, texts: boolean): Json {
  if (isList(said)) return said.map((each) => moved(each, files, own, texts));
  if (typeof said === "string")
    // An edit takes over the blanks of the lines around it.
    return (
      said
        .replaceAll("\t", " ")
        // What a module has is told where a name is not among it.
        .replace("`shifted_by_this`, ", "")
        .replace("it has `shifted_by_this`", "it declares no value")
        .replace(/line (\d+)(?:, column (\d+))?/g, (_, line: string, column: string | undefined) => {
          const place = files.get(own)!.moved({ line: Number(line), column: Number(column ?? 1) });
          return column === undefined ? `line ${place.line}` : `line ${place.line}, column ${place.column}`;
        })
    );
  if (typeof said !== "object" || said === null) return said;
  if ("line" in said) return files.get(own)!.moved(said as unknown as Place) as unknown as Json;
  const file = "file" in said ? (said.file as string) : own;
  // What is said of a whole file stands at its beginning.
  if (isAtTop(said)) return said;
  const kept = Object.entries(said).filter(([key]) => !(texts && ["message", "hint", "text"].includes(key)));
  return Object.fromEntries(kept.map(([key, each]) => [key, moved(each, files, file, texts)]));
}

function isList(said: Json): said is readonly Json[] {
  return Array.isArray(said);
}

function isAtTop(said: { readonly [key: string]: Json }): boolean {
  const [start, end] = [said.start, said.end].map((place) => JSON.stringify(place));
  return start !== undefined && start === end && start === JSON.stringify({ line: 1, column: 1 });
}

/** Nothing moves. */
const whole = { moved: (place: Place) => place };

/** What of a program's diagnostics a shift does not move as it should: what is said more, and what is missing. */
function misplaced(program: Program, name: string, number: number): readonly string[] {
  const draw = chance(seed + number);
  const shifted = new Map(
    [...program].map(([path, text]) => [path, shifts[name]!(text, draw) ?? { text, ...whole }]),
  );
  const files = new Map([...shifted].map(([path, each]) => [`${path}.lk`, each]));
  const texts = new Map([...shifted].map(([path, { text }]) => [path, text]));
  const stays = new Map([...files].map(([file, each]) => [file, { ...each, ...whole }]));
  const found = moved(jsonOf(texts), stays, "", changesTexts(name)) as readonly Json[];
  const wanted = moved(jsonOf(program), files, "", changesTexts(name)) as readonly Json[];
  const [has, wants] = [found, wanted].map((all) => all.map((one) => JSON.stringify(one)));
  if (has!.join() === wants!.join()) return [];
  return [
    `seed ${seed}, ${name} ${number}`,
    ...[...texts].map(([path, text]) => `${path}:\n${text}`),
    ...has!.filter((one) => !wants!.includes(one)).map((one) => `more: ${one}`),
    ...wants!.filter((one) => !has!.includes(one)).map((one) => `less: ${one}`),
  ];
}

function hasSyntaxErrors(program: Program): boolean {
  return diagnosticsOf(program).some(({ code }) => code.startsWith("LK1"));
}

describe.each(Object.keys(shifts))("%s", (name) => {
  // A declaration between may well be what an unclosed bracket stands before, or part one mistake from what follows from it.
  const declares = name.startsWith("a declaration");

  test("move what is said of wrong programs, and change nothing else", () => {
    const apart = declares ? programs.filter((program) => !hasSyntaxErrors(program)) : programs;
    expect(apart.flatMap((program, number) => misplaced(program, name, number))).toEqual([]);
  });

  if (declares) return;
  test("move what is said of mutated programs, and change nothing else", () => {
    const wrong: string[] = [];
    for (let number = 0; number < 150; number++) {
      const draw = chance(seed + number);
      const program = cases[draw(cases.length)]!;
      const texts = new Map([...program].map(([path, text]) => [path, mutated(text, draw)]));
      wrong.push(...misplaced(texts, name, number));
    }
    expect(wrong).toEqual([]);
  });
});

/** A part of SARIF that has a region of the text. */
interface Located {
  readonly physicalLocation: {
    readonly region: unknown;
    readonly artifactLocation: { readonly uri: string };
  };
}

interface Replaced {
  readonly deletedRegion: unknown;
  readonly insertedContent: { readonly text: string };
}

interface Ranged {
  readonly start: Place;
  readonly end: Place;
}

/** What the JSON has of a diagnostic. */
interface Written extends Ranged {
  readonly file: string;
  readonly labels: readonly Ranged[];
  readonly fix?: readonly (Ranged & { readonly text: string })[];
}

const region = ({ start, end }: Ranged) => ({
  startLine: start.line,
  startColumn: start.column,
  endLine: end.line,
  endColumn: end.column,
});

test("SARIF and annotations have the places of the JSON, in code points", () => {
  const options = { version: "0.1.0", root: "/", fileOf: (path: string) => path };
  for (const program of programs) {
    // Emoji tell units of UTF-16 from code points.
    const shift = (text: string) => shifts["emoji in texts"]!(text, () => 0)?.text ?? text;
    const diagnostics = diagnosticsOf(new Map([...program].map(([path, text]) => [path, shift(text)])));
    const written: readonly Written[] = JSON.parse(renderJson(diagnostics)).diagnostics;
    const [{ columnKind, results }] = JSON.parse(renderSarif(diagnostics, options)).runs;
    const annotations = renderGithub(diagnostics, options.fileOf).split("\n");
    expect(columnKind).toBe("unicodeCodePoints");
    for (const [at, one] of written.entries()) {
      const [own]: Located[] = results[at].locations;
      const related: Located[] = results[at].relatedLocations ?? [];
      const edits: Replaced[] = results[at].fixes?.[0].artifactChanges[0].replacements ?? [];
      expect(own!.physicalLocation).toEqual({
        artifactLocation: { uri: one.file, uriBaseId: "%SRCROOT%" },
        region: region(one),
      });
      expect(related.map((label) => label.physicalLocation.region)).toEqual(one.labels.map(region));
      expect(edits.map((edit) => [edit.deletedRegion, edit.insertedContent.text])).toEqual(
        (one.fix ?? []).map((edit) => [region(edit), edit.text]),
      );
      const { file, start, end } = one;
      const columns = start.line === end.line ? `,col=${start.column},endColumn=${end.column}` : "";
      expect(annotations[at]).toContain(
        ` file=${file},line=${start.line},endLine=${end.line}${columns},title=`,
      );
    }
  }
});

// What stands before a wrong name on its line.
test.each([
  ["an emoji", '"👍" ++ '],
  ["an emoji of five code points", '"👩‍👩‍👧" ++ '],
  ["a flag", '"🇩🇪" ++ '],
  ["combining characters", '"e\u0301e\u0301" ++ '],
  ["wide characters", '"日本語" ++ '],
  ["tabs", "\t\t"],
  ["an interpolation", '"${1}👍" ++ '],
])("behind %s the column counts code points", (_, before) => {
  const [one] = jsonOf(new Map([["main", `fn f() {\n${before}unknown\n}`]]));
  const column = [...before].length + 1;
  expect(one).toMatchObject({
    code: "LK2201",
    start: { line: 2, column },
    end: { line: 2, column: column + 7 },
  });
});

test.each([
  ["below attributes", "@retry(max: 3)\n@timeout(10s)\nnode work(n: «LK2203 Itn») -> Int { n }"],
  ["behind attributes", "@retry(max: 3) @timeout(10s) node work(n: «LK2203 Itn») -> Int { n }"],
  ["the name of an attribute", "@retry(max: 3)\n@«LK2401 timout»(10s)\nnode work(n: Int) -> Int { n }"],
  ["an argument of an attribute", "@retry(max: «LK2405 0», backoff: 1s)\nnode work(n: Int) -> Int { n }"],
  ["a label of an attribute", "@retry(max: 3, «LK2404 backof»: 1s)\nnode work(n: Int) -> Int { n }"],
  ["an attribute behind emoji", '@env(«LK2404 "👍"», «LK2404 3»)\n@external("a.b")\nfn work() -> Int'],
])("%s", (_, text) => {
  const { expected, found: remarks } = checkMarked(text);
  expect(remarks).toEqual(expected);
});
