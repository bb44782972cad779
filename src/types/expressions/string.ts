import type { ResolvedKind } from "../../names/index.js";
import { stringType } from "../core/store.js";
import type { Inference } from "../inference.js";
import type { TypedExpression } from "../typed.js";
import { infer } from "./expression.js";

/** A text; `${…}` takes any type. */
export function inferString(cx: Inference, e: ResolvedKind<"string">): TypedExpression {
  const { parts, span } = e;
  if (parts.every((part) => typeof part === "string")) {
    return cx.node(stringType, span, span.start, { kind: "string", value: parts.join("") });
  }
  const typed = parts.map((part) => (typeof part === "string" ? part : infer(cx, part)));
  return cx.node(stringType, span, span.start, { kind: "interpolation", parts: typed });
}
