export { writeText } from "./literal.js";
export { similar } from "./similar.js";
export { type Position, SourceText, type Span } from "./source.js";
