/**
 * How text looks in a terminal: pieces that are drawn as one, each with its width in cells. A tab goes to the next
 * multiple of four; what would move the cursor or turn the line around is shown as `�`.
 */

/** What is drawn as one character. */
export interface Cell {
  /** Offset in the line, in UTF-16 units. */
  readonly start: number;
  readonly text: string;
  readonly width: number;
}

const tabWidth = 4;
const plain = /^[\x20-\x7e]*$/;
let segmenter: Intl.Segmenter | undefined;

/** The cells of a line of source. */
export function cellsOf(line: string): Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  const add = (start: number, text: string): void => {
    const cell = cellOf(start, text, column);
    cells.push(cell);
    column += cell.width;
  };
  if (plain.test(line)) for (let at = 0; at < line.length; at++) add(at, line[at]!);
  else {
    segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
    for (const { index, segment } of segmenter.segment(line)) add(index, segment);
  }
  return cells;
}

function cellOf(start: number, text: string, column: number): Cell {
  if (text === "\t") {
    const width = tabWidth - (column % tabWidth);
    return { start, text: " ".repeat(width), width };
  }
  if (unprintable.test(text)) return { start, text: "�", width: 1 };
  return { start, text, width: widthOf(text) };
}

/** Controls, marks that change direction, lone surrogates, line separators. */
const unprintable = /^[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/u;
const invisible = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;
const emoji = /\p{Emoji_Presentation}|\ufe0f/u;

/** Cells of a grapheme: none for a combining mark alone, two for wide letters (UAX 11) and emoji, else one. */
function widthOf(text: string): number {
  if (text.length === 1 && text <= "\u02ff") return 1;
  if (invisible.test(text)) return 0;
  if (emoji.test(text)) return 2;
  return isWide(text.codePointAt(0)!) ? 2 : 1;
}

/** First and last code points of what Unicode's EastAsianWidth has as Wide or Fullwidth, emoji apart. */
const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x17000, 0x18cff],
  [0x1b000, 0x1b2ff],
  [0x1f200, 0x1f265],
  [0x20000, 0x3fffd],
];

function isWide(point: number): boolean {
  return wide.some(([first, last]) => point >= first && point <= last);
}

/** Text without anything that a terminal would act on; line breaks and tabs stay. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/gu, (character) =>
    character === "\n" || character === "\t" ? character : "�",
  );
}
