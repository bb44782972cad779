import type { Argument, Expression } from "../../syntax/ast.js";
import type { Resolved } from "../resolved.js";
import type { Resolver } from "../resolver.js";
import type { ConstructorSymbol } from "../symbols.js";
import { calleeOf, matchArguments, resolveArguments } from "./arguments.js";
import { nameSpan } from "./call.js";
import { resolveExpression } from "./expression.js";

/** `Line(..line, qty: 2)`: the type must have no other constructor, and what changes is labelled. */
export function resolveUpdate(
  r: Resolver,
  symbol: ConstructorSymbol,
  spread: Extract<Argument, { kind: "spread" }>,
  e: Extract<Expression, { kind: "call" }>,
): Resolved {
  const record = resolveExpression(r, spread.value);
  const written = resolveArguments(r, e.arguments.slice(1));
  const callee = calleeOf({ kind: "constructor", symbol, span: e.callee.span }, nameSpan(e.callee));
  let broken = false;
  if (symbol.type.constructors.length > 1) {
    broken = true;
    const holes = { type: symbol.type.name.name, name: symbol.name };
    r.reports.add("LK2222", callee.span, holes, {
      hint: "match on the value, and make a new one in the arm",
    });
  }
  // The parser has reported positions.
  if (written.some((one) => !one.label)) broken = true;
  const matched = matchArguments(
    r,
    callee,
    written.filter((one) => one.label),
    true,
  );
  if (matched.hole !== undefined) {
    broken = true;
    r.reports.add("LK2211", written.find((one) => one.value === undefined)!.span, {});
  }
  if (broken || matched.broken) {
    return { kind: "error", parts: [record, ...written.flatMap((one) => one.value ?? [])], span: e.span };
  }
  return { kind: "update", symbol, record, changes: matched.arguments, span: e.span };
}
