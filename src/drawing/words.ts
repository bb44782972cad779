import type { Selection } from "../graph/index.js";
import type { SourceText, Span } from "../text/index.js";
import { typeText } from "../tree/index.js";
import type { Type } from "../types/typed.js";

/** Longest label, in characters. */
const LONGEST = 44;

/** A text as a label: on one line, what cannot be seen written as an escape, and cut where it is long. */
export function label(text: string, longest = LONGEST): string {
  const line = text.trim().replace(/\s+/gu, " ");
  const characters = [...line.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, escaped)];
  return characters.length <= longest
    ? characters.join("")
    : `${characters
        .slice(0, longest - 1)
        .join("")
        .trimEnd()}…`;
}

/** The words of the program at a place; comments between them are left out. */
export function words(source: SourceText, span: Span): string {
  return label(withoutComments(source.text.slice(span.start, span.end)));
}

/** `Receipt`: a type without the modules of its parts. */
export function typeLabel(type: Type): string {
  return label(typeText(type).replace(/[a-z_][A-Za-z0-9_/]*\./g, ""));
}

/** What a choose asks: the condition, the value that is matched, or the call of a function such as `option.map`. */
export function question(source: SourceText, select: Selection, span: Span): string {
  if (select.kind === "if") return label(`if ${words(source, select.condition.span)}`);
  if (isMade(select, 0, span)) return words(source, span);
  return label(`match ${words(source, select.subject.span)}`);
}

/** What a branch of a choose answers: a pattern with its guard, or the value of the condition. */
export function answer(source: SourceText, select: Selection, branch: number, span: Span): string {
  if (select.kind === "if") return branch === 0 ? "true" : "false";
  const { pattern, guard } = select.arms[branch]!;
  if (isMade(select, branch, span))
    return pattern.kind === "constructor" ? pattern.constructor_ : "otherwise";
  const condition = guard ? ` if ${words(source, guard.span)}` : "";
  return label(words(source, pattern.span) + condition);
}

/** The arms of an `option.map` or `result.then` are not written: they have the place of the call. */
function isMade(select: Selection & { kind: "match" }, arm: number, { start, end }: Span): boolean {
  const { span } = select.arms[arm]!.pattern;
  return span.start === start && span.end === end;
}

function escaped(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16).toUpperCase()}}`;
}

/** Leaves strings as they are, so that `"http://…"` is none. */
function withoutComments(text: string): string {
  return text.replace(/("(?:\\.|[^"\\\n])*")|\/\/[^\n]*/g, (_, string: string | undefined) => string ?? "");
}
