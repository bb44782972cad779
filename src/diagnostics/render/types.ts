import { printable } from "../../text/index.js";
import type { Mismatch } from "../diagnostic.js";
import type { Paint } from "./paint.js";

/** Types that are longer than this are compared part by part. */
const long = 20;
const heads = ["    expected: ", "       found: "] as const;
const indent = heads[0].length;
/** Cells that a type has at least. */
const narrowest = 16;

/**
 * Two types that differ, below each other; where they are long and mostly equal, the part of the found one that differs is underlined.
 * @param width cells of a line, into which long types are broken; unbounded where it is undefined
 */
export function typeLines({ expected, found }: Mismatch, width: number | undefined, paint: Paint): string[] {
  const [wanted, given] = [printable(expected), printable(found)];
  const room = width === undefined ? Number.POSITIVE_INFINITY : Math.max(narrowest, width - indent);
  const part = difference(wanted, given);
  const blank = " ".repeat(indent);
  const lines = broken(wanted, room).map(({ text }, at) => `${at === 0 ? heads[0] : blank}${text}`);
  for (const [at, { text, start }] of broken(given, room).entries()) {
    lines.push(`${at === 0 ? heads[1] : blank}${text}`);
    const from = part ? Math.max(0, part.start - start) : 0;
    const to = part ? Math.min(text.length, part.end - start) : 0;
    if (to > from) lines.push(blank + " ".repeat(from) + paint.mark("^", "^".repeat(to - from)));
  }
  return lines;
}

/** The lines of a type, each with its offset in the type: broken at blanks, and in a part that is longer than a line behind a bracket. */
function broken(type: string, room: number): { readonly text: string; readonly start: number }[] {
  const words = (type.match(/\S+\s*/g) ?? []).flatMap((word) =>
    word.length > room ? (word.match(/[^(]*\(|[^(]+$/g) ?? []) : [word],
  );
  const lines: { text: string; start: number }[] = [];
  let offset = 0;
  let line = { text: "", start: 0 };
  for (const word of words) {
    if (line.text !== "" && line.text.length + word.trimEnd().length > room) {
      lines.push(line);
      line = { text: "", start: offset };
    }
    line.text += word;
    offset += word.length;
  }
  return [...lines, line].map(({ text, start }) => ({ text: text.trimEnd(), start }));
}

/** The part of `found` that differs, in whole names and marks; undefined where the types are short or have little in common. */
function difference(
  expected: string,
  found: string,
): { readonly start: number; readonly end: number } | undefined {
  if (Math.min(expected.length, found.length) < long) return undefined;
  const [a, b] = [parts(expected), parts(found)];
  let before = 0;
  while (before < Math.min(a.length, b.length) && a[before] === b[before]) before++;
  let behind = 0;
  while (behind < Math.min(a.length, b.length) - before && a.at(-1 - behind) === b.at(-1 - behind)) behind++;
  const start = b.slice(0, before).join("").length;
  const end = found.length - b.slice(b.length - behind).join("").length;
  return end > start && (end - start) * 2 < found.length ? { start, end } : undefined;
}

function parts(type: string): string[] {
  return type.match(/\w+|\W/g) ?? [];
}
