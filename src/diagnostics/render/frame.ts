import type { SourceText, Span } from "../../text/index.js";
import { Bars } from "./bars.js";
import type { Paint } from "./paint.js";
import { type Underline, underlineRows } from "./underlines.js";
import { extent, nearEachOther, type Part, type Piece, pieceOf } from "./window.js";

/** A span to show below its line. */
export interface Mark {
  readonly span: Span;
  /** `^` under what the message is about, `-` under a second place. */
  readonly sign: "^" | "-";
  readonly text: string;
}

export interface FrameStyle {
  /** Cells of the widest line number. */
  readonly gutter: number;
  /** Cells of the screen's lines; undefined where there is no screen. */
  readonly width: number | undefined;
  readonly paint: Paint;
}

/** A mark with its lines, from 1. */
interface Placed extends Mark {
  readonly first: number;
  readonly last: number;
}

/** Cells of a line of source that are shown: where there is no screen, at most on one, and at least. */
const withoutScreen = 120;
const widest = 240;
const narrowest = 20;
/** Lines of a marked span that are shown in full: more show their first two and their last. */
const maximumLines = 4;

/**
 * Lines of a source with marks, each prefixed by its number. A mark within a line is underlined; one of several lines has a bar beside them that ends
 * under its last character. A long line is cut around its marks, and comes again for marks far apart.
 */
export function frameLines(source: SourceText, marks: readonly Mark[], style: FrameStyle): string[] {
  const placed = marks.map((mark): Placed => ({ ...mark, ...linesOf(source, mark) }));
  const frame = new Frame(source, placed, style);
  const lines: string[] = [];
  let previous: number | undefined;
  for (const line of shownLines(placed)) {
    // One line between two is shown rather than left out.
    if (previous !== undefined && line === previous + 2) lines.push(...frame.line(previous + 1));
    else if (previous !== undefined && line > previous + 2) lines.push(frame.gap());
    lines.push(...frame.line(line));
    previous = line;
  }
  return lines;
}

/** The last line that marks need a number for. */
export function lastLine(source: SourceText, marks: readonly Mark[]): number {
  return Math.max(...marks.map((mark) => linesOf(source, mark).last));
}

function linesOf(source: SourceText, { span }: Mark): { readonly first: number; readonly last: number } {
  const first = source.line(span.start);
  return { first, last: Math.max(first, source.line(Math.max(span.start, span.end - 1))) };
}

function shownLines(marks: readonly Placed[]): number[] {
  const shown = new Set<number>();
  for (const { first, last } of marks) {
    if (last - first < maximumLines) for (let line = first; line <= last; line++) shown.add(line);
    else for (const line of [first, first + 1, last]) shown.add(line);
  }
  return [...shown].sort((a, b) => a - b);
}

/** A mark's part of one line: all of it, or the character that its bar leads to. */
interface Shown extends Part {
  readonly mark: Placed;
  readonly way: "inline" | "begins" | "ends";
}

class Frame {
  private readonly bars: Bars<Placed>;
  /** Cells for a piece of source, and for an underline with its text. */
  private readonly pieceRoom: number;
  private readonly textRoom: number | undefined;

  constructor(
    private readonly source: SourceText,
    private readonly marks: readonly Placed[],
    private readonly style: FrameStyle,
  ) {
    const { gutter, width, paint } = style;
    this.bars = new Bars(marks, paint);
    this.textRoom = width && width - gutter - 3 - this.bars.width;
    // There may be a `…` at either end.
    const room = this.textRoom === undefined ? withoutScreen : Math.min(widest, this.textRoom - 2);
    this.pieceRoom = Math.max(narrowest, room);
  }

  /** A line of source with what is below it. */
  line(line: number): string[] {
    const text = this.source.lineText(line);
    const all = this.parts(line, text);
    const groups = nearEachOther(text, all, this.pieceRoom);
    return (groups.length > 0 ? groups : [[]]).flatMap((group) => this.piece(line, text, group));
  }

  /** In place of lines that are left out. */
  gap(): string {
    const { gutter, paint } = this.style;
    return `${paint.frame(`${" ".repeat(gutter)} ⋮`)} ${this.bars.beside()}`.trimEnd();
  }

  private parts(line: number, text: string): Shown[] {
    const begin = this.source.lineStart(line);
    const within = (offset: number) => Math.max(0, Math.min(offset - begin, text.length));
    return this.marks.flatMap((mark): Shown[] => {
      const [start, end] = [within(mark.span.start), within(mark.span.end)];
      if (mark.first === mark.last) return mark.first === line ? [{ start, end, mark, way: "inline" }] : [];
      if (mark.first === line) return [{ start, end: start + 1, mark, way: "begins" }];
      if (mark.last === line) return [{ start: Math.max(0, end - 1), end, mark, way: "ends" }];
      return [];
    });
  }

  private piece(line: number, text: string, group: readonly Shown[]): string[] {
    const { gutter, paint } = this.style;
    const piece = pieceOf(text, group, this.pieceRoom);
    const shown = `${piece.before}${piece.cells.map((cell) => cell.text).join("")}${piece.after}`;
    // A mark from the beginning of its first line has its bar from that line on, another one from below it.
    const beside = group.filter(({ way, start }) => way === "begins" && isIndent(text, start));
    const number = paint.frame(`${String(line).padStart(gutter)} │`);
    const lines = [`${number} ${this.bars.beside(beside.map(({ mark }) => mark))}${shown}`.trimEnd()];
    const rule = `${paint.frame(`${" ".repeat(gutter)} │`)} `;
    const inline = group.filter(({ way }) => way === "inline");
    for (const row of underlineRows(
      inline.map((one) => underline(piece, one)),
      this.textRoom,
      paint,
    ))
      lines.push(`${rule}${this.bars.beside()}${row}`);
    for (const one of group) {
      if (one.way === "inline" || beside.includes(one)) continue;
      const text = one.way === "ends" ? one.mark.text : "";
      const [first = "", ...more] = underlineRows([{ ...underline(piece, one), text }], this.textRoom, paint);
      lines.push(`${rule}${this.bars.turned(one.mark, one.way, first)}`);
      for (const row of more) lines.push(`${rule}${this.bars.beside()}${row}`);
    }
    return lines;
  }
}

/** Whether nothing but blanks stands before an offset of a line; lines may be very long. */
function isIndent(text: string, offset: number): boolean {
  const first = text.search(/\S/);
  return first < 0 || first >= offset;
}

function underline(piece: Piece, part: Shown): Underline {
  const { offset, width } = extent(piece.cells, part);
  const { sign, text } = part.mark;
  return { offset: offset + piece.before.length, width, sign, text };
}
