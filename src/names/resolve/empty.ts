import type { Span } from "../../text/index.js";
import type { Reports } from "../report.js";

/**
 * Reports the parentheses of `A()` where `A` takes nothing.
 *
 * @param whole a use of a constructor or a type without arguments
 * @param takes how many fields or parameters it has
 * @returns whether there are parentheses with nothing in them
 */
export function reportEmpty(reports: Reports, name: string, whole: Span, takes: number): boolean {
  // What is between them may have been lost to a mistake.
  const empty = /\(\s*\)$/.exec(reports.source.text.slice(whole.start, whole.end));
  if (!empty) return false;
  const span = { start: whole.start + empty.index, end: whole.end };
  const fix = [{ span, text: "" }];
  if (takes === 0) reports.add("LK1042", span, { name }, { hint: `Write \`${name}\` alone.`, fix });
  return true;
}
