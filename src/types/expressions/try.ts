import type { ResolvedKind } from "../../names/index.js";
import { errorType } from "../core/store.js";
import { type Inference, typeOf } from "../inference.js";
import type { TypedExpression } from "../typed.js";
import { EarlyReturn } from "../waiting/try.js";
import { infer } from "./expression.js";

/** `x?`: leaves the function around it with the `Error` or `None`. */
export function inferTry(cx: Inference, e: ResolvedKind<"try">): TypedExpression {
  const operand = infer(cx, e.operand);
  const { kind } = cx.frame;
  if (kind === "none" || kind === "constant") {
    // That a constant has no `?` was said where its form was looked at.
    if (kind === "none") cx.reports.add("LK3038", e.mark, {});
    return cx.broken(errorType, e.span);
  }
  cx.frame.early ??= e.mark;
  const value = cx.fresh();
  const node = cx.node(value, e.span, e.mark.start, { kind: "try", operand, of: "Result" });
  const early = new EarlyReturn(
    cx,
    e,
    typeOf(operand),
    value,
    node as Extract<TypedExpression, { kind: "try" }>,
  );
  early.look();
  if (!early.done) cx.wait(early, typeOf(operand), cx.frame.result);
  return node;
}
