export { assemble, type Hole, missingSpans, type Trace } from "./assemble.js";
export { duration } from "./duration.js";
export { escapeText } from "./escape.js";
export { type Cause, className, type Failure, type Frame, type FrameEntry } from "./failure.js";
export { traceHtml } from "./html/page.js";
export { traceJson } from "./json.js";
export { type OtlpAttribute, type OtlpSpan, otlpAttributes, otlpId, otlpSpan } from "./otlp.js";
export type { NodeCount, SessionRecord } from "./record.js";
export { localSource, type TraceSource } from "./source.js";
export {
  AttributeList,
  type Attributes,
  type AttributeValue,
  isKept,
  merged,
  type Span,
  Texts,
} from "./spans.js";
export { type StackOptions, stackTrace } from "./stack.js";
export { where } from "./summary.js";
export { tree } from "./tree.js";
