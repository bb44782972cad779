import type { Resolved, ResolvedKind } from "../../names/index.js";
import { boolType, errorType } from "../core/store.js";
import { appendable, comparable, number, type Ty } from "../core/type.js";
import type { Why } from "../errors/why.js";
import { type Inference, typeOf } from "../inference.js";
import type { TypedExpression } from "../typed.js";
import { check, infer } from "./expression.js";

type Binary = ResolvedKind<"binary">;

/** Operators; the left operands of a long chain are walked in a loop, so that they need no stack. */
export function inferBinary(cx: Inference, e: Binary): TypedExpression {
  const chain: Binary[] = [];
  let first: Resolved = e;
  while (first.kind === "binary") {
    chain.push(first);
    first = first.left;
  }
  const innermost = chain.at(-1)!;
  // A literal says least about what was meant: in `2 * total` it is the literal that is wrong.
  let right = isInt(first) && takesNumbers(innermost) ? infer(cx, innermost.right) : undefined;
  let left = right ? leftOf(cx, innermost, first, right) : leftOperand(cx, innermost, first);
  for (let at = chain.length - 1; at >= 0; at--) {
    const one = chain[at]!;
    left = combine(cx, one, left, right);
    right = undefined;
    const next = chain[at - 1];
    if (next && isLogical(next))
      cx.expect({ type: boolType, why: operand(next, "left") }, typeOf(left), one.span, one);
  }
  return left;
}

function leftOperand(cx: Inference, e: Binary, first: Resolved): TypedExpression {
  return isLogical(e) ? check(cx, first, boolType, operand(e, "left")) : infer(cx, first);
}

/** A literal left of an operand that is known. */
function leftOf(cx: Inference, e: Binary, first: Resolved, right: TypedExpression): TypedExpression {
  const fits = cx.constrain(typeOf(right), number, operand(e, "right"), e.right.span);
  return check(cx, first, fits ? typeOf(right) : errorType, operand(e, "left"));
}

function combine(
  cx: Inference,
  e: Binary,
  left: TypedExpression,
  known: TypedExpression | undefined,
): TypedExpression {
  const { operator, span, operatorSpan } = e;
  const node = (type: Ty, right: TypedExpression): TypedExpression =>
    cx.node(type, span, operatorSpan.start, { kind: "binary", operator, left, right });
  if (isLogical(e)) return node(boolType, check(cx, e.right, boolType, operand(e, "right")));
  const constraints = takesNumbers(e) ? number : operator === "++" ? appendable : comparable;
  // What cannot be an operand at all is said before the operands are compared.
  const fits = cx.constrain(typeOf(left), constraints, operand(e, "left"), e.left.span);
  const wanted = fits ? typeOf(left) : errorType;
  const right = known ?? check(cx, e.right, wanted, operand(e, "right"));
  if (!fits) return node(constraints === comparable ? boolType : errorType, right);
  return node(constraints === comparable ? boolType : typeOf(left), right);
}

function operand(e: Binary, side: "left" | "right"): Why {
  return { kind: "operand", operator: e.operator, side, other: side === "left" ? e.right.span : e.left.span };
}

function isLogical(e: Binary): boolean {
  return e.operator === "&&" || e.operator === "||";
}

function takesNumbers(e: Binary): boolean {
  return ["+", "-", "*", "/", "%"].includes(e.operator);
}

function isInt(e: Resolved): boolean {
  return e.kind === "int" || (e.kind === "unary" && e.operator === "-" && e.operand.kind === "int");
}
