import type { BlockExpression, Statement } from "../../syntax/ast.js";
import type { Resolved, ResolvedStatement } from "../resolved.js";
import type { Resolver } from "../resolver.js";
import { resolveExpression } from "./expression.js";
import { resolvePattern } from "./pattern.js";
import { resolveType } from "./type.js";

/** A block: each `let` is in scope of the statements below it, its own right side does not see it. */
export function resolveBlock(r: Resolver, e: BlockExpression): Resolved {
  const mark = r.locals.mark();
  const statements: ResolvedStatement[] = [];
  let result: Resolved | undefined;
  e.statements.forEach((statement, at) => {
    const resolved = resolveStatement(r, statement);
    if (resolved.kind === "expression" && at === e.statements.length - 1) result = resolved.expression;
    else statements.push(resolved);
  });
  r.leave(mark);
  if (statements.length === 0 && result) return result;
  // A block that ends in a `let` has been reported by the parser.
  const empty: Resolved =
    e.statements.length === 0
      ? { kind: "tuple", items: [], span: e.span }
      : { kind: "error", parts: [], span: e.span };
  return { kind: "block", statements, result: result ?? empty, span: e.span };
}

function resolveStatement(r: Resolver, statement: Statement): ResolvedStatement {
  if (statement.kind === "expression") {
    return { kind: "expression", expression: resolveExpression(r, statement.expression) };
  }
  const annotation = statement.annotation && resolveType(r, statement.annotation);
  const value = resolveLetValue(r, statement);
  const pattern = resolvePattern(r, statement.pattern, "let");
  return { kind: "let", pattern, annotation, value, span: statement.span };
}

function resolveLetValue(r: Resolver, { pattern, value }: Statement & { kind: "let" }): Resolved {
  if (pattern.kind !== "variable") return resolveExpression(r, value);
  r.pending.push({ name: pattern.name, isLambda: value.kind === "lambda" });
  const resolved = resolveExpression(r, value);
  r.pending.pop();
  return resolved;
}
