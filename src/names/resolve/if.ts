import type { IfExpression } from "../../syntax/ast.js";
import type { Resolved } from "../resolved.js";
import type { Resolver } from "../resolver.js";
import { resolveExpression } from "./expression.js";

/** `if`; the conditions of a long `else if` chain are walked in a loop, so that it needs no stack. */
export function resolveIf(r: Resolver, e: IfExpression): Resolved {
  const chain: { readonly e: IfExpression; readonly condition: Resolved; readonly body: Resolved }[] = [];
  let next: IfExpression["otherwise"] = e;
  while (next?.kind === "if") {
    const condition = resolveExpression(r, next.condition);
    chain.push({ e: next, condition, body: resolveExpression(r, next.then) });
    next = next.otherwise;
  }
  let otherwise = next && resolveExpression(r, next);
  for (let at = chain.length - 1; at >= 0; at--) {
    const { e: one, condition, body } = chain[at]!;
    // biome-ignore lint/suspicious/noThenProperty: the branches of an `if` are called so.
    otherwise = { kind: "if", condition, then: body, otherwise, span: one.span };
  }
  return otherwise!;
}
