import type { ResolvedKind } from "../../names/index.js";
import { failureType, resultConstructor, stringType } from "../core/store.js";
import type { Expected } from "../errors/why.js";
import { type Inference, typeOf } from "../inference.js";
import type { TypedExpression } from "../typed.js";
import { check, infer } from "./expression.js";

/** `attempt e` is a `Result(a, Failure)`. */
export function inferAttempt(cx: Inference, e: ResolvedKind<"attempt">): TypedExpression {
  const body = infer(cx, e.operand);
  const type = cx.store.term(resultConstructor, [typeOf(body), failureType]);
  return cx.node(type, e.span, e.span.start, { kind: "attempt", body });
}

/** `fail message` has any type. */
export function inferFail(cx: Inference, e: ResolvedKind<"fail">, expected?: Expected): TypedExpression {
  const message = check(cx, e.message, stringType, { kind: "message" });
  return cx.node(expected?.type ?? cx.fresh(), e.span, e.span.start, { kind: "fail", message });
}
