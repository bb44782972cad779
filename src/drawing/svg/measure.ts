import type { Box, BoxKind } from "../drawing.js";
import { KINDS } from "../kinds.js";

/** A line of text in a box. */
export interface Line {
  readonly text: string;
  readonly style: "name" | "code" | "small";
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Font sizes in pixels, and what a line takes. */
export const STYLES = {
  name: { size: 13, height: 18 },
  code: { size: 12, height: 17 },
  small: { size: 10.5, height: 15 },
} as const;

/** Upper bounds of a character's width in parts of the font size: the common monospaced fonts have 0.55 to 0.61, sans-serif ones less on average. */
const NARROW = 0.62;
const OTHER = 1;
const WIDE = 1.3;

/** At least as wide as the text is in any common font. */
export function textWidth(text: string, style: Line["style"]): number {
  let parts = 0;
  for (const character of text)
    parts += /[\u0020-\u024f…·]/u.test(character)
      ? NARROW
      : /[\p{Extended_Pictographic}\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef\u{20000}-\u{3ffff}]/u.test(
            character,
          )
        ? WIDE
        : OTHER;
  return parts * STYLES[style].size;
}

const NAMED = new Set<BoxKind>(["call", "pipeline", "node"]);
const WORDED = new Set<BoxKind>(["scatter", "chain", "start", "return", "gather", "chained"]);

/** The lines that stand in a box. */
export function linesOf({ kind, label, details, place }: Box): readonly Line[] {
  const small = (text: string): Line => ({ text, style: "small" });
  const lines: Line[] = [];
  const { word } = KINDS[kind];
  if (WORDED.has(kind) && word !== label) lines.push(small(word));
  if (label !== "")
    lines.push({ text: label, style: NAMED.has(kind) ? "name" : kind === "join" ? "small" : "code" });
  return [...lines, ...details.map(small), ...(place === "" ? [] : [small(place)])];
}

/** Blank to the left and right of the words, where a shape needs more than a rectangle. */
const SIDES: Readonly<Record<BoxKind, number>> = {
  start: 18,
  call: 14,
  pipeline: 20,
  glue: 10,
  scatter: 26,
  gather: 26,
  chain: 22,
  chained: 22,
  choose: 26,
  branch: 14,
  branched: 0,
  merge: 0,
  attempt: 16,
  attempted: 16,
  join: 22,
  return: 18,
  node: 20,
};

/** The size of a box that its words fit into. */
export function sizeOf(box: Box): Size {
  if (box.kind === "branched") return { width: 8, height: 8 };
  if (box.kind === "merge") return { width: 16, height: 16 };
  const lines = linesOf(box);
  const width = Math.max(...lines.map(({ text, style }) => textWidth(text, style))) + 2 * SIDES[box.kind];
  const height = lines.reduce((sum, { style }) => sum + STYLES[style].height, box.kind === "join" ? 5 : 14);
  return { width: 2 * Math.ceil(width / 2), height: 2 * Math.ceil(height / 2) };
}
