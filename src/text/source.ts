/** A piece of a source text: offsets in UTF-16 code units, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place as people count: line and column from 1, the column in code points. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A file's text with its lines found once; LF and CRLF end a line. */
export class SourceText {
  readonly path: string;
  readonly text: string;
  private starts: number[] | undefined;
  /** The line, from 0, that was asked for last: the next one is near. */
  private last = 0;
  /** The place whose column was asked for last: lines may be long, and have many places. */
  private counted = { line: 0, offset: 0, column: 1 };

  /** @param path as shown to people, relative to where the command runs */
  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  /** Line of an offset, from 1. */
  line(offset: number): number {
    const starts = this.lineStarts();
    for (let near = this.last; near < this.last + 3 && near < starts.length; near++) {
      if (offset < (starts[near] as number)) break;
      if (offset < (starts[near + 1] ?? Number.POSITIVE_INFINITY)) {
        this.last = near;
        return near + 1;
      }
    }
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    this.last = low;
    return low + 1;
  }

  /** Position of an offset. */
  position(offset: number): Position {
    const line = this.line(offset);
    const start = this.lineStarts()[line - 1] as number;
    const known = this.counted.line === line && this.counted.offset <= offset;
    let { offset: at, column } = known ? this.counted : { offset: start, column: 1 };
    for (; at < offset; at++) if (!this.endsPair(at)) column++;
    if (offset >= start) this.counted = { line, offset, column };
    return { line, column };
  }

  /** Offset at which a line (from 1) begins. */
  lineStart(line: number): number {
    return this.lineStarts()[line - 1] ?? this.text.length;
  }

  /** Offset at which a line (from 1) ends, its line break not counted. */
  lineEnd(line: number): number {
    const starts = this.lineStarts();
    let end = (starts[line] ?? this.text.length + 1) - 1;
    while (end > this.lineStart(line) && /[\r\n]/.test(this.text[end - 1]!)) end--;
    return end;
  }

  /** Text of a line (from 1), without its line break. */
  lineText(line: number): string {
    return this.text.slice(this.lineStart(line), this.lineEnd(line));
  }

  /** How many lines there are. */
  get lines(): number {
    return this.lineStarts().length;
  }

  /** Is this unit the second half of a code point? */
  private endsPair(at: number): boolean {
    const code = this.text.charCodeAt(at);
    if (code < 0xdc00 || code > 0xdfff || at === 0) return false;
    const before = this.text.charCodeAt(at - 1);
    return before >= 0xd800 && before <= 0xdbff;
  }

  private lineStarts(): number[] {
    if (this.starts) return this.starts;
    // A byte order mark is no part of the first line.
    const starts = [this.text.charCodeAt(0) === 0xfeff ? 1 : 0];
    for (let at = this.text.indexOf("\n"); at >= 0; at = this.text.indexOf("\n", at + 1)) starts.push(at + 1);
    this.starts = starts;
    return starts;
  }
}
