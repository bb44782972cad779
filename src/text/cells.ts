/**
 * How text looks in a terminal: pieces that are drawn as one, each with its width in cells. A tab goes to the next multiple of four. What would move the
 * cursor, turn the line around or not be seen at all is shown as the language writes it, `\u{202E}`, and never as it is: nothing of a program acts on a terminal.
 */

/** What is drawn as one character. */
export interface Cell {
  /** Offsets in the line, in UTF-16 units; `end` exclusive. */
  readonly start: number;
  readonly end: number;
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
  for (const { start, text: grapheme } of graphemes(line)) {
    const { text, width } = grapheme === "\t" ? tab(column) : drawn(grapheme);
    cells.push({ start, end: start + grapheme.length, text, width });
    column += width;
  }
  return cells;
}

/** Cells that a text without tabs takes. */
export function cellWidth(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const each of graphemes(text)) width += drawn(each.text).width;
  return width;
}

/** Text without anything that a terminal would act on; line breaks and tabs stay. */
export function printable(text: string): string {
  if (/^[\x20-\x7e\n\t]*$/.test(text)) return text;
  let shown = "";
  for (const each of graphemes(text))
    shown += each.text === "\n" || each.text === "\t" ? each.text : drawn(each.text).text;
  return shown;
}

/** Graphemes as UAX 29 has them. */
function* graphemes(text: string): Generator<{ start: number; text: string }> {
  if (plain.test(text)) {
    for (let at = 0; at < text.length; at++) yield { start: at, text: text[at]! };
    return;
  }
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  for (const { index, segment } of segmenter.segment(text)) yield { start: index, text: segment };
}

type Drawn = Pick<Cell, "text" | "width">;

function tab(column: number): Drawn {
  const width = tabWidth - (column % tabWidth);
  return { text: " ".repeat(width), width };
}

function drawn(grapheme: string): Drawn {
  if (grapheme.length === 1 && grapheme >= " " && grapheme <= "~") return { text: grapheme, width: 1 };
  if (emoji.test(grapheme)) return { text: grapheme, width: 2 };
  if (unseen.test(grapheme)) return spelled(grapheme);
  // A mark without a letter would be drawn on whatever stands before it.
  if (mark.test(grapheme)) return { text: `\u25cc${grapheme}`, width: 1 };
  return { text: grapheme, width: widthOf(grapheme) };
}

/** A grapheme with each code point that is not seen written as the escape of a string literal. */
function spelled(grapheme: string): Drawn {
  let shown = "";
  let width = 0;
  for (const point of grapheme) {
    const text = unseen.test(point) ? `\\u{${point.codePointAt(0)!.toString(16).toUpperCase()}}` : point;
    shown += text;
    width += text === point ? widthOf(point) : text.length;
  }
  return { text: shown, width };
}

/** Letters and spacing marks beside each other in one grapheme (Thai, Devanagari) take a cell each; other marks and the later parts of a syllable of Hangul take none. */
function widthOf(grapheme: string): number {
  let width = 0;
  for (const point of grapheme)
    if (!laid.test(point) && !unseen.test(point)) width += isWide(point.codePointAt(0)!) ? 2 : 1;
  return width;
}

/**
 * Begins with what is acted on or not seen: controls, lone surrogates, what this Unicode does not know, separators of lines, controls of direction, joiners, fillers, halves of a syllable.
 * So does a selector or joiner behind a letter of ASCII, where there is nothing to select.
 */
const unseen =
  /^(?:[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u115f-\u11ff\ud7b0-\ud7ff]|[\x20-\x7e]\p{M}*\p{Default_Ignorable_Code_Point})/u;
const mark = /^\p{M}/u;
/** Drawn on the letter before it. */
const laid = /^[\p{Mn}\p{Me}]/u;
/** An emoji is two cells, whatever is joined to it; so is a letter or sign that a selector makes one. */
const emoji =
  /^(?:\p{Emoji_Presentation}(?!\ufe0e)|.\ufe0f\u20e3|\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier}|\u200d\p{Extended_Pictographic}))/u;

/** First and last code points of what UAX 11 has as Wide or Fullwidth; gaps between them have no characters, or emoji and marks, which are looked for first. */
const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2630, 0x2637],
  [0x268a, 0x268f],
  [0x2e80, 0x303e],
  [0x3041, 0x3163],
  [0x3165, 0x3247],
  [0x3250, 0xa4c6],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfad9],
  [0xfe10, 0xfe6b],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x1b2fb],
  [0x1d300, 0x1d376],
  [0x1f200, 0x1f265],
  [0x20000, 0x33479],
];

function isWide(point: number): boolean {
  return wide.some(([first, last]) => point >= first && point <= last);
}
