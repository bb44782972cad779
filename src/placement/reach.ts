import { children, type Declarations } from "../tree/index.js";
import type { TypedExpression } from "../types/typed.js";

/** Answers whether an expression reaches a node: names a node or a pipeline, in its lambdas too. Each answer is kept. */
export class Reach {
  private readonly known = new WeakMap<TypedExpression, boolean>();

  constructor(private readonly declarations: Declarations) {}

  reaches(expression: TypedExpression): boolean {
    const known = this.known.get(expression);
    if (known !== undefined) return known;
    const answer =
      expression.kind === "function"
        ? this.declarations.isDeployed(expression.name)
        : children(expression).some((child) => this.reaches(child));
    this.known.set(expression, answer);
    return answer;
  }
}
