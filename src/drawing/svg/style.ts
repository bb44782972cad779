import type { BoxKind, RegionKind } from "../drawing.js";

/** Fill, stroke and words of one sort of thing, by light and by dark. */
interface Colours {
  readonly light: readonly [fill: string, stroke: string, text: string];
  readonly dark: readonly [fill: string, stroke: string, text: string];
}

const BLUE: Colours = { light: ["#dbeafe", "#2563eb", "#172554"], dark: ["#172f5c", "#60a5fa", "#dbeafe"] };
const VIOLET: Colours = { light: ["#ede9fe", "#7c3aed", "#2e1065"], dark: ["#37216e", "#a78bfa", "#ede9fe"] };
const GREEN: Colours = { light: ["#dcfce7", "#16a34a", "#052e16"], dark: ["#0f3d24", "#4ade80", "#dcfce7"] };
const TEAL: Colours = { light: ["#ccfbf1", "#0d9488", "#042f2e"], dark: ["#0b3f3b", "#2dd4bf", "#ccfbf1"] };
const AMBER: Colours = { light: ["#fef3c7", "#d97706", "#451a03"], dark: ["#4a3008", "#fbbf24", "#fef3c7"] };
const RED: Colours = { light: ["#ffe4e6", "#e11d48", "#4c0519"], dark: ["#541325", "#fb7185", "#ffe4e6"] };
const SLATE: Colours = { light: ["#334155", "#334155", "#ffffff"], dark: ["#cbd5e1", "#cbd5e1", "#0f172a"] };
const PLAIN: Colours = { light: ["#ffffff", "#475569", "#0f172a"], dark: ["#1e293b", "#94a3b8", "#f1f5f9"] };
const FAINT: Colours = { light: ["#f1f5f9", "#cbd5e1", "#334155"], dark: ["#1b2536", "#475569", "#cbd5e1"] };

const BOXES: Readonly<Record<BoxKind, Colours>> = {
  start: PLAIN,
  call: BLUE,
  pipeline: VIOLET,
  glue: FAINT,
  scatter: GREEN,
  gather: GREEN,
  chain: TEAL,
  chained: TEAL,
  choose: AMBER,
  branch: AMBER,
  branched: AMBER,
  merge: AMBER,
  attempt: RED,
  attempted: RED,
  join: SLATE,
  return: PLAIN,
  node: BLUE,
};

const REGIONS: Readonly<Record<RegionKind, { readonly colours: Colours; readonly dash?: string }>> = {
  pipeline: { colours: VIOLET },
  "fan-out": { colours: GREEN },
  fold: { colours: TEAL },
  branch: { colours: AMBER, dash: "2 4" },
  attempt: { colours: RED, dash: "7 4" },
  nodes: { colours: BLUE },
};

const PAGE = { light: ["#ffffff", "#0f172a", "#475569"], dark: ["#0f172a", "#f1f5f9", "#94a3b8"] } as const;

/** The style sheet of the element with an id, and of nothing beside it; what is dark is so where its reader prefers it. */
export function styleSheet(id: string): string {
  const rules = [
    "text{font-family:ui-sans-serif,system-ui,sans-serif;text-anchor:middle}",
    ".name,.code{font-family:ui-monospace,monospace}",
    ".name{font-size:13px;font-weight:600}.code{font-size:12px}.small{font-size:10.5px}",
    ".title{font-size:13px;font-weight:600;text-anchor:start}.place{font-size:10.5px;text-anchor:start}",
    ".line,.arrow{fill:none}.arrow{stroke-width:1.3}.wait{stroke-dasharray:2 4}.arrow.next{stroke-dasharray:6 4}",
    ...Object.entries(REGIONS).map(([kind, { dash }]) =>
      dash ? `.r-${kind}>rect{stroke-dasharray:${dash}}` : "",
    ),
    ".b-return>rect{stroke-width:2.4}",
    ...colours("light"),
  ];
  const dark = within(id, colours("dark").join(""));
  return `${within(id, rules.join(""))}@media (prefers-color-scheme:dark){${dark}}`;
}

/** Rules whose selectors look below the element with an id only: a page takes the style sheets of all its pictures for its own. */
function within(id: string, rules: string): string {
  const scoped = (selector: string) => `#${id} ${selector}`;
  return rules.replace(/([^{}]+)\{/g, (_, all: string) => `${all.split(",").map(scoped).join(",")}{`);
}

function colours(scheme: "light" | "dark"): readonly string[] {
  const [page, text, faint] = PAGE[scheme];
  return [
    `.page{fill:${page}}.title,.legend text{fill:${text}}.place{fill:${faint}}`,
    `.arrow{stroke:${faint}}.head{fill:${faint}}`,
    ...(
      [
        ["choice", AMBER],
        ["next", TEAL],
      ] as const
    ).map(([kind, of]) => `.arrow.${kind}{stroke:${of[scheme][1]}}.head.${kind}{fill:${of[scheme][1]}}`),
    ...Object.entries(REGIONS).map(([kind, { colours }]) => {
      const [fill, stroke] = colours[scheme];
      return `.r-${kind}>rect{fill:${fill};fill-opacity:.18;stroke:${stroke};stroke-opacity:.75}`;
    }),
    ...Object.entries(BOXES).map(([kind, each]) => {
      const [fill, stroke, words] = each[scheme];
      return `.b-${kind}>:not(text){fill:${fill};stroke:${stroke}}.b-${kind}>.line{fill:none}.b-${kind}>text{fill:${words}}`;
    }),
  ];
}
