export { assemble, type Hole, type Trace } from "./assemble.js";
export { duration } from "./duration.js";
export { escapeText } from "./escape.js";
export type { Cause, Failure, Frame, FrameEntry } from "./failure.js";
export { traceJson } from "./json.js";
export type { SessionRecord } from "./record.js";
export { localSource, type TraceSource } from "./source.js";
export { type StackOptions, stackTrace } from "./stack.js";
export { tree } from "./tree.js";
