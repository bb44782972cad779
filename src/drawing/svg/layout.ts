import { layout as dagre, Graph } from "@dagrejs/dagre";
import type { Arrow, Box, Region } from "../drawing.js";
import { type Size, sizeOf, textWidth } from "./measure.js";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where something is: its upper left corner and its size. */
export interface Rectangle extends Point, Size {}

/** A region with the places of all that is in it, counted from its own upper left corner. */
export interface Laid extends Size {
  readonly region: Region;
  readonly boxes: readonly { readonly box: Box; readonly at: Rectangle }[];
  readonly regions: readonly { readonly laid: Laid; readonly at: Rectangle }[];
  readonly arrows: readonly { readonly arrow: Arrow; readonly points: readonly Point[] }[];
}

/** Blank between a region's border and what is in it; above is the title of a named one. */
const PADDING = 14;
const TITLE = 46;
/** Between two ranks; half of a turn to the side stays clear of both. */
const GAP = 36;
const TURN = GAP / 2 - 2;
/** How far slanted sides lean over. */
export const SLANT = 12;
/** Room for the arrow that leads a fold back to its start. */
const BACK = 26;

/**
 * Lays out a region from the inside out: a region within is a single box for the one around it. So regions never overlap, and what is in one
 * stays in it. Arrows that end in a region go on to its box of entry, which is all that is at its top; likewise below.
 */
export function layOut(region: Region): Laid {
  const inner = new Map<string, Laid>();
  /** For the ids of entries and exits the region that dagre knows in their place. */
  const outer = new Map<string, string>();
  for (const part of region.parts) {
    if ("box" in part) continue;
    inner.set(part.region.id, layOut(part.region));
    for (const end of [part.region.entry, part.region.exit]) if (end) outer.set(end.id, part.region.id);
  }
  const graph = new Graph();
  graph.setGraph({ rankdir: "TB", nodesep: 26, ranksep: GAP, edgesep: 16, marginx: 0, marginy: 0 });
  for (const part of region.parts) {
    const id = "box" in part ? part.box.id : part.region.id;
    const { width, height } = "box" in part ? sizeOf(part.box) : inner.get(id)!;
    graph.setNode(id, { width, height });
  }
  const known = (id: string) => outer.get(id) ?? id;
  for (const { from, to, kind } of region.arrows)
    if (kind !== "next") graph.setEdge(known(from), known(to), {});
  const branches = region.parts.flatMap((part) =>
    "region" in part && part.region.kind === "branch" ? [part.region.id] : [],
  );
  dagre(graph, { constraints: branches.slice(1).map((right, index) => ({ left: branches[index]!, right })) });
  const passing = (from: string, to: string): readonly Point[] =>
    (graph.edge(known(from), known(to)) as { points: readonly Point[] }).points.slice(1, -1);
  const ways = region.arrows.filter(({ kind }) => kind !== "next");
  // What dagre says of the size does not count arrows that pass by all boxes.
  const columns = ways.flatMap(({ from, to }) => passing(from, to).filter((_, at) => at % 2 === 1));
  const left = Math.min(0, ...columns.map(({ x }) => x - 4));
  const right = Math.max(graph.graph().width!, ...columns.map(({ x }) => x + 4));

  const titled = region.kind === "pipeline";
  const top = titled ? TITLE : PADDING;
  const indent = PADDING - left;
  const at = (id: string): Rectangle => {
    const { x, y, width, height } = graph.node(id) as Rectangle;
    return { x: round(x - width / 2 + indent), y: round(y - height / 2 + top), width, height };
  };
  const boxes = region.parts.flatMap((part) =>
    "box" in part ? [{ box: part.box, at: at(part.box.id) }] : [],
  );
  const regions = [...inner].map(([id, laid]) => ({ laid, at: at(id) }));
  const places = new Map<string, Rectangle>(boxes.map((each) => [each.box.id, each.at]));
  for (const each of regions)
    for (const { box, at } of each.laid.boxes)
      places.set(box.id, { ...at, x: each.at.x + at.x, y: each.at.y + at.y });
  const title = titled
    ? Math.max(textWidth(`pipeline ${region.label}`, "name"), textWidth(region.place, "small"))
    : 0;
  const back = region.kind === "fold" ? BACK : 0;
  const width = round(Math.max(right - left + back, title) + 2 * PADDING);
  const arrows = region.arrows.map((arrow) => {
    const [from, to] = [places.get(arrow.from)!, places.get(arrow.to)!];
    if (arrow.kind === "next") return { arrow, points: backwards(from, to, width - PADDING) };
    const between = passing(arrow.from, arrow.to).map(({ x, y }) => ({
      x: round(x + indent),
      y: round(y + top),
    }));
    return { arrow, points: route(from, to, between) };
  });
  return { region, boxes, regions, arrows, width, height: round(graph.graph().height! + top + PADDING) };
}

/**
 * From the bottom of one box to the top of another. Between them are the points that dagre gives, by turns in the gap below a rank and at the next
 * rank. An arrow goes straight down through ranks, where boxes may be of any height, and to the side in gaps only, so it never runs over a box.
 */
function route(from: Rectangle, to: Rectangle, between: readonly Point[]): readonly Point[] {
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
function backwards(from: Rectangle, to: Rectangle, x: number): readonly Point[] {
  const start = { x: from.x + from.width - SLANT / 2, y: from.y + from.height / 2 };
  const end = { x: to.x + to.width - SLANT / 2, y: to.y + to.height / 2 };
  return [start, { x, y: start.y }, { x, y: end.y }, end];
}

function middle({ x, width }: Rectangle): number {
  return x + width / 2;
}

/** To quarters of a pixel: short, and the same everywhere. */
function round(value: number): number {
  return Math.round(value * 4) / 4;
}

/** The region of the nodes: cards in rows, at most so wide. */
export function layOutCards(region: Region, widest: number): Laid {
  const gap = 16;
  const sizes = region.parts.flatMap((part) =>
    "box" in part ? [{ box: part.box, ...sizeOf(part.box) }] : [],
  );
  const boxes: { box: Box; at: Rectangle }[] = [];
  let [x, y, row, reached] = [PADDING, TITLE - 10, 0, 0];
  for (const { box, width, height } of sizes) {
    if (x > PADDING && x + width + PADDING > widest) {
      [x, y, row] = [PADDING, y + row + gap, 0];
    }
    boxes.push({ box, at: { x, y, width, height } });
    x += width + gap;
    row = Math.max(row, height);
    reached = Math.max(reached, x - gap);
  }
  const width = Math.max(reached, textWidth(region.label, "name")) + PADDING;
  return { region, boxes, regions: [], arrows: [], width, height: y + row + PADDING };
}
