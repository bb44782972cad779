import { build, children, freeLocals, type Local, withChildren } from "../tree/index.js";
import type { TypedArgument, TypedExpression } from "../types/typed.js";
import type { Builder } from "./builder.js";
import { isImmediate } from "./expression.js";

/**
 * Takes the constant arguments of calls out of a fan-out's function, `100` of `fn(x) { work(x, 100) }`: they are made once before the
 * fan-out and captured, so that an element whose first step is a call goes to the node at once.
 */
export function hoistConstants(builder: Builder, body: TypedExpression): TypedExpression {
  const { declaration } = builder;
  const argument = (each: TypedArgument): TypedArgument => {
    const { value } = each;
    if (value.kind === "local" || value.type.kind === "function") return each;
    if (!isImmediate(value) || freeLocals(declaration.resolve(value)).length > 0) return each;
    const made: Local = builder.bind(value);
    return { ...each, value: build.local(made, value) };
  };
  const visit = (expression: TypedExpression): TypedExpression => {
    if (!declaration.reaches(expression)) return expression;
    const inner = withChildren(expression, children(expression).map(visit));
    if (inner.kind !== "call" || inner.callee.kind !== "function") return inner;
    if (!declaration.program.declarations.isDeployed(inner.callee.name)) return inner;
    return { ...inner, arguments: inner.arguments.map(argument) };
  };
  return visit(body);
}
