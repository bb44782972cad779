import type { Expression } from "../../syntax/ast.js";
import type { Resolved, ResolvedArm } from "../resolved.js";
import type { Resolver } from "../resolver.js";
import { resolveExpression } from "./expression.js";
import { resolvePattern } from "./pattern.js";

/** `match`: what an arm's pattern binds is in scope of its guard and its body. */
export function resolveMatch(r: Resolver, e: Extract<Expression, { kind: "match" }>): Resolved {
  const subject = resolveExpression(r, e.subject);
  const arms = e.arms.map((arm) =>
    r.within((): ResolvedArm => {
      const pattern = resolvePattern(r, arm.pattern, "pattern");
      const guard = arm.guard && resolveExpression(r, arm.guard);
      return { pattern, guard, body: resolveExpression(r, arm.body), span: arm.span };
    }),
  );
  return { kind: "match", subject, arms, span: e.span };
}
