import { cellWidth, wrap } from "../../text/index.js";
import type { Paint } from "./paint.js";

/** An underline below a piece of a line, in cells, and its text. */
export interface Underline {
  readonly offset: number;
  readonly width: number;
  readonly sign: "^" | "-";
  /** May have several lines. */
  readonly text: string;
}

/** What stands at a column of a line. */
interface Stroke {
  readonly at: number;
  readonly text: string;
  readonly sign: Underline["sign"];
}

/** Cells that a text below an underline has at least, moved to the left where need be. */
const minimumText = 30;

/**
 * The lines below a line of source. Underlines that do not lie over each other stand in one row, the last with its text behind it where it fits; the texts
 * of the others hang below theirs. Where some lie over each other, each has a row.
 * @param room cells of a line; unbounded where it is undefined
 */
export function underlineRows(all: readonly Underline[], room: number | undefined, paint: Paint): string[] {
  const ordered = [...all].sort((a, b) => a.offset - b.offset || a.width - b.width);
  const apart = ordered.every(
    ({ offset, width }, at) => offset + width <= (ordered[at + 1]?.offset ?? Infinity),
  );
  const rows = apart ? [ordered] : ordered.map((each) => [each]);
  return rows.flatMap((row) => rowLines(row, room)).map((strokes) => drawn(strokes, paint));
}

function rowLines(row: readonly Underline[], room: number | undefined): Stroke[][] {
  const signs = row.map(
    ({ offset, width, sign }): Stroke => ({ at: offset, text: sign.repeat(width), sign }),
  );
  const last = row.at(-1);
  if (!last) return [];
  const end = last.offset + last.width + 1;
  const behind = !last.text.includes("\n") && fits(end + cellWidth(last.text), room);
  if (behind && last.text !== "") signs.push({ at: end, text: last.text, sign: last.sign });
  const hanging = row.filter((each) => each.text !== "" && !(behind && each === last));
  const placed = hanging.map((each) => ({
    ...each,
    at: room === undefined ? each.offset : Math.max(0, Math.min(each.offset, room - needed(each.text))),
  }));
  const bars = (before: number): Stroke[] =>
    hanging
      .filter(({ offset }) => offset < before)
      .map(({ offset, sign }) => ({ at: offset, text: "│", sign }));
  const texts = placed.toReversed().flatMap(({ at, text, sign }) => {
    const lines = wrap(text, room === undefined ? undefined : room - at);
    return lines.map((line) => [...bars(at), { at, text: line, sign }]);
  });
  // A single text that begins below its underline is seen to be its.
  const clear = row.length === 1 || placed.every(({ at, offset }) => placed.length === 1 && at === offset);
  const lead = clear || placed.length === 0 ? [] : [bars(Number.POSITIVE_INFINITY)];
  return [signs, ...lead, ...texts];
}

function needed(text: string): number {
  return Math.min(minimumText, Math.max(...text.split("\n").map(cellWidth)));
}

function fits(end: number, room: number | undefined): boolean {
  return room === undefined || end <= room;
}

function drawn(strokes: readonly Stroke[], paint: Paint): string {
  let line = "";
  let column = 0;
  for (const { at, text, sign } of strokes) {
    line += " ".repeat(Math.max(0, at - column)) + paint.mark(sign, text);
    column = at + cellWidth(text);
  }
  return line;
}
