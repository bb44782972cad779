import type { Mismatch } from "../diagnostic.js";
import { printable } from "./cells.js";

/** Types that are longer than this are compared part by part. */
const long = 20;

/** Two types that differ, below each other; where they are long and mostly equal, the part of the found one that differs is underlined. */
export function typeLines({ expected, found }: Mismatch): string[] {
  const [wanted, given] = [printable(expected), printable(found)];
  const lines = [`    expected: ${wanted}`, `       found: ${given}`];
  const part = difference(wanted, given);
  if (part) lines.push(`${" ".repeat(14 + part.start)}${"^".repeat(part.end - part.start)}`);
  return lines;
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
