import type { TypedArgument, TypedArm, TypedExpression, TypedStatement } from "../types/typed.js";

/**
 * The expressions right below one, in the order of evaluation (language reference, "Expressions"). A lambda's body and the bodies of
 * branches and attempts count, though they are not evaluated with the expression itself.
 */
export function children(expression: TypedExpression): readonly TypedExpression[] {
  switch (expression.kind) {
    case "interpolation":
      return expression.parts.filter((part) => typeof part !== "string");
    case "construct":
      return values(expression.arguments);
    case "update":
      return [expression.record, ...values(expression.changes)];
    case "field":
      return [expression.record];
    case "call":
    case "partial":
      return [expression.callee, ...values(expression.arguments)];
    case "unary":
    case "try":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "list":
      return expression.rest ? [...expression.items, expression.rest] : expression.items;
    case "tuple":
      return expression.items;
    case "block":
      return [
        ...expression.statements.map((each) => (each.kind === "let" ? each.value : each.expression)),
        expression.result,
      ];
    case "if":
      return [expression.condition, expression.then, expression.otherwise];
    case "match":
      return [
        expression.subject,
        ...expression.arms.flatMap((arm) => (arm.guard ? [arm.guard, arm.body] : [arm.body])),
      ];
    case "lambda":
    case "attempt":
      return [expression.body];
    case "fail":
      return [expression.message];
    default:
      return [];
  }
}

/** The same expression over other children, given in the order of `children`. */
export function withChildren(
  expression: TypedExpression,
  parts: readonly TypedExpression[],
): TypedExpression {
  const queue = parts.values();
  const next = (): TypedExpression => queue.next().value as TypedExpression;
  const refill = (old: readonly TypedArgument[]) => old.map((each) => ({ index: each.index, value: next() }));
  switch (expression.kind) {
    case "interpolation":
      return {
        ...expression,
        parts: expression.parts.map((part) => (typeof part === "string" ? part : next())),
      };
    case "construct":
      return { ...expression, arguments: refill(expression.arguments) };
    case "update":
      return { ...expression, record: next(), changes: refill(expression.changes) };
    case "field":
      return { ...expression, record: next() };
    case "call":
    case "partial":
      return { ...expression, callee: next(), arguments: refill(expression.arguments) };
    case "unary":
    case "try":
      return { ...expression, operand: next() };
    case "binary":
      return { ...expression, left: next(), right: next() };
    case "list":
      return { ...expression, items: expression.items.map(next), rest: expression.rest && next() };
    case "tuple":
      return { ...expression, items: expression.items.map(next) };
    case "block":
      return {
        ...expression,
        statements: expression.statements.map((each) => statement(each, next())),
        result: next(),
      };
    case "if":
      // biome-ignore lint/suspicious/noThenProperty: the branches of an `if` are called so.
      return { ...expression, condition: next(), then: next(), otherwise: next() };
    case "match":
      return { ...expression, subject: next(), arms: expression.arms.map((each) => arm(each, next)) };
    case "lambda":
    case "attempt":
      return { ...expression, body: next() };
    case "fail":
      return { ...expression, message: next() };
    default:
      return expression;
  }
}

/** Whether a test holds for an expression or for one within it. */
export function some(expression: TypedExpression, test: (part: TypedExpression) => boolean): boolean {
  return test(expression) || children(expression).some((child) => some(child, test));
}

function values(list: readonly TypedArgument[]): TypedExpression[] {
  return list.map((each) => each.value);
}

function statement(old: TypedStatement, value: TypedExpression): TypedStatement {
  return old.kind === "let" ? { ...old, value } : { ...old, expression: value };
}

function arm(old: TypedArm, next: () => TypedExpression): TypedArm {
  return { ...old, guard: old.guard && next(), body: next() };
}
