import { children } from "../../tree/index.js";
import type { TypedArgument, TypedExpression } from "../../types/typed.js";

const largest = 16;

/** Whether an expression is one Python expression that reads well on one line; lowering it adds no statements. */
export function isInline(expression: TypedExpression): boolean {
  const facts = { size: 0, line: undefined as number | undefined };
  return fits(expression, facts);
}

function fits(expression: TypedExpression, facts: { size: number; line: number | undefined }): boolean {
  if (++facts.size > largest) return false;
  switch (expression.kind) {
    case "match":
    case "attempt":
    case "fail":
    case "try":
    case "lambda":
    case "interpolation":
    case "update":
      return false;
    case "block":
      return expression.statements.length === 0 && fits(expression.result, facts);
    case "partial":
      if (expression.arguments.length > 0) return false;
      break;
    case "call":
    case "binary":
    case "list":
      if (facts.line !== undefined && facts.line !== expression.line) return false;
      facts.line = expression.line;
      if (expression.kind === "call" && !isPlainCall(expression.arguments)) return false;
  }
  return children(expression).every((child) => fits(child, facts));
}

/** Whether no argument needs a variable for its type beside a function (`hints.ts`). */
function isPlainCall(given: readonly TypedArgument[]): boolean {
  return (
    !given.some(({ value }) => value.type.kind === "function") ||
    !given.some(({ value }) => mayBeNarrow(value))
  );
}

function mayBeNarrow(value: TypedExpression): boolean {
  switch (value.kind) {
    case "construct":
    case "constructor":
      return value.type.kind !== "function";
    case "list":
      return value.items.length === 0 || value.items.some(mayBeNarrow);
    case "tuple":
      return value.items.some(mayBeNarrow);
    case "call":
      return value.arguments.length === 0 || value.arguments.some((one) => mayBeNarrow(one.value));
    default:
      return false;
  }
}
