import type { ArrowKind, Box, BoxKind, Drawing, Region } from "./drawing.js";
import { boxesOf, regionsOf } from "./drawing.js";
import { KINDS } from "./kinds.js";

/** A drawing as a flowchart of Mermaid. Words stand in quotes only, ids are made, so no name is taken for a keyword. */
export function mermaid(drawing: Drawing): string {
  const boxes = drawing.regions.flatMap(boxesOf);
  const kinds = [...new Set(boxes.map(({ kind }) => kind))].filter((kind) => STYLES[kind] !== undefined);
  return [
    "---",
    `title: ${JSON.stringify(drawing.title)}`,
    "---",
    "flowchart TB",
    ...drawing.regions.flatMap((region) => regionLines(region, "  ")),
    ...drawing.regions.flatMap(regionsOf).flatMap((region) => region.arrows.map((each) => arrowLine(each))),
    ...kinds.map((kind) => `  classDef ${kind}_ ${STYLES[kind]}`),
    ...kinds.map((kind) => {
      const ids = boxes.filter((box) => box.kind === kind).map(({ id }) => id);
      return `  class ${ids.join(",")} ${kind}_`;
    }),
    "",
  ].join("\n");
}

function regionLines(region: Region, indent: string): readonly string[] {
  const title = region.kind === "pipeline" ? `pipeline ${region.label} · ${region.place}` : region.label;
  return [
    `${indent}subgraph ${region.id}[${quoted([title || " "])}]`,
    ...region.parts.flatMap((part) =>
      "box" in part ? [`${indent}  ${boxLine(part.box)}`] : regionLines(part.region, `${indent}  `),
    ),
    `${indent}end`,
  ];
}

/** Shapes by what stands around the words. */
const SHAPES: Readonly<Record<BoxKind, readonly [string, string]>> = {
  start: ["([", "])"],
  call: ["[", "]"],
  pipeline: ["[[", "]]"],
  glue: ["(", ")"],
  scatter: ["[/", "\\]"],
  gather: ["[\\", "/]"],
  chain: ["[/", "/]"],
  chained: ["[\\", "\\]"],
  choose: ["{{", "}}"],
  branch: ["([", "])"],
  branched: ["((", "))"],
  merge: ["((", "))"],
  attempt: [">", "]"],
  attempted: ["([", "])"],
  join: ["[", "]"],
  return: ["([", "])"],
  node: ["[(", ")]"],
};

const STYLES: Partial<Record<BoxKind, string>> = {
  call: "fill:#dbeafe,stroke:#2563eb,color:#172554",
  node: "fill:#dbeafe,stroke:#2563eb,color:#172554",
  pipeline: "fill:#ede9fe,stroke:#7c3aed,color:#2e1065",
  scatter: "fill:#dcfce7,stroke:#16a34a,color:#052e16",
  gather: "fill:#dcfce7,stroke:#16a34a,color:#052e16",
  chain: "fill:#ccfbf1,stroke:#0d9488,color:#042f2e",
  chained: "fill:#ccfbf1,stroke:#0d9488,color:#042f2e",
  choose: "fill:#fef3c7,stroke:#d97706,color:#451a03",
  attempt: "fill:#ffe4e6,stroke:#e11d48,color:#4c0519",
  attempted: "fill:#ffe4e6,stroke:#e11d48,color:#4c0519",
  join: "fill:#334155,stroke:#334155,color:#ffffff",
};

function boxLine({ id, kind, label, details, place }: Box): string {
  const [open, close] = SHAPES[kind];
  const { word } = KINDS[kind];
  const said = kind === "scatter" || kind === "chain" || kind === "gather" ? [word, label] : [label || " "];
  return `${id}${open}${quoted([...said, ...details, place].filter((each) => each !== ""))}${close}`;
}

const ARROWS: Readonly<Record<ArrowKind, string>> = {
  value: "-->",
  choice: "-->",
  next: "-. next .->",
  wait: "-.->",
};

function arrowLine({ from, to, kind }: { from: string; to: string; kind: ArrowKind }): string {
  return `  ${from} ${ARROWS[kind]} ${to}`;
}

/** Lines of words as a text of Mermaid: what it, Markdown or HTML would read is written as a character's code. */
function quoted(lines: readonly string[]): string {
  const coding = lines
    .map((line) => line.replace(/[^\p{L}\p{N}\p{M} .,:()/'|=+-]|(?<=^\d+)\.(?= )|^[+-](?= )/gu, coded))
    .join("<br>");
  // Mermaid takes a semicolon away from a line in which a colon follows one of these words.
  return `"${/style|classDef/.test(coding) ? coding.replaceAll(":", coded) : coding}"`;
}

function coded(character: string): string {
  return `#${character.codePointAt(0)};`;
}
