import type { ResolvedKind } from "../../names/index.js";
import { boolType, errorType } from "../core/store.js";
import { number } from "../core/type.js";
import type { Why } from "../errors/why.js";
import { type Inference, typeOf } from "../inference.js";
import type { TypedExpression } from "../typed.js";
import { check, infer } from "./expression.js";

/** `-x` of a number, `!x` of a Bool. */
export function inferUnary(cx: Inference, e: ResolvedKind<"unary">): TypedExpression {
  const { operator, span } = e;
  const why: Why = {
    kind: "operand",
    operator,
    side: "only",
    other: undefined,
    whole: undefined,
    result: undefined,
  };
  if (operator === "!") {
    const operand = check(cx, e.operand, boolType, why);
    return cx.node(boolType, span, span.start, { kind: "unary", operator, operand });
  }
  const operand = infer(cx, e.operand);
  const fits = cx.constrain(typeOf(operand), number, why, e.operand.span);
  return cx.node(fits ? typeOf(operand) : errorType, span, span.start, { kind: "unary", operator, operand });
}
