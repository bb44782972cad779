import { cellWidth } from "./cells.js";

/** Longest line in which prose is read well, and shortest. */
export const READABLE = 88;
const NARROWEST = 30;

/**
 * Breaks text at blanks into lines of at most `width` cells, and of `READABLE` ones, where no word is longer itself. What stands in backquotes stays on one line if
 * it fits there. Line breaks of the text stay, a line that fits is left as it is, and what is broken goes on below its own beginning: behind its indent and the dash of a list.
 * @param width unbounded where it is undefined: the text's own lines
 * @param hanging further cells that what is broken goes on behind
 */
export function wrap(text: string, width: number | undefined, hanging = 0): string[] {
  if (width === undefined) return text.split("\n");
  const limit = Math.max(NARROWEST, Math.min(width, READABLE));
  return text
    .split("\n")
    .flatMap((line) => (cellWidth(line) <= limit ? [line] : wrapLine(line, limit, hanging)));
}

function wrapLine(line: string, limit: number, hanging: number): string[] {
  const start = /^ *(?:[-*•] +)?/.exec(line)![0];
  const indent = " ".repeat(Math.min(start.length + hanging, limit / 2));
  const lines: string[] = [];
  let built = start;
  let width = start.length;
  let empty = true;
  for (const word of wordsOf(line.slice(start.length), limit - indent.length)) {
    const more = cellWidth(word);
    if (!empty && width + 1 + more > limit) {
      lines.push(built);
      [built, width, empty] = [indent, indent.length, true];
    }
    built += empty ? word : ` ${word}`;
    width += more + (empty ? 0 : 1);
    empty = false;
  }
  return [...lines, built];
}

/** What is not broken: words, and code in backquotes that is not longer than a line. */
function wordsOf(text: string, longest: number): string[] {
  const words = text.match(/(?:`[^`]*`|[^\s`]|`)+/g) ?? [];
  return words.flatMap((word) => (cellWidth(word) > longest ? word.split(/\s+/) : [word]));
}
