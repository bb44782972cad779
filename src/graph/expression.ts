import { children, withChildren } from "../tree/index.js";
import type { TypedExpression } from "../types/typed.js";
import { lowerAttempt } from "./attempt.js";
import { lowerBlock } from "./block.js";
import type { Builder, Wanted } from "./builder.js";
import { lowerCall } from "./call.js";
import { lowerIf, lowerLogical, lowerMatch } from "./choose.js";

/**
 * Lowers an expression: adds the steps that it needs, and gives what is left, a pure expression over slots. That is evaluated where
 * it is used, so whoever adds steps before has to `settle` it.
 *
 * @param wanted the local that the value is bound to
 * @param tail whether the value is the pipeline's result as it is, and calls may take its frame
 */
export function lower(
  builder: Builder,
  expression: TypedExpression,
  wanted?: Wanted,
  tail = false,
): TypedExpression {
  const { declaration } = builder;
  if (!declaration.reaches(expression)) return declaration.resolve(expression);
  switch (expression.kind) {
    case "block":
      return lowerBlock(builder, expression, wanted, tail);
    case "call":
      return lowerCall(builder, expression, wanted, tail);
    case "if":
      return lowerIf(builder, expression, wanted, tail);
    case "match":
      return lowerMatch(builder, expression, wanted, tail);
    case "attempt":
      return lowerAttempt(builder, expression, wanted);
    case "binary":
      if (expression.operator === "&&" || expression.operator === "||")
        return lowerLogical(builder, expression, wanted, tail);
      break;
  }
  return lowerParts(builder, expression);
}

/** An expression all of whose parts are evaluated, in their order, before the expression itself. */
export function lowerParts(builder: Builder, expression: TypedExpression): TypedExpression {
  return withChildren(expression, settleAll(builder, children(expression)));
}

/** Lowers expressions that are evaluated one after the other; what comes before the last call among them is settled. */
export function settleAll(builder: Builder, expressions: readonly TypedExpression[]): TypedExpression[] {
  const last = expressions.findLastIndex((each) => builder.declaration.reaches(each));
  return expressions.map((each, index) => {
    const left = lower(builder, each);
    return index < last ? settle(builder, left) : left;
  });
}

/** Makes sure that a pure expression is evaluated before the next step: one that could fail or take time becomes glue. */
export function settle(builder: Builder, expression: TypedExpression): TypedExpression {
  if (isImmediate(expression)) return expression;
  // `f(_, e)` is no data: what it is applied to gets slots, and the function itself is made where it is used.
  if (expression.kind === "partial")
    return withChildren(
      expression,
      children(expression).map((each) => settle(builder, each)),
    );
  return builder.bind(expression);
}

/** Whether an expression only names, picks or puts together what is there: when that happens makes no difference. */
export function isImmediate(expression: TypedExpression): boolean {
  switch (expression.kind) {
    case "int":
    case "float":
    case "bool":
    case "string":
    case "local":
    case "function":
    case "constant":
    case "constructor":
    case "lambda":
      return true;
    case "field":
    case "construct":
    case "tuple":
    case "list":
    case "partial":
      return children(expression).every(isImmediate);
    default:
      return false;
  }
}
