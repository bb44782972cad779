export { type Cell, cellsOf, cellWidth, printable } from "./cells.js";
export { writeText } from "./literal.js";
export { nearPath } from "./near-path.js";
export { similar } from "./similar.js";
export { type Position, SourceText, type Span } from "./source.js";
export { READABLE, wrap } from "./wrap.js";
