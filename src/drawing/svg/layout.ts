import { layout as dagre, Graph, type LayoutConfig } from "@dagrejs/dagre";
import type { Arrow, Box, Region } from "../drawing.js";
import { detoursOf, type Edge, lanesOf, ranksOf } from "./detours.js";
import { type Size, sizeOf, textWidth } from "./measure.js";
import { around, backwards, GAP, Gaps, type Point, type Rectangle, round, route } from "./routes.js";

/** A region with the places of all that is in it, counted from its own upper left corner. */
export interface Laid extends Size {
  readonly region: Region;
  readonly boxes: readonly { readonly box: Box; readonly at: Rectangle }[];
  readonly regions: readonly { readonly laid: Laid; readonly at: Rectangle }[];
  readonly arrows: readonly LaidArrow[];
}

interface LaidArrow {
  readonly arrow: Arrow;
  readonly points: readonly Point[];
  /** The end of it that lies on another arrow, to the same box or from the same. */
  readonly joins?: "to" | "from";
}

/** Blank between a region's border and what is in it; above is the title of a named one. */
const PADDING = 14;
const TITLE = 46;
/** Room for the arrow that leads a fold back to its start. */
const BACK = 26;
/** Between two arrows that run beside everything. */
const LANE = 9;

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
  const known = (id: string) => outer.get(id) ?? id;
  const sizes = new Map(
    region.parts.map((part): [string, Size] =>
      "box" in part ? [part.box.id, sizeOf(part.box)] : [part.region.id, inner.get(part.region.id)!],
    ),
  );
  const ways = region.arrows
    .filter(({ kind }) => kind !== "next")
    .map((arrow) => ({ arrow, from: known(arrow.from), to: known(arrow.to) }));
  const ranks = ranksOf([...sizes.keys()], ways);
  const detours = detoursOf(ways, ranks);
  const lanes = lanesOf(detours, ranks);
  const graph = arranged(
    region,
    sizes,
    ways.filter((way) => !detours.has(way)),
    detours.size > 0 ? ranks : undefined,
  );
  const passing = (from: string, to: string): readonly Point[] =>
    (graph.edge(from, to) as { points: readonly Point[] }).points.slice(1, -1);
  // What dagre says of the size does not count arrows that pass by all boxes.
  const columns = ways
    .filter((way) => !detours.has(way))
    .flatMap(({ from, to }) => passing(from, to).filter((_, at) => at % 2 === 1));
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
  const gaps = new Gaps([...sizes.keys()].map((id) => at(id)));
  const title = titled
    ? Math.max(textWidth(`pipeline ${region.label}`, "name"), textWidth(region.place, "small"))
    : 0;
  const beside =
    lanes.size > 0 ? (Math.max(...[...lanes.values()].map(({ number }) => number)) + 2) * LANE : 0;
  const back = region.kind === "fold" ? BACK : 0;
  const width = round(Math.max(right - left + beside + back, title) + 2 * PADDING);
  const arrows = region.arrows.map((arrow): LaidArrow => {
    const [from, to] = [places.get(arrow.from)!, places.get(arrow.to)!];
    if (arrow.kind === "next") return { arrow, points: backwards(from, to, width - PADDING) };
    const way = ways.find((each) => each.arrow === arrow)!;
    const lane = lanes.get(way);
    if (lane) {
      const x = round(right + indent + (lane.number + 1) * LANE);
      const points = around(from, to, x, gaps.below(at(way.from)), gaps.above(at(way.to)));
      if (lane.trunk === way) return { arrow, points };
      return {
        arrow,
        points: lane.bundle === "to" ? points.slice(0, 3) : points.slice(3),
        joins: lane.bundle,
      };
    }
    const between = passing(way.from, way.to).map(({ x, y }) => ({
      x: round(x + indent),
      y: round(y + top),
    }));
    return { arrow, points: route(from, to, between) };
  });
  return { region, boxes, regions, arrows, width, height: round(graph.graph().height! + top + PADDING) };
}

/**
 * What dagre makes of parts and the edges between them.
 * @param ranks of the parts where there are to be no others; dagre's own make shorter edges, but take their time
 */
function arranged(
  region: Region,
  sizes: ReadonlyMap<string, Size>,
  edges: readonly Edge[],
  ranks: ReadonlyMap<string, number> | undefined,
): Graph {
  const graph = new Graph();
  graph.setGraph({ rankdir: "TB", nodesep: 26, ranksep: GAP, edgesep: 16, marginx: 0, marginy: 0 });
  for (const [id, { width, height }] of sizes) graph.setNode(id, { width, height });
  for (const { from, to } of edges) graph.setEdge(from, to, {});
  const branches = region.parts.flatMap((part) =>
    "region" in part && part.region.kind === "branch" ? [part.region.id] : [],
  );
  const constraints = branches.slice(1).map((right, index) => ({ left: branches[index]!, right }));
  if (ranks) dagre(graph, { constraints, ...straight(graph, edges, ranks, constraints) });
  else dagre(graph, { constraints });
  return graph;
}

type Constraints = NonNullable<LayoutConfig["constraints"]>;

/** How many ranks are laid out: those given, and what goes on longest straight down. In the middle of what is below them, boxes would drift to a side. */
function straight(
  graph: Graph,
  edges: readonly Edge[],
  ranks: ReadonlyMap<string, number>,
  constraints: Constraints,
): LayoutConfig {
  const ranker = (ranked: Graph) => {
    // Every other rank is for the edges; a root that dagre adds stands above all.
    for (const id of ranked.nodes()) (ranked.node(id) as { rank: number }).rank = 2 * (ranks.get(id) ?? -1);
  };
  // A function is a ranker too, which the types do not say.
  graph.setGraph({ ...graph.graph(), ranker: ranker as unknown as string });
  const upwards = edges.map(({ from, to }) => ({ from: to, to: from }));
  const below = ranksOf([...ranks.keys()], upwards);
  return {
    customOrder: (ordered, order) => {
      order(ordered, { constraints });
      const leans = ordered.nodes().map((id) => lean(ordered, id, below));
      const sum = leans.reduce((total, one) => total + one, 0);
      ordered.setGraph({ ...ordered.graph(), align: sum > 0 ? "UR" : "UL" });
    },
  };
}

/** 1 where of what is below a box the rightmost goes on longest, -1 where the leftmost does. */
function lean(graph: Graph, id: string, below: ReadonlyMap<string, number>): number {
  const placeOf = (next: string) => (graph.node(next) as { order: number }).order;
  const next = (graph.successors(id) ?? []).toSorted((a, b) => placeOf(a) - placeOf(b));
  if (next.length < 2) return 0;
  const [first, last] = [below.get(next[0]!) ?? 0, below.get(next.at(-1)!) ?? 0];
  return Math.sign(last - first);
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
