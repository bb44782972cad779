import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../src/compile.js";
import { applyEdits, type Diagnostic, renderText } from "../../src/diagnostics/index.js";
import { SourceText } from "../../src/text/index.js";

/** What a message has to point at; from 1. */
interface Wrong {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** What a hint comes to, from the best to the worst. */
const hints = ["compiles", "in words", "none", "does not compile"] as const;

/** What is measured of the messages of one language. */
export interface Measured {
  readonly title: string;
  readonly messages: number;
  readonly lines: number;
  readonly exact: boolean;
  readonly hint: (typeof hints)[number];
}

export interface Mistake {
  readonly name: string;
  readonly source: SourceText;
  readonly wrong: Wrong;
  readonly diagnostics: readonly Diagnostic[];
  /** The program as the hint's edits, or `hint.lk` where it says in words what to write, leave it. */
  readonly mended: string | undefined;
  readonly ours: Measured;
  /** By `measure.mjs`. */
  readonly others: Readonly<Partial<Record<"elm" | "gleam", Measured>>>;
  /** Why a column of ours is behind. */
  readonly because: string | undefined;
}

/** What is found in a program of one module. */
export function diagnosticsOf(source: SourceText): readonly Diagnostic[] {
  return check({ name: "mistake", version: "0.1.0", main: "main", modules: [{ path: "main", source }] })
    .diagnostics;
}

/** The mistakes of a folder, measured. */
export function mistakesIn(folder: string): readonly Mistake[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => mistakeIn(join(folder, name), name));
}

function mistakeIn(folder: string, name: string): Mistake {
  const read = (file: string): string => readFileSync(join(folder, file), "utf8");
  const source = new SourceText("main.lk", read("main.lk"));
  const { lk, because } = JSON.parse(read("wrong.json")) as { lk: Wrong; because?: string };
  const diagnostics = diagnosticsOf(source);
  const [first] = diagnostics;
  if (!first) throw new Error(`${name}: nothing is found`);
  const mended = first.fix
    ? applyEdits(source.text, first.fix)
    : readdirSync(folder).includes("hint.lk")
      ? read("hint.lk")
      : undefined;
  const clean = mended !== undefined && diagnosticsOf(new SourceText("main.lk", mended)).length === 0;
  const start = source.position(first.span.start);
  const ours: Measured = {
    title: `${first.code} ${first.title}`,
    messages: diagnostics.length,
    lines: renderText(diagnostics, { colour: false }).trimEnd().split("\n").length,
    exact:
      start.line === lk.line &&
      start.column === lk.column &&
      source.text.slice(first.span.start, first.span.end) === lk.text,
    hint: mended === undefined ? (first.hint ? "in words" : "none") : clean ? "compiles" : "does not compile",
  };
  return {
    name,
    source,
    wrong: lk,
    diagnostics,
    mended,
    ours,
    others: JSON.parse(read("measured.json")),
    because,
  };
}

/** The columns in which another language is ahead of ours. */
export function behind({ ours, others }: Mistake): readonly string[] {
  return Object.entries(others).flatMap(([language, theirs]) => [
    ...(theirs.lines < ours.lines ? [`${language}: lines`] : []),
    ...(theirs.exact && !ours.exact ? [`${language}: place`] : []),
    ...(hints.indexOf(theirs.hint) < hints.indexOf(ours.hint) ? [`${language}: hint`] : []),
  ]);
}

/** The page `docs/mistakes.md`. */
export function page(mistakes: readonly Mistake[]): string {
  const rows = mistakes.map((mistake) => {
    const { ours, others, because } = mistake;
    const cells = [ours, others.elm, others.gleam].map(cell);
    return `| [${title(mistake.name)}](#${mistake.name}) | ${cells.join(" | ")} | ${because ?? ""} |`;
  });
  return `${head}| mistake | lk | Elm | Gleam | why |\n| --- | --- | --- | --- | --- |\n${rows.join("\n")}\n\n${mistakes
    .map(section)
    .join("\n")}`;
}

const head = `# Twenty mistakes

What the compiler says about twenty common mistakes, beside what Elm 0.19.1 and Gleam 1.18.0 say about the same mistake in a twin of the program. A cell has the lines of all that is
printed about it (of all messages, where one mistake brings several), whether a message underlines exactly what is wrong (◎) or more, less or something else (○), and what becomes of the program when one writes what
the hint writes: it **compiles**, it does **not compile**, the hint is **in words** that leave something to decide, or there is **none**.

The programs, twins and what is wrong in them are in \`test/mistakes/\`, with the script that measured the others; a test holds the column of lk, this page included.

`;

function cell(measured: Measured | undefined): string {
  if (!measured) return "–";
  const { lines, messages, exact, hint } = measured;
  const several = messages > 1 ? ` in ${messages} messages` : "";
  return `${lines} lines${several}, ${exact ? "◎" : "○"}, ${hint}`;
}

function title(name: string): string {
  return name.replace(/^\d+-/, "").replaceAll("-", " ");
}

function section({ name, source, diagnostics }: Mistake): string {
  const shown = renderText(diagnostics, { colour: false }).trimEnd();
  return `<a id="${name}"></a>\n\n## ${title(name)}\n\n\`\`\`lk\n${source.text}\`\`\`\n\n\`\`\`text\n${shown}\n\`\`\`\n`;
}
