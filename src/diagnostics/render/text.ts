import type { SourceText } from "../../text/index.js";
import type { Diagnostic, Label } from "../diagnostic.js";
import { inOrder } from "../order.js";
import { printable } from "./cells.js";
import { frameLines, lastLine, type Mark } from "./frame.js";
import { sentence } from "./message.js";
import { type Paint, paintOf } from "./paint.js";

export interface TextOptions {
  /** Whether ANSI colours are written. */
  readonly colour: boolean;
  /** Cells of a line of the reader's screen; unbounded text such as a pipe's has none. */
  readonly width?: number | undefined;
}

/**
 * Diagnostics for people: title, place, the lines with what they are about underlined, the message, types that differ,
 * and a hint. In order of files and lines, each once.
 */
export function renderText(diagnostics: readonly Diagnostic[], options: TextOptions): string {
  return inOrder(diagnostics)
    .map((diagnostic) => `${renderOne(diagnostic, paintOf(options.colour, diagnostic.severity))}\n\n`)
    .join("");
}

function renderOne(diagnostic: Diagnostic, paint: Paint): string {
  const { severity, code, title, message, types, hint } = diagnostic;
  const lines = [`${paint.severity(severity, `${severity}[${code}]`)}${paint.bold(`: ${printable(title)}`)}`];
  lines.push(...frames(diagnostic, paint));
  lines.push("", ...indented(message));
  if (types) {
    lines.push(
      "",
      "    expected:",
      ...indented(types.expected, 8),
      "       found:",
      ...indented(types.found, 8),
    );
  }
  if (hint) lines.push("", ...indented(sentence(hint)).map((line) => paint.hint(line)));
  return lines.join("\n");
}

/** The diagnostic's own file first, then each other one that a label is in. */
function frames(diagnostic: Diagnostic, paint: Paint): string[] {
  const places = new Map<SourceText, Mark[]>();
  const own: Mark = { span: diagnostic.span, sign: "^", text: "" };
  places.set(diagnostic.source, [own]);
  for (const label of diagnostic.labels) {
    const marks = places.get(label.source);
    if (marks) marks.push(markOf(label));
    else places.set(label.source, [markOf(label)]);
  }
  const gutter = Math.max(...[...places].map(([source, marks]) => String(lastLine(source, marks)).length));
  return [...places].flatMap(([source, marks]) => {
    const { line, column } = source.position(marks[0]!.span.start);
    const place = `${" ".repeat(gutter)} ${paint.frame("┌─")} ${printable(source.path)}:${line}:${column}`;
    return [place, paint.frame(`${" ".repeat(gutter)} │`), ...frameLines(source, marks, gutter, paint)];
  });
}

function markOf({ span, message }: Label): Mark {
  return { span, sign: "-", text: printable(message) };
}

function indented(text: string, by = 2): string[] {
  return printable(text)
    .split("\n")
    .map((line) => `${" ".repeat(by)}${line}`.trimEnd());
}
