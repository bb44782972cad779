import { sha256 } from "../../text/sha256.js";
import { type Box, type BoxKind, boxesOf, type Drawing, regionsOf } from "../drawing.js";
import { KINDS } from "../kinds.js";
import { type Laid, layOut, layOutCards } from "./layout.js";
import { legend } from "./legend.js";
import { linesOf, STYLES, textWidth } from "./measure.js";
import type { Point, Rectangle } from "./routes.js";
import { shape } from "./shapes.js";
import { styleSheet } from "./style.js";
import { element, xml } from "./xml.js";

/** Blank around everything, and between the regions of pipelines. */
const MARGIN = 20;
const BETWEEN = 28;
/** A page that is not wider unless a pipeline is. */
const PAGE = 1100;
const NOTHING = "No pipelines and no nodes";

/**
 * A drawing as an SVG of its own: no scripts, fonts or files beside it, light or dark as its reader prefers. Every box is a `g` with what it shows of the descriptor in
 * `data-shows` and its kind in `data-kind`, so that others can find it. Ids begin with one that different drawings do not share, and the style sheet holds for
 * it only, so that a page may have several.
 */
export function svg(drawing: Drawing): string {
  const id = `lk-${sha256(JSON.stringify(drawing)).slice(0, 8)}`;
  const flows = drawing.regions.filter(({ kind }) => kind !== "nodes").map(layOut);
  const widest = Math.max(PAGE, ...flows.map(({ width }) => width));
  const cards = drawing.regions
    .filter(({ kind }) => kind === "nodes")
    .map((each) => layOutCards(each, widest));
  const { placed, height: below, width: reached } = shelves([...flows, ...cards], widest);
  const kinds = new Set(drawing.regions.flatMap(boxesOf).map(({ kind }) => kind));
  const shown = [...kinds].filter((kind) => KINDS[kind].legend !== undefined);
  const key = legend(shown, MARGIN, below + BETWEEN, Math.max(reached, 640));
  const least = drawing.regions.length === 0 ? MARGIN + textWidth(NOTHING, "name") : 0;
  const width = Math.ceil(Math.max(reached, key.width, least) + MARGIN);
  const height = Math.ceil(below + BETWEEN + key.height + MARGIN);
  const content = [
    element("title", { id: `${id}-title` }, xml(`The graph of ${drawing.title}`)),
    element("desc", { id: `${id}-desc` }, xml(description(drawing))),
    element("style", {}, styleSheet(id)),
    marks(id),
    element("rect", { class: "page", width, height }),
    ...placed.map(({ laid, at }) => drawn(laid, at, id)),
    drawing.regions.length === 0
      ? element("text", { class: "title", x: MARGIN, y: MARGIN + 16 }, NOTHING)
      : "",
    key.text,
  ];
  return `${element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      id,
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "aria-labelledby": `${id}-title ${id}-desc`,
    },
    `\n${content.filter((each) => each !== "").join("\n")}\n`,
  )}\n`;
}

/** The heads of arrows, each in the colour of its arrow, and the dot where one joins another. */
function marks(id: string): string {
  const heads = ["value", "choice", "next"].map((kind) =>
    element(
      "marker",
      {
        id: headOf(id, kind),
        viewBox: "0 0 8 8",
        refX: 7,
        refY: 4,
        markerWidth: 8,
        markerHeight: 8,
        orient: "auto",
      },
      element("path", { class: `head ${kind}`, d: "M0 0.8L7.5 4L0 7.2z" }),
    ),
  );
  const joint = element(
    "marker",
    { id: `${id}-joint`, viewBox: "0 0 6 6", refX: 3, refY: 3, markerWidth: 4, markerHeight: 4 },
    element("circle", { class: "head", cx: 3, cy: 3, r: 2.5 }),
  );
  return element("defs", {}, heads.join("") + joint);
}

function headOf(id: string, kind: string): string {
  return kind === "choice" || kind === "next" ? `${id}-${kind}-head` : `${id}-head`;
}

/** Regions in rows from left to right, as many as fit. */
function shelves(all: readonly Laid[], widest: number) {
  const placed: { laid: Laid; at: Rectangle }[] = [];
  let [x, y, row, reached] = [MARGIN, MARGIN, 0, 0];
  for (const laid of all) {
    const { width, height } = laid;
    if (x > MARGIN && (x + width > MARGIN + widest || laid.region.kind === "nodes"))
      [x, y, row] = [MARGIN, y + row + BETWEEN, 0];
    placed.push({ laid, at: { x, y, width, height } });
    x += width + BETWEEN;
    row = Math.max(row, height);
    reached = Math.max(reached, x - BETWEEN);
  }
  return { placed, width: reached, height: y + row };
}

/** A region at its place with all that is in it; arrows lie over the regions and under the boxes. */
function drawn(laid: Laid, at: Rectangle, id: string): string {
  const { region } = laid;
  const { kind, label, place, shows } = region;
  const { x, y, width, height } = at;
  const title = kind === "pipeline" ? `pipeline ${label}` : label;
  const content = [
    element("rect", { x, y, width, height, rx: 8 }),
    title && element("text", { class: "title", x: x + 14, y: y + 21 }, xml(title)),
    place && element("text", { class: "place", x: x + 14, y: y + 36 }, xml(place)),
    ...laid.regions.map((each) => drawn(each.laid, moved(each.at, at), id)),
    ...laid.arrows.map(({ arrow, points, joins }) => {
      const kinds = arrow.kind === "value" ? "arrow" : `arrow ${arrow.kind}`;
      const d = path(points.map((point) => ({ x: point.x + x, y: point.y + y })));
      const ends = {
        "data-from": `${id}-${arrow.from}`,
        "data-to": `${id}-${arrow.to}`,
        "data-joins": joins,
      };
      const marks = {
        "marker-start": joins === "from" ? `url(#${id}-joint)` : undefined,
        "marker-end": joins === "to" ? `url(#${id}-joint)` : `url(#${headOf(id, arrow.kind)})`,
      };
      return element("path", { class: kinds, d, ...marks, ...ends });
    }),
    ...laid.boxes.map((each) => boxOf(each.box, moved(each.at, at), id)),
  ];
  const shown = { class: `r-${kind}`, "data-kind": kind, "data-shows": shows || undefined };
  return element("g", shown, `\n${content.filter((each) => each !== "").join("\n")}\n`);
}

function moved(at: Rectangle, by: Point): Rectangle {
  return { ...at, x: at.x + by.x, y: at.y + by.y };
}

function boxOf(box: Box, at: Rectangle, id: string): string {
  const { kind, shows } = box;
  const lines = linesOf(box);
  const middle = at.x + at.width / 2;
  let y = at.y + (at.height - lines.reduce((sum, { style }) => sum + STYLES[style].height, 0)) / 2;
  if (kind === "attempt") y -= 3;
  const words = lines.map(({ text, style }) => {
    y += STYLES[style].height;
    return element("text", { class: style, x: middle, y: y - STYLES[style].height * 0.28 }, xml(text));
  });
  const title = element(
    "title",
    {},
    xml([KINDS[kind].word, box.label, box.place].filter((each) => each).join(" ")),
  );
  return element(
    "g",
    { id: `${id}-${box.id}`, class: `b-${kind}`, "data-kind": kind, "data-shows": shows },
    [title, shape(kind, at), ...words].join(""),
  );
}

/** Straight down, and to the side in a curve that begins and ends straight down. */
function path(points: readonly Point[]): string {
  const [first, ...rest] = points as [Point, ...Point[]];
  let at = first;
  const parts = rest.map((to) => {
    const from = at;
    at = to;
    if (from.x === to.x) return `V${to.y}`;
    if (from.y === to.y) return `H${to.x}`;
    const middle = (from.y + to.y) / 2;
    return `C${from.x} ${middle} ${to.x} ${middle} ${to.x} ${to.y}`;
  });
  return `M${first.x} ${first.y}${parts.join("")}`;
}

/** For those who hear it: what is drawn, in a sentence a region. */
function description(drawing: Drawing): string {
  const sentences = drawing.regions.map((region) => {
    if (region.kind === "nodes")
      return `Nodes: ${region.parts.flatMap((part) => ("box" in part ? [part.box.label] : [])).join(", ")}.`;
    const counted = new Map<BoxKind, number>();
    for (const { kind } of regionsOf(region).flatMap((each) =>
      each.parts.flatMap((part) => ("box" in part ? [part.box] : [])),
    ))
      counted.set(kind, (counted.get(kind) ?? 0) + 1);
    const said = COUNTED.flatMap(([kind, one, many]) => {
      const count = counted.get(kind) ?? 0;
      return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
    });
    return `Pipeline ${region.label}: ${said.join(", ") || "no calls"}.`;
  });
  return sentences.join(" ") || `${NOTHING}.`;
}

const COUNTED: readonly (readonly [BoxKind, string, string])[] = [
  ["call", "call of a node", "calls of nodes"],
  ["pipeline", "call of a pipeline", "calls of pipelines"],
  ["scatter", "fan-out", "fan-outs"],
  ["chain", "fold", "folds"],
  ["choose", "choose", "chooses"],
  ["attempt", "attempt", "attempts"],
  ["join", "join", "joins"],
];
