import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { formatModule } from "../../src/format";
import { parse } from "../../src/syntax";
import { lex } from "../../src/syntax/lexer";
import { SourceText } from "../../src/text";

export const ROOT = resolve(__dirname, "../..");

/** A program's text under a name that a failing test prints. */
export interface Sample {
  readonly name: string;
  readonly text: string;
}

/** A text laid out; anything wrong with it is an error of the test. */
export function formatted(text: string): string {
  const result = formatModule(new SourceText("main.lk", text));
  if ("diagnostics" in result) {
    const [first] = result.diagnostics;
    throw new Error(`${first!.code} ${first!.message} at ${first!.span.start} of\n${text}`);
  }
  return result.text;
}

export function parses(text: string): boolean {
  return parse(new SourceText("main.lk", text)).diagnostics.length === 0;
}

/**
 * Holds the formatter against its promises for one text: the same tree and comments, laid out again the same, lines that end in no blanks, one
 * line break at the end. Says what is broken, or nothing.
 */
export function brokenPromise(text: string): string | undefined {
  let once: string;
  try {
    once = formatted(text);
    if (meaning(once) !== meaning(text)) return `another tree:\n${text}\n→\n${once}`;
    const twice = formatted(once);
    if (twice !== once) return `not stable:\n${text}\n→\n${once}\n→\n${twice}`;
  } catch (error) {
    return `${(error as Error).stack}\nfor\n${text}`;
  }
  const [before, after] = [comments(text), comments(once)];
  if (!sameComments(before, after, text)) return `other comments:\n${text}\n→\n${once}`;
  if (/[ \t\r]$/m.test(once)) return `blanks at the end of a line:\n${text}\n→\n${once}`;
  if (once !== "" && !/[^\n]\n$/.test(once)) return `no single line break at the end:\n${once}`;
  return undefined;
}

/** A tree as text, without positions; imports in the order in which they are sorted, which means nothing. */
function meaning(text: string): string {
  const { module, diagnostics } = parse(new SourceText("main.lk", text));
  if (diagnostics.length > 0) throw new Error(`${diagnostics[0]!.message}\n${text}`);
  const show = (node: unknown): string =>
    JSON.stringify(node, (_key, value) => {
      if (typeof value === "bigint") return `${value}n`;
      return isSpan(value) ? "span" : value;
    });
  return [...module.imports.map(show).sort(), ...module.declarations.map(show), String(module.doc)].join(
    "\n",
  );
}

function isSpan(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).join() === "start,end";
}

function comments(text: string): string[] {
  const { module } = parse(new SourceText("main.lk", text));
  return module.comments.map((comment) => `${comment.kind} ${comment.text}`);
}

/** The same ones in the same order; comments of imports move with them. */
function sameComments(before: string[], after: string[], text: string): boolean {
  if (before.join("\n") === after.join("\n")) return true;
  const paths = parse(new SourceText("main.lk", text)).module.imports.map(({ path }) =>
    path.map((name) => name.text).join("/"),
  );
  const moved = paths.some((path, index) => index > 0 && path < paths[index - 1]!);
  return moved && [...before].sort().join("\n") === [...after].sort().join("\n");
}

/** Texts of the gaps between tokens: one more than there are tokens, and the tokens. */
export function tokensOf(text: string): { tokens: string[]; gaps: string[] } {
  const { tokens } = lex(new SourceText("main.lk", text));
  const gaps: string[] = [];
  let at = 0;
  for (const token of tokens) {
    gaps.push(text.slice(at, token.startOffset));
    at = token.startOffset + token.image.length;
  }
  return { tokens: tokens.map(({ image }) => image), gaps: [...gaps, text.slice(at)] };
}

export function joined(tokens: readonly string[], gaps: readonly string[]): string {
  return gaps.map((gap, index) => gap + (tokens[index] ?? "")).join("");
}

/** Every `.lk` file of the project. */
export function projectFiles(): Sample[] {
  return ["examples", "src", "test", "runtime-python/tests"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".lk"))
      .sort()
      .map((path) => ({ name: join(folder, path), text: readFileSync(join(ROOT, folder, path), "utf8") })),
  );
}

/** Every program of a Markdown page below a folder, as it stands in a fence marked `lk`. */
export function pagePrograms(folder: string): Sample[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .sort()
    .flatMap((path) => {
      const page = readFileSync(join(ROOT, folder, path), "utf8");
      return [...page.matchAll(/^```lk\n([\s\S]*?)^```/gm)].map(([, text], index) => ({
        name: `${folder}/${path}, program ${index + 1}`,
        text: text!,
      }));
    });
}

/** Chance with a seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
