import { printable, type SourceText, wrap } from "../../text/index.js";
import type { Diagnostic, Label } from "../diagnostic.js";
import { inOrder } from "../order.js";
import { frameLines, lastLine, type Mark } from "./frame.js";
import { sentence } from "./message.js";
import { type Paint, paintOf } from "./paint.js";
import { typeLines } from "./types.js";

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
    .map((diagnostic) => `${renderOne(diagnostic, options)}\n\n`)
    .join("");
}

function renderOne(diagnostic: Diagnostic, { colour, width }: TextOptions): string {
  const { severity, message, types, hint } = diagnostic;
  const paint = paintOf(colour, severity);
  const lines = [...heading(diagnostic, width, paint), ...frames(diagnostic, paint, width)];
  lines.push("", ...prose(message, width));
  if (types) lines.push("", ...typeLines(types, width, paint));
  if (hint) lines.push("", ...prose(sentence(hint), width).map((line) => paint.hint(line)));
  return lines.join("\n");
}

/** `error[LK1042]: title` */
function heading({ severity, code, title }: Diagnostic, width: number | undefined, paint: Paint): string[] {
  const head = `${severity}[${code}]`;
  const [first = "", ...more] = wrap(`${head}: ${printable(title)}`, width, 2);
  return [paint.severity(severity, head) + paint.bold(first.slice(head.length)), ...more.map(paint.bold)];
}

/** The diagnostic's own file first, then each other one that a label is in. */
function frames(diagnostic: Diagnostic, paint: Paint, width: number | undefined): string[] {
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
    const rule = paint.frame(`${" ".repeat(gutter)} │`);
    return [place, rule, ...frameLines(source, marks, { gutter, width, paint })];
  });
}

function markOf({ span, message }: Label): Mark {
  return { span, sign: "-", text: printable(message) };
}

function prose(text: string, width: number | undefined): string[] {
  return wrap(printable(text), width && width - 2).map((line) => `  ${line}`.trimEnd());
}
