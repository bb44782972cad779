import type { Resolved, ResolvedKind } from "../../names/index.js";
import { boolType, errorType, unitType } from "../core/store.js";
import { reportOnce } from "../errors/branches.js";
import type { Expected, Why } from "../errors/why.js";
import { type Inference, typeOf } from "../inference.js";
import type { TypedExpression } from "../typed.js";
import { check, infer } from "./expression.js";

/** `if`: all branches have one type; without `else` it is `()`. */
export function inferIf(cx: Inference, e: ResolvedKind<"if">, expected?: Expected): TypedExpression {
  const chain: {
    readonly e: ResolvedKind<"if">;
    readonly condition: TypedExpression;
    readonly body: TypedExpression;
  }[] = [];
  const closed = hasElse(e);
  let wanted: Expected | undefined = expected;
  let before = cx.reports.errors;
  const first = cx.reports.diagnostics.length;
  let next: Resolved | undefined = e;
  let missing = false;
  const branch = (body: Resolved): TypedExpression => {
    const start = cx.reports.errors;
    const typed = infer(cx, body, closed ? wanted : { type: unitType, why: { kind: "then" } });
    if (!closed) missing ||= cx.reports.errors > start;
    if (!wanted) {
      wanted = { type: typeOf(typed), why: branchWhy(e) };
      before = cx.reports.errors;
    }
    return typed;
  };
  while (next?.kind === "if") {
    const condition = check(cx, next.condition, boolType, { kind: "condition" });
    chain.push({ e: next, condition, body: branch(next.then) });
    next = next.otherwise;
  }
  let otherwise = next ? branch(next) : cx.node(unitType, e.span, e.span.start, { kind: "tuple", items: [] });
  if (expected && closed) reportOnce(cx, first, chain.length + 1);
  // Branches that are not of one type give nothing that anybody could be held to.
  const agreed = expected || cx.reports.errors === before ? wanted!.type : errorType;
  const type = closed ? agreed : missing ? errorType : unitType;
  for (let at = chain.length - 1; at >= 0; at--) {
    const { e: one, condition, body } = chain[at]!;
    // biome-ignore lint/suspicious/noThenProperty: the branches of an `if` are called so.
    otherwise = cx.node(type, one.span, one.span.start, { kind: "if", condition, then: body, otherwise });
  }
  // A branch that gives a value has said already that the `else` is missing.
  if (!closed && expected && !missing) cx.expect(expected, unitType, e.span);
  return otherwise;
}

function branchWhy(e: ResolvedKind<"if">): Why {
  return { kind: "branch", index: 1, of: "if", first: e.then.span };
}

function hasElse(e: ResolvedKind<"if">): boolean {
  let at: Resolved | undefined = e;
  while (at?.kind === "if") at = at.otherwise;
  return at !== undefined;
}
