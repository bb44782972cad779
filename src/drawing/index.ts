export { dot } from "./dot.js";
export { draw } from "./draw.js";
export {
  type Arrow,
  type ArrowKind,
  type Box,
  type BoxKind,
  boxesOf,
  type Drawing,
  type Part,
  type Region,
  type RegionKind,
  regionsOf,
} from "./drawing.js";
export { mermaid } from "./mermaid.js";
export { svg } from "./svg/index.js";
export { text } from "./text.js";
