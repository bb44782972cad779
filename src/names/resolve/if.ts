import type { IfExpression } from "../../syntax/ast.js";
import type { Resolved } from "../resolved.js";
import type { Resolver } from "../resolver.js";
import { resolveExpression } from "./expression.js";

/** `if`; the conditions of a long `else if` chain are walked in a loop, so that it needs no stack. */
export function resolveIf(r: Resolver, e: IfExpression): Resolved {
  const chain: { readonly e: IfExpression; readonly condition: Resolved; readonly then: Resolved }[] = [];
  let next: IfExpression["otherwise"] = e;
  while (next?.kind === "if") {
    chain.push({ e: next, condition: resolveExpression(r, next.condition), then: resolveExpression(r, next.then) });
    next = next.otherwise;
  }
  let otherwise = next && resolveExpression(r, next);
  for (let at = chain.length - 1; at >= 0; at--) {
    const { e: one, condition, then } = chain[at]!;
    otherwise = { kind: "if", condition, then, otherwise, span: one.span };
  }
  return otherwise!;
}
