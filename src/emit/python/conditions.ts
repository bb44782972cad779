import type { TypedExpression } from "../../types/typed.js";
import { type Body, type Destination, deliver } from "./body.js";
import { isInline } from "./inline.js";
import { flat } from "./layout.js";
import { lower, lowerTo, single } from "./lower.js";
import { binary, conditional, Level, type Python, text, unary } from "./syntax.js";

type If = TypedExpression & { kind: "if" };

/** A chain of more conditions leaves a loop instead of nesting its `elif`s, which Python's compiler takes one within another. */
const longest = 40;
/** A conditional expression of more characters is written as a statement. */
const widest = 60;

/** `a if c else b`, for what fits on one line. */
export function lowerCondition(body: Body, expression: If): Python {
  const [condition, then, otherwise] = [expression.condition, expression.then, expression.otherwise].map(
    (one) => lower(body, one),
  );
  return conditional(condition!, then!, otherwise!);
}

/** `if` as a statement. A branch that returns needs no `else`. */
export function lowerIf(body: Body, expression: If, destination: Destination): void {
  if (destination.kind !== "discard" && isInline(expression) && !branchCalls(expression)) {
    const value = lowerCondition(body, expression);
    if (flat(value).length <= widest) {
      deliver(body, value, destination, expression);
      return;
    }
  }
  if (destination.kind === "assign" && !destination.leave && chainLength(expression) > longest) {
    leaving(body, expression, destination);
    return;
  }
  let rest: TypedExpression = expression;
  while (rest.kind === "if") {
    const current: If = rest;
    const condition = single(body, current.condition);
    const then = body.block(() => lowerTo(body, current.then, destination));
    const line = condition.line ?? current.condition.line;
    body.push({ kind: "block", head: "if ", value: condition, line, body: then.statements });
    rest = current.otherwise;
    if (!then.ended) {
      lowerElse(body, rest, destination);
      return;
    }
  }
  lowerTo(body, rest, destination);
}

/** The `else` of a branch that goes on after the `if`. */
function lowerElse(body: Body, otherwise: TypedExpression, destination: Destination): void {
  const { statements } = body.block(() => lowerTo(body, otherwise, destination));
  const first = statements[0];
  const chained =
    first?.kind === "block" &&
    first.head === "if " &&
    statements.slice(1).every((one) => one.kind === "block" && /^el/.test(one.head));
  if (chained) {
    body.push({ ...first, head: "elif " });
    for (const clause of statements.slice(1)) body.push(clause);
  } else if (statements.length > 0) body.push({ kind: "block", head: "else", body: statements });
}

/** Assigns from within a loop of one round, that the first branch taken leaves. */
export function leaving(
  body: Body,
  expression: TypedExpression,
  destination: Destination & { kind: "assign" },
): void {
  if (body.scope.annotate(destination.name)) {
    body.say(`${destination.name}: ${destination.annotation}`, undefined, undefined);
  }
  const round = body.block(() => lowerTo(body, expression, { ...destination, leave: true }));
  body.push({ kind: "block", head: "while True", body: round.statements });
}

function chainLength(expression: TypedExpression): number {
  let length = 0;
  for (let rest = expression; rest.kind === "if"; rest = rest.otherwise) length++;
  return length;
}

/** Whether a branch is better read as a statement, or is a tail call. */
function branchCalls(expression: If): boolean {
  return [expression.then, expression.otherwise].some((one) => {
    const value = one.kind === "block" ? one.result : one;
    return value.kind === "call" || value.kind === "if" || value.kind === "binary";
  });
}

/** `&&` and `||`: Python's own where the right side is an expression, else an `if`. */
export function lowerShortcut(body: Body, expression: TypedExpression & { kind: "binary" }): Python {
  const parts: TypedExpression[] = [];
  let left: TypedExpression = expression;
  while (left.kind === "binary" && left.operator === expression.operator) {
    parts.unshift(left.right);
    left = left.left;
  }
  const level = expression.operator === "&&" ? Level.And : Level.Or;
  const operator = expression.operator === "&&" ? "and" : "or";
  let value = single(body, left);
  for (const part of parts) {
    if (value.depth > 20) value = named(body, value);
    let right = text("None");
    const { statements } = body.block(() => {
      right = single(body, part);
    });
    const fits =
      statements.length === 0 &&
      (value.line === undefined || right.line === undefined || value.line === right.line);
    if (fits) value = binary(operator, level, value, right, { line: undefined, movable: true });
    else {
      const name = named(body, value);
      const set = {
        kind: "simple" as const,
        head: `${flat(name)} = `,
        value: right,
        line: right.line ?? part.line,
      };
      const condition = operator === "and" ? name : unary("not ", name);
      body.push({ kind: "block", head: "if ", value: condition, body: [...statements, set] });
      value = name;
    }
  }
  return value;
}

function named(body: Body, value: Python): Python {
  const name = body.scope.fresh("holds", "bool");
  body.say(`${name} = `, value, value.line);
  return text(name);
}
