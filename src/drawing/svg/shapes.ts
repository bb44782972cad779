import type { BoxKind } from "../drawing.js";
import { type Rectangle, SLANT } from "./routes.js";
import { element } from "./xml.js";

/** The outline of a box of a kind. */
export function shape(kind: BoxKind, at: Rectangle): string {
  const { x, y, width, height } = at;
  const [right, bottom] = [x + width, y + height];
  const rounded = (rx: number) => element("rect", { x, y, width, height, rx });
  switch (kind) {
    case "start":
    case "return":
    case "branch":
    case "attempted":
      return rounded(height / 2);
    case "call":
    case "glue":
      return rounded(5);
    case "join":
      return rounded(3);
    case "pipeline": {
      const bars = `M${x + 7} ${y}V${bottom}M${right - 7} ${y}V${bottom}`;
      return rounded(2) + element("path", { d: bars, class: "line" });
    }
    case "node":
      return rounded(5) + element("path", { d: `M${x + 8} ${y}V${bottom}`, class: "line" });
    case "scatter":
      return polygon([x + SLANT, y], [right - SLANT, y], [right, bottom], [x, bottom]);
    case "gather":
      return polygon([x, y], [right, y], [right - SLANT, bottom], [x + SLANT, bottom]);
    case "chain":
    case "chained":
      return polygon([x + SLANT, y], [right, y], [right - SLANT, bottom], [x, bottom]);
    case "choose": {
      const middle = y + height / 2;
      return polygon(
        [x + SLANT, y],
        [right - SLANT, y],
        [right, middle],
        [right - SLANT, bottom],
        [x + SLANT, bottom],
        [x, middle],
      );
    }
    case "attempt":
      return polygon([x, y], [right, y], [right, bottom - 8], [x + width / 2, bottom], [x, bottom - 8]);
    case "branched":
    case "merge":
      return element("circle", { cx: x + width / 2, cy: y + height / 2, r: width / 2 });
  }
}

function polygon(...points: readonly (readonly [number, number])[]): string {
  return element("polygon", { points: points.map(([x, y]) => `${x},${y}`).join(" ") });
}
