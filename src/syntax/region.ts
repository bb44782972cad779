import type { SourceText, Span } from "../text/index.js";

/**
 * Whether a mistake in the syntax makes a place doubtful: it is in the same line, and between the same brackets. Brackets within strings count
 * as any other, which errs by a little.
 */
export function isDoubtful({ text }: SourceText, mistake: Span, at: number): boolean {
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
