import type { Expression } from "../../syntax/ast.js";
import type { Resolved } from "../resolved.js";
import type { Resolver } from "../resolver.js";
import { resolveExpression } from "./expression.js";

/** Resolves operators; the left operands of a long chain are walked in a loop, so that they need no stack. */
export function resolveBinary(r: Resolver, e: Extract<Expression, { kind: "binary" }>): Resolved {
  const chain = [];
  let first: Expression = e;
  while (first.kind === "binary") {
    chain.push(first);
    first = first.left;
  }
  let left = resolveExpression(r, first);
  for (let at = chain.length - 1; at >= 0; at--) {
    const { operator, operatorSpan, right, span } = chain[at]!;
    left = { kind: "binary", operator, operatorSpan, left, right: resolveExpression(r, right), span };
  }
  return left;
}
