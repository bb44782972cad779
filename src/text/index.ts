export { type Position, SourceText, type Span } from "./source.js";
