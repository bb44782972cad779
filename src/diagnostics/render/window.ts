import { type Cell, cellsOf, cellWidth } from "../../text/index.js";

/** A part of a line to show: offsets in UTF-16 units, `end` exclusive. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/** A piece of a line as it is shown, with `…` for what is cut off. */
export interface Piece {
  readonly cells: readonly Cell[];
  readonly before: "…" | "";
  readonly after: "…" | "";
}

/** Units of a line that are looked at: more than are shown, as some take no cell. A line of megabytes costs no more. */
const maximumUnits = 1_000;

/**
 * The piece of a line around parts of it, not counting a `…` at either end at most `room` cells wide. It begins at the line's beginning where the
 * parts are seen then, else it shows what is before and behind them.
 */
export function pieceOf(line: string, parts: readonly Part[], room: number): Piece {
  const first = Math.min(line.length, ...parts.map(({ start }) => start));
  const last = Math.max(first, ...parts.map(({ end }) => end));
  const { cells, begins, ends } = cellsNear(line, parts.length > 0 ? first : 0);
  const columns = [0];
  for (const { width } of cells) columns.push(columns.at(-1)! + width);
  const total = columns.at(-1)!;
  if (begins && ends && total <= room) return { cells, before: "", after: "" };
  const columnOf = (offset: number) => {
    const found = cells.findIndex((cell) => cell.start <= offset && offset < cell.end);
    return found < 0 ? total : columns[found]!;
  };
  const from = parts.length === 0 ? 0 : left(columnOf(first), columnOf(last), { total, room, begins, ends });
  const kept = cells.filter((_, index) => columns[index]! >= from && columns[index + 1]! <= from + room);
  const cutAfter = !ends || (kept.at(-1)?.start ?? 0) < (cells.at(-1)?.start ?? 0);
  return { cells: kept, before: from > 0 || !begins ? "…" : "", after: cutAfter ? "…" : "" };
}

/** The column that a piece begins at. */
function left(
  start: number,
  end: number,
  { total, room, begins, ends }: { total: number; room: number; begins: boolean; ends: boolean },
): number {
  if (begins && end < room) return 0;
  const quarter = Math.floor(room / 4);
  if (ends && total - start <= room - quarter) return Math.max(0, total - room + 1);
  return Math.max(0, start - Math.max(0, Math.min(quarter, room - (end - start))));
}

/** Parts of a line from the left, in groups that a piece of it can show. */
export function nearEachOther<P extends Part>(line: string, parts: readonly P[], room: number): P[][] {
  const groups: P[][] = [];
  for (const part of [...parts].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const group = groups.at(-1);
    if (group && distance(line, group[0]!.start, part.end) <= (room * 3) / 4) group.push(part);
    else if (group && distance(line, group[0]!.start, part.start) <= room / 4) group.push(part);
    else groups.push([part]);
  }
  return groups;
}

/** Cells between two offsets, or units where there are many. */
function distance(line: string, start: number, end: number): number {
  return end - start > maximumUnits ? end - start : cellWidth(line.slice(start, end));
}

/** The cells of a line; of a very long one, those from somewhat before an offset. */
function cellsNear(line: string, offset: number): { cells: Cell[]; begins: boolean; ends: boolean } {
  if (line.length <= maximumUnits) return { cells: cellsOf(line), begins: true, ends: true };
  let from = Math.max(0, Math.min(offset, line.length) - maximumUnits / 2);
  if (/^[\udc00-\udfff]/.test(line.slice(from, from + 1))) from--;
  const cells = cellsOf(line.slice(from, from + maximumUnits));
  return {
    cells: cells.map((cell) => ({ ...cell, start: cell.start + from, end: cell.end + from })),
    begins: from === 0,
    ends: from + maximumUnits >= line.length,
  };
}

/** Where a part lies among cells, and how many of them it takes: at least one. */
export function extent(cells: readonly Cell[], { start, end }: Part): { offset: number; width: number } {
  let offset = 0;
  let width = 0;
  for (const cell of cells) {
    if (cell.end <= start) offset += cell.width;
    else if (cell.start < Math.max(end, start + 1)) width += cell.width;
  }
  return { offset, width: Math.max(1, width) };
}
