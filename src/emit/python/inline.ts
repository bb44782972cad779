import { children } from "../../tree/index.js";
import type { TypedExpression } from "../../types/typed.js";

const largest = 16;

/** Whether an expression is one Python expression that reads well on one line. */
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
      if (expression.callee.kind !== "function") return false;
      break;
    case "call":
    case "binary":
    case "list":
      if (facts.line !== undefined && facts.line !== expression.line) return false;
      facts.line = expression.line;
  }
  return children(expression).every((child) => fits(child, facts));
}
