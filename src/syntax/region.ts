import type { Diagnostic } from "../diagnostics/index.js";
import type { SourceText, Span } from "../text/index.js";

/** Lines of a statement, and characters between two places, at the most. */
const farthest = 200;

/** What goes on beyond itself: brackets that do not pair, and strings that have taken text with them. */
const farReaching: ReadonlySet<string> = new Set(["LK1001", "LK1007", "LK1020", "LK1021"]);

/** Whether a mistake in the syntax makes it doubtful what is said of a place: it is beside it, around it, or the place was to go on there. */
export function isDoubtful(source: SourceText, mistake: Diagnostic, { start, end }: Span): boolean {
  // A comma too many changes nothing else.
  if (source.text.slice(mistake.span.start, mistake.span.end) === ",") return false;
  const at = mistake.span.start;
  // What belongs to no declaration continues none.
  if (start <= at && (at < end || (mistake.code !== "LK1052" && endsBefore(source.text, end, at))))
    return true;
  return farReaching.has(mistake.code)
    ? isInStatement(source, mistake.span, start)
    : isBeside(source, mistake.span, start);
}

/** Whether there is nothing but closing brackets between two places. */
function endsBefore(text: string, end: number, at: number): boolean {
  return at - end < farthest && /^[\s)\]}]*$/.test(text.slice(end, at));
}

/**
 * Whether a place is in the statement of a mistake: in its line, or in those below that are indented further or go on with closing brackets.
 */
export function isInStatement(source: SourceText, mistake: Span, at: number): boolean {
  const first = source.line(mistake.start);
  const last = source.line(at);
  if (last <= first) return last === first;
  if (last > first + farthest) return false;
  const limit = indentOf(source.lineText(first));
  for (let line = first + 1; line <= last; line++) {
    const text = source.lineText(line);
    if (text.trim() !== "" && indentOf(text) <= limit && !/^\s*[})\]]/.test(text)) return false;
  }
  return true;
}

function indentOf(line: string): number {
  return /^[ \t]*/.exec(line)![0].length;
}

/**
 * Whether a place is beside a mistake: in the same line, and between the same brackets. Brackets within strings count
 * as any other, which errs by a little.
 */
export function isBeside({ text }: SourceText, mistake: Span, at: number): boolean {
  if (mistake.start <= at && at <= mistake.end) return true;
  const between = at < mistake.start ? text.slice(at, mistake.start) : text.slice(mistake.end, at);
  let depth = 0;
  let outermost = 0;
  for (const character of between) {
    if (character === "\n") return false;
    if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    outermost = Math.min(outermost, depth);
  }
  return depth === 0 && outermost === 0;
}
