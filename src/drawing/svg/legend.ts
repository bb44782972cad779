import type { BoxKind } from "../drawing.js";
import { KINDS } from "../kinds.js";
import { type Size, STYLES, textWidth } from "./measure.js";
import { shape } from "./shapes.js";
import { element, xml } from "./xml.js";

const SAMPLE = { width: 34, height: 16 };
const ROW = 24;
const GAP = 22;

/** What the shapes mean, in rows that are at most so wide. */
export function legend(
  kinds: readonly BoxKind[],
  left: number,
  top: number,
  widest: number,
): Size & { readonly text: string } {
  const column =
    SAMPLE.width + 8 + Math.max(...kinds.map((kind) => textWidth(KINDS[kind].legend!, "small"))) + GAP;
  let [x, y, reached] = [left, top, left];
  const entries = kinds.map((kind) => {
    const words = KINDS[kind].legend!;
    if (x > left && x + column - GAP > left + widest) [x, y] = [left, y + ROW];
    const line = y + SAMPLE.height / 2 + STYLES.small.size * 0.36;
    const sample = element("g", { class: `b-${kind}` }, shape(kind, { x, y, ...SAMPLE }));
    const said = element("text", { class: "place", x: x + SAMPLE.width + 8, y: line }, xml(words));
    x += column;
    reached = Math.max(reached, x - GAP);
    return `${sample}${said}`;
  });
  const text = element("g", { class: "legend", "aria-hidden": "true" }, `\n${entries.join("\n")}\n`);
  return { text, width: reached, height: y - top + SAMPLE.height };
}
