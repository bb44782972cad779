import type { TypedExpression } from "../types/typed.js";
import { children, withChildren } from "./children.js";
import { boundBy, type Local } from "./patterns.js";

/** The locals that an expression uses and does not bind itself, each once, in the order of their first use. */
export function freeLocals(expression: TypedExpression): readonly Local[] {
  const used = new Map<number, Local>();
  const bound = new Set<number>();
  collect(expression, used, bound);
  return [...used.values()].filter((local) => !bound.has(local.id));
}

/** Ids of all locals that an expression mentions. */
export function usedLocals(expression: TypedExpression): ReadonlySet<number> {
  const used = new Map<number, Local>();
  collect(expression, used, new Set());
  return new Set(used.keys());
}

/** The largest id of a local in an expression, whether used or only bound; -1 without any. */
export function largestId(expression: TypedExpression): number {
  const used = new Map<number, Local>();
  const bound = new Set<number>();
  collect(expression, used, bound);
  let largest = -1;
  for (const ids of [used.keys(), bound]) for (const id of ids) largest = Math.max(largest, id);
  return largest;
}

/** The expression with other expressions in the place of some locals; ids are unique in a declaration, so nothing is captured. */
export function substitute(
  expression: TypedExpression,
  replacements: ReadonlyMap<number, TypedExpression>,
): TypedExpression {
  if (expression.kind === "local") return replacements.get(expression.id) ?? expression;
  const before = children(expression);
  const after = before.map((child) => substitute(child, replacements));
  return after.every((child, index) => child === before[index])
    ? expression
    : withChildren(expression, after);
}

/** Ids are unique in a declaration, so what is bound anywhere within is bound for every use. */
function collect(expression: TypedExpression, used: Map<number, Local>, bound: Set<number>): void {
  if (expression.kind === "local") {
    if (!used.has(expression.id)) used.set(expression.id, expression);
  } else if (expression.kind === "block") {
    for (const each of expression.statements)
      if (each.kind === "let") for (const local of boundBy(each.pattern)) bound.add(local.id);
  } else if (expression.kind === "match") {
    for (const arm of expression.arms) for (const local of boundBy(arm.pattern)) bound.add(local.id);
  } else if (expression.kind === "lambda") {
    for (const parameter of expression.parameters)
      for (const local of boundBy(parameter)) bound.add(local.id);
  }
  for (const child of children(expression)) collect(child, used, bound);
}
