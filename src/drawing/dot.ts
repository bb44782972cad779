import { type ArrowKind, type Box, type BoxKind, type Drawing, type Region, regionsOf } from "./drawing.js";
import { KINDS } from "./kinds.js";

/** A drawing in the language of Graphviz. */
export function dot(drawing: Drawing): string {
  return [
    `digraph ${quoted(drawing.title)} {`,
    "  compound=true;",
    '  fontname="sans-serif";',
    '  node [fontname="sans-serif", fontsize=11, style="filled", fillcolor="#ffffff", color="#64748b"];',
    '  edge [color="#64748b", arrowsize=0.7];',
    ...drawing.regions.flatMap((region) => regionLines(region, "  ")),
    ...drawing.regions.flatMap(regionsOf).flatMap((region) => region.arrows.map((each) => arrowLine(each))),
    "}",
    "",
  ].join("\n");
}

function regionLines(region: Region, indent: string): readonly string[] {
  const title = [region.kind === "pipeline" ? `pipeline ${region.label}` : region.label, region.place];
  return [
    `${indent}subgraph ${quoted(`cluster_${region.id}`)} {`,
    `${indent}  label=${lines(title.filter((each) => each !== ""))}; labeljust="l"; style="rounded${
      region.kind === "attempt" ? ",dashed" : ""
    }"; color="${REGIONS[region.kind]}";`,
    ...region.parts.flatMap((part) =>
      "box" in part ? [`${indent}  ${boxLine(part.box)}`] : regionLines(part.region, `${indent}  `),
    ),
    `${indent}}`,
  ];
}

const REGIONS: Readonly<Record<Region["kind"], string>> = {
  pipeline: "#7c3aed",
  "fan-out": "#16a34a",
  fold: "#0d9488",
  branch: "#d97706",
  attempt: "#e11d48",
  nodes: "#2563eb",
};

const SHAPES: Readonly<Record<BoxKind, string>> = {
  start: 'shape="box", style="rounded,filled"',
  call: 'shape="box", fillcolor="#dbeafe", color="#2563eb"',
  pipeline: 'shape="box", peripheries="2", fillcolor="#ede9fe", color="#7c3aed"',
  glue: 'shape="box", style="rounded,filled", fillcolor="#f1f5f9", color="#cbd5e1"',
  scatter: 'shape="trapezium", fillcolor="#dcfce7", color="#16a34a"',
  gather: 'shape="invtrapezium", fillcolor="#dcfce7", color="#16a34a"',
  chain: 'shape="parallelogram", fillcolor="#ccfbf1", color="#0d9488"',
  chained: 'shape="parallelogram", fillcolor="#ccfbf1", color="#0d9488"',
  choose: 'shape="hexagon", fillcolor="#fef3c7", color="#d97706"',
  branch: 'shape="box", style="rounded,filled", fillcolor="#fef3c7", color="#d97706"',
  branched: 'shape="point", color="#d97706"',
  merge: 'shape="circle", width="0.2", height="0.2", color="#d97706"',
  attempt: 'shape="cds", fillcolor="#ffe4e6", color="#e11d48"',
  attempted: 'shape="cds", fillcolor="#ffe4e6", color="#e11d48"',
  join: 'shape="box", fillcolor="#334155", fontcolor="#ffffff", height="0.2"',
  return: 'shape="box", style="rounded,filled,bold"',
  node: 'shape="component", fillcolor="#dbeafe", color="#2563eb"',
};

function boxLine({ id, kind, label, details, place }: Box): string {
  const { word } = KINDS[kind];
  const said = kind === "scatter" || kind === "chain" || kind === "gather" ? [word, label] : [label];
  return `${id} [label=${lines([...said, ...details, place].filter((each) => each !== ""))}, ${SHAPES[kind]}];`;
}

const ARROWS: Readonly<Record<ArrowKind, string>> = {
  value: "",
  choice: ' [color="#d97706"]',
  next: ' [style="dashed", constraint="false", label="next", color="#0d9488"]',
  wait: ' [style="dotted"]',
};

function arrowLine({ from, to, kind }: { from: string; to: string; kind: ArrowKind }): string {
  return `  ${from} -> ${to}${ARROWS[kind]};`;
}

function lines(all: readonly string[]): string {
  return `"${all.map(escaped).join("\\n")}"`;
}

function quoted(name: string): string {
  return `"${escaped(name)}"`;
}

/** Backslashes begin escapes such as `\N`, the name of the box; `&` begins an entity of HTML. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("\\", "\\\\").replaceAll('"', '\\"');
}
