import type { SourceText, Span } from "../../text/index.js";
import { type Cell, cellsOf } from "./cells.js";
import type { Paint } from "./paint.js";

/** A span to show below its line. */
export interface Mark {
  readonly span: Span;
  /** `^` under what the message is about, `-` under a second place. */
  readonly sign: "^" | "-";
  readonly text: string;
}

/** Widest piece of a line that is shown; a longer one is cut around what is marked. */
const maximumWidth = 120;
/** Lines of a marked span that are shown in full: more show their first and last. */
const maximumLines = 4;

/** One line of source with the marks below it. */
interface Shown {
  readonly line: number;
  readonly marks: Underline[];
}

interface Underline {
  /** Offsets in the line, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly sign: "^" | "-";
  readonly text: string;
}

/** Lines of a source with marks, each prefixed by its number. */
export function frameLines(
  source: SourceText,
  marks: readonly Mark[],
  gutter: number,
  paint: Paint,
): string[] {
  const shown = new Map<number, Shown>();
  for (const mark of marks) {
    for (const [line, underline] of underlines(source, mark)) {
      const entry = shown.get(line) ?? { line, marks: [] };
      entry.marks.push(underline);
      shown.set(line, entry);
    }
  }
  const lines: string[] = [];
  let previous: number | undefined;
  for (const entry of [...shown.values()].sort((a, b) => a.line - b.line)) {
    if (previous !== undefined && entry.line > previous + 1) {
      // One line between two is shown rather than left out.
      if (entry.line === previous + 2)
        lines.push(...lineWithMarks(source, { line: previous + 1, marks: [] }, gutter, paint));
      else lines.push(paint.frame(`${" ".repeat(gutter)} ⋮`));
    }
    lines.push(...lineWithMarks(source, entry, gutter, paint));
    previous = entry.line;
  }
  return lines;
}

/** The last line that marks need a number for. */
export function lastLine(source: SourceText, marks: readonly Mark[]): number {
  return Math.max(...marks.map(({ span }) => source.line(Math.max(span.start, span.end - 1))));
}

function* underlines(source: SourceText, { span, sign, text }: Mark): Generator<[number, Underline]> {
  const first = source.line(span.start);
  const last = Math.max(first, source.line(Math.max(span.start, span.end - 1)));
  const many = last - first >= maximumLines;
  for (let line = first; line <= last; line++) {
    if (many && line > first + 1 && line < last) continue;
    const begin = source.lineStart(line);
    const content = source.lineText(line);
    const indent = content.length - content.trimStart().length;
    const start = line === first ? span.start - begin : indent;
    const end = Math.min(content.length, span.end - begin);
    if (line !== first && end <= start) continue;
    yield [line, { start, end: Math.max(start, end), sign, text: line === last ? text : "" }];
  }
}

function lineWithMarks(source: SourceText, { line, marks }: Shown, gutter: number, paint: Paint): string[] {
  const { cells, cut } = window(cellsNear(source.lineText(line), marks), marks);
  const number = String(line).padStart(gutter);
  const text = cells.map((cell) => cell.text).join("");
  const lines = [`${paint.frame(`${number} │`)} ${cut.before}${text}${cut.after}`.trimEnd()];
  for (const mark of [...marks].sort((a, b) => a.start - b.start)) {
    const { offset, width } = extent(cells, mark);
    const underline = `${" ".repeat(offset + cut.before.length)}${paint.mark(mark.sign, mark.sign.repeat(width) + (mark.text && ` ${mark.text}`))}`;
    lines.push(`${paint.frame(`${" ".repeat(gutter)} │`)} ${underline}`);
  }
  return lines;
}

/** Where a mark lies among the cells, and how many of them it takes: at least one. */
function extent(cells: readonly Cell[], { start, end }: Underline): { offset: number; width: number } {
  let offset = 0;
  let width = 0;
  for (const [index, cell] of cells.entries()) {
    const next = cells[index + 1]?.start ?? cell.start + 1;
    if (next <= start && cell.start < start) offset += cell.width;
    else if (cell.start < Math.max(end, start + 1)) width += cell.width;
  }
  return { offset, width: Math.max(1, width) };
}

/** Units of a line that are looked at: more than are shown, as some take no cell. */
const maximumUnits = 1_000;

/** The cells of a line; of a very long one, those from somewhat before the first mark. */
function cellsNear(line: string, marks: readonly Underline[]): Cell[] {
  if (line.length <= maximumUnits) return cellsOf(line);
  const first = Math.min(...marks.map((mark) => mark.start), line.length);
  const from = Math.max(0, first - maximumUnits / 2);
  const cells = cellsOf(line.slice(from, from + maximumUnits));
  return cells.map((cell) => ({ ...cell, start: cell.start + from }));
}

/** The part of a long line around its marks. */
function window(cells: readonly Cell[], marks: readonly Underline[]) {
  const total = cells.reduce((sum, cell) => sum + cell.width, 0);
  const begins = (cells[0]?.start ?? 0) === 0;
  if (total <= maximumWidth && begins) return { cells, cut: { before: "", after: "" } };
  const start = Math.min(...marks.map((mark) => mark.start), Number.MAX_SAFE_INTEGER);
  const at = Math.max(
    0,
    cells.findIndex((cell) => cell.start >= start),
  );
  const from = Math.max(0, at - maximumWidth / 4);
  const kept: Cell[] = [];
  let width = 0;
  for (const cell of cells.slice(from)) {
    width += cell.width;
    if (width > maximumWidth) break;
    kept.push(cell);
  }
  const cut = { before: from > 0 || !begins ? "…" : "", after: from + kept.length < cells.length ? "…" : "" };
  return { cells: kept, cut };
}
