import type { Resolved, ResolvedKind } from "../../names/index.js";
import { boolType, errorType, floatType, intType } from "../core/store.js";
import { appendable, comparable, number, prune, Term, type Ty, Variable } from "../core/type.js";
import type { Expected, Why } from "../errors/why.js";
import { type Inference, typeOf } from "../inference.js";
import type { TypedExpression } from "../typed.js";
import { check, infer } from "./expression.js";

type Binary = ResolvedKind<"binary">;

/** Operators; the left operands of a long chain are walked in a loop, so that they need no stack. */
export function inferBinary(cx: Inference, e: Binary, expected?: Expected): TypedExpression {
  const chain: Binary[] = [];
  // What is expected of the whole is expected of its operands too, as far down as they have its type.
  const results: (Ty | undefined)[] = [];
  let first: Resolved = e;
  while (first.kind === "binary") {
    const above = chain.at(-1);
    const result: Ty | undefined = above ? results.at(-1) : expected?.type;
    results.push(takesNumbers(first) && (!above || takesNumbers(above)) ? result : undefined);
    chain.push(first);
    first = first.left;
  }
  const innermost = { e: chain.at(-1)!, result: results.at(-1) };
  const before = cx.reports.errors;
  // A literal says least about what was meant: in `2 * total` it is the literal that is wrong.
  const right = isInt(first) && takesNumbers(innermost.e) ? infer(cx, innermost.e.right) : undefined;
  let left = right
    ? literalFirst(cx, innermost, first, right, before)
    : combine(cx, innermost, leftOperand(cx, innermost, first));
  for (let at = chain.length - 2; at >= 0; at--) {
    const below = chain[at + 1]!;
    const operation = { e: chain[at]!, result: results[at] };
    if (isLogical(operation.e))
      cx.expect({ type: boolType, why: operand(operation, "left") }, typeOf(left), below.span, below);
    left = combine(cx, operation, left);
  }
  return left;
}

/** An operator with its operands, and the type that is expected of it where that is the type of its operands. */
interface Operation {
  readonly e: Binary;
  readonly result: Ty | undefined;
}

function leftOperand(cx: Inference, operation: Operation, first: Resolved): TypedExpression {
  return isLogical(operation.e) ? check(cx, first, boolType, operand(operation, "left")) : infer(cx, first);
}

/** A literal left of an operand that is known. */
function literalFirst(
  cx: Inference,
  operation: Operation,
  first: Resolved,
  right: TypedExpression,
  before: number,
): TypedExpression {
  const { e } = operation;
  lean(cx, operation, typeOf(right));
  const fits = cx.constrain(typeOf(right), number, operand(operation, "right"), e.right.span);
  const left = check(cx, first, fits ? typeOf(right) : errorType, operand(operation, "left"));
  return whole(cx, e, cx.reports.errors > before ? errorType : typeOf(left), left, right);
}

function combine(cx: Inference, operation: Operation, left: TypedExpression): TypedExpression {
  const { e } = operation;
  if (isLogical(e))
    return whole(cx, e, boolType, left, check(cx, e.right, boolType, operand(operation, "right")));
  const constraints = takesNumbers(e) ? number : e.operator === "++" ? appendable : comparable;
  // What cannot be an operand at all is said before the operands are compared.
  const before = cx.reports.errors;
  const fits = cx.constrain(typeOf(left), constraints, operand(operation, "left"), e.left.span);
  lean(cx, operation, typeOf(left));
  const right = check(cx, e.right, fits ? typeOf(left) : errorType, operand(operation, "right"));
  // What depends on operands with errors is not known, and is no error of its own.
  const type = cx.reports.errors > before ? errorType : typeOf(left);
  return whole(cx, e, constraints === comparable ? boolType : type, left, right);
}

function whole(
  cx: Inference,
  e: Binary,
  type: Ty,
  left: TypedExpression,
  right: TypedExpression,
): TypedExpression {
  const { operator, span, operatorSpan } = e;
  return cx.node(type, span, operatorSpan.start, { kind: "binary", operator, left, right });
}

/** An operand that may be any number is the one that is expected of the whole, so that the other operand is held against that. */
function lean(cx: Inference, { result }: Operation, operand: Ty): void {
  const wanted = result && prune(result);
  const isNumber = wanted instanceof Term && (wanted.id === intType.id || wanted.id === floatType.id);
  if (isNumber && prune(operand) instanceof Variable) cx.unify(wanted, operand);
}

function operand({ e, result }: Operation, side: "left" | "right"): Why {
  const other = side === "left" ? e.right.span : e.left.span;
  return { kind: "operand", operator: e.operator, side, other, whole: e, result };
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
