import type { Argument, Expression } from "../../syntax/ast.js";
import type { Span } from "../../text/index.js";
import type { Resolved } from "../resolved.js";
import type { Resolver } from "../resolver.js";
import { calleeOf, type Matched, matchArguments, mentionedIn, resolveArguments } from "./arguments.js";
import { reportEmpty } from "./empty.js";
import { resolveExpression } from "./expression.js";
import { resolveUpdate } from "./update.js";

/** `f(x)`, `C(x)`, `f(_, x)` and `C(..record, field: x)`. */
export function resolveCall(r: Resolver, e: Extract<Expression, { kind: "call" }>): Resolved {
  const callee = resolveExpression(r, e.callee);
  const calleeSpan = nameSpan(e.callee);
  const first = e.arguments[0];
  if (first?.kind === "spread" && callee.kind === "constructor")
    return resolveUpdate(r, callee.symbol, {
      spread: first,
      changes: e.arguments.slice(1),
      calleeSpan,
      span: e.span,
    });
  if (callee.kind === "error" && callee.parts.length === 0) {
    return { kind: "error", parts: mentionedIn(r, e.arguments), span: e.span };
  }
  const written = resolveArguments(r, e.arguments);
  if (callee.kind === "constructor" && written.length === 0) {
    const { name, labels } = callee.symbol;
    const empty = reportEmpty(r.reports, name, e.span, labels.length);
    if (labels.length === 0) return callee;
    if (!empty) return { kind: "error", parts: [], span: e.span };
  }
  const matched = matchArguments(r, calleeOf(callee, calleeSpan), written);
  // Of `f(_ * 2, 1)` nobody knows whether it is a value or a function: what was not parsed is said, and no more.
  const broken = matched.broken || e.arguments.some(isLost);
  return callOf(callee, { ...matched, broken }, calleeSpan, e.span);
}

function isLost(argument: Argument): boolean {
  return argument.kind === "value" && argument.value.kind === "error";
}

/** The call of matched arguments. */
export function callOf(callee: Resolved, matched: Matched, calleeSpan: Span, span: Span): Resolved {
  if (matched.broken)
    return { kind: "error", parts: [callee, ...matched.arguments.map((one) => one.value)], span };
  if (matched.hole === undefined)
    return { kind: "call", callee, arguments: matched.arguments, calleeSpan, span };
  return { kind: "partial", callee, arguments: matched.arguments, hole: matched.hole, calleeSpan, span };
}

/** The name that a call names: the last one of `m.f`. */
export function nameSpan(callee: Expression): Span {
  return callee.kind === "access" ? callee.name.span : callee.span;
}
