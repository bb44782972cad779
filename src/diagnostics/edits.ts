import type { Span } from "../text/index.js";
import type { Edit } from "./diagnostic.js";

/** The edit that puts a text in place of a span. */
export function replace(span: Span, text: string): Edit {
  return { span, text };
}

/** The edit that puts a text before an offset. */
export function insert(at: number, text: string): Edit {
  return { span: { start: at, end: at }, text };
}

/** A text with edits made; they do not overlap, and of two at one place the first comes first. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let result = "";
  let done = 0;
  for (const { span, text: added } of ordered) {
    result += text.slice(done, span.start) + added;
    done = span.end;
  }
  return result + text.slice(done);
}
