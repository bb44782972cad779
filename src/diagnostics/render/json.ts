import type { SourceText, Span } from "../../text/index.js";
import type { Diagnostic } from "../diagnostic.js";
import { inOrder } from "../order.js";

/**
 * Diagnostics for programs: one JSON object on one line. Lines and columns from 1, columns in code points, `end` exclusive; `hint`
 * is null where there is none; `types` is there where two types differ, `fix` where edits of the diagnostic's own file do what the hint says.
 */
export function renderJson(diagnostics: readonly Diagnostic[]): string {
  return `${JSON.stringify({ diagnostics: inOrder(diagnostics).map(plain) })}\n`;
}

function plain({ severity, code, title, message, source, span, labels, types, hint, fix }: Diagnostic) {
  return {
    severity,
    code,
    title,
    message,
    ...place(source, span),
    labels: labels.map((label) => ({ ...place(label.source, label.span), message: label.message })),
    ...(types && { types }),
    hint: hint ?? null,
    ...(fix && { fix: fix.map((edit) => ({ ...range(source, edit.span), text: edit.text })) }),
  };
}

function place(source: SourceText, span: Span) {
  return { file: source.path, ...range(source, span) };
}

function range(source: SourceText, span: Span) {
  return { start: source.position(span.start), end: source.position(span.end) };
}
