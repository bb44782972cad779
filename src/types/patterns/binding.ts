import type { ResolvedPattern } from "../../names/index.js";
import type { Span } from "../../text/index.js";
import type { Ty } from "../core/type.js";
import type { Binder, Inference } from "../inference.js";
import type { TypedPattern } from "../typed.js";
import { inferPattern } from "./pattern.js";

/** The pattern of a `let` or a lambda's parameter: it has to match whatever comes. */
export function inferBinding(
  cx: Inference,
  p: ResolvedPattern,
  type: Ty,
  subject: Span | undefined,
  what: Binder["what"],
): TypedPattern {
  const broken = cx.brokenPatterns;
  const pattern = inferPattern(cx, p, type, { kind: "pattern", subject });
  const plain = pattern.kind === "variable" || pattern.kind === "wildcard";
  if (!plain && cx.brokenPatterns === broken) cx.binders.push({ pattern, what });
  return pattern;
}
