import type { Size } from "./measure.js";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where something is: its upper left corner and its size. */
export interface Rectangle extends Point, Size {}

/** Between two ranks; half of a turn to the side stays clear of both. */
export const GAP = 36;
const TURN = GAP / 2 - 2;
/** How far slanted sides lean over. */
export const SLANT = 12;

/**
 * From the bottom of one box to the top of another. Between them are the points that dagre gives, by turns in the gap below a rank and at the next
 * rank. An arrow goes straight down through ranks, where boxes may be of any height, and to the side in gaps only, so it never runs over a box.
 */
export function route(from: Rectangle, to: Rectangle, between: readonly Point[]): readonly Point[] {
  const gaps = between.filter((_, index) => index % 2 === 0);
  const passed = between.filter((_, index) => index % 2 === 1);
  const start = landing(from, passed[0]?.x ?? middle(to));
  const end = landing(to, passed.at(-1)?.x ?? middle(from));
  const columns = [start, ...passed.map(({ x }) => x), end];
  const turns = gaps.flatMap(({ y }, index) => [
    { x: columns[index]!, y: y - TURN },
    { x: columns[index + 1]!, y: y + TURN },
  ]);
  return [{ x: start, y: from.y + from.height }, ...turns, { x: end, y: to.y }];
}

/** Where at the top or bottom of a box an arrow from or to `x` touches it: in its middle third, as slanted sides begin further out. */
function landing({ x, width }: Rectangle, towards: number): number {
  const reach = Math.max(0, width / 6 - 2);
  const centre = x + width / 2;
  return round(Math.min(Math.max(towards, centre - reach), centre + reach));
}

/** From the right side of one box, along `x`, to the right side of one above it. */
export function backwards(from: Rectangle, to: Rectangle, x: number): readonly Point[] {
  const start = { x: from.x + from.width - SLANT / 2, y: from.y + from.height / 2 };
  const end = { x: to.x + to.width - SLANT / 2, y: to.y + to.height / 2 };
  return [start, { x, y: start.y }, { x, y: end.y }, end];
}

function middle({ x, width }: Rectangle): number {
  return x + width / 2;
}

/** To quarters of a pixel: short, and the same everywhere. */
export function round(value: number): number {
  return Math.round(value * 4) / 4;
}

/** From the bottom of one box to the top of another by the lane at `x`, beside all boxes; to the side in gaps, at the heights given. */
export function around(
  from: Rectangle,
  to: Rectangle,
  x: number,
  below: number,
  above: number,
): readonly Point[] {
  const [start, end] = [landing(from, x), landing(to, x)];
  return [
    { x: start, y: from.y + from.height },
    { x: start, y: below },
    { x, y: below },
    { x, y: above },
    { x: end, y: above },
    { x: end, y: to.y },
  ];
}

/** The gaps between the ranks of boxes, which have a common middle. */
export class Gaps {
  private readonly ranks: readonly { readonly top: number; readonly bottom: number }[];

  constructor(boxes: readonly Rectangle[]) {
    const ranks: { top: number; bottom: number }[] = [];
    for (const { y, height } of [...boxes].sort((a, b) => a.y + a.height / 2 - b.y - b.height / 2)) {
      const rank = ranks.at(-1);
      if (rank && y < rank.bottom) {
        rank.top = Math.min(rank.top, y);
        rank.bottom = Math.max(rank.bottom, y + height);
      } else ranks.push({ top: y, bottom: y + height });
    }
    this.ranks = ranks;
  }

  /** The height of the middle of the gap below a box. */
  below(box: Rectangle): number {
    const at = this.rankOf(box);
    return round((this.ranks[at]!.bottom + this.ranks[at + 1]!.top) / 2);
  }

  /** The height of the middle of the gap above a box. */
  above(box: Rectangle): number {
    const at = this.rankOf(box);
    return round((this.ranks[at - 1]!.bottom + this.ranks[at]!.top) / 2);
  }

  private rankOf({ y }: Rectangle): number {
    return this.ranks.findIndex(({ top, bottom }) => y >= top && y < bottom);
  }
}
