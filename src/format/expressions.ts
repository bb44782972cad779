import type { Expression } from "../syntax/index.js";
import { bracketed, type Item } from "./brackets.js";
import { printCall } from "./calls.js";
import { printChain } from "./chains.js";
import { trailing } from "./comments.js";
import type { Context } from "./context.js";
import { printBlock, printIf, printLambda, printMatch } from "./control.js";
import { type Doc, group, hardline, indent, line } from "./doc.js";
import { printString } from "./strings.js";

/** An expression, as a unit that breaks by itself. */
export function printExpression(f: Context, expression: Expression): Doc {
  return opensLine(expression) ? group(printOpen(f, expression)) : printOpen(f, expression);
}

/** An expression whose outermost bracket breaks with the group around it, for one that stands last in a line. */
export function printOpen(f: Context, expression: Expression): Doc {
  const { span } = expression;
  switch (expression.kind) {
    case "int":
    case "float":
    case "bool":
    case "name":
    case "constructor":
    case "error":
      return f.leaf(span);
    case "string":
      return printString(f, expression);
    case "access": {
      const target = printExpression(f, expression.target);
      return [target, f.comments.gap(expression.name.span.start, " "), ".", expression.name.text];
    }
    case "call":
      return printCall(f, expression);
    case "try":
      return [printExpression(f, expression.operand), f.comments.gap(span.end - 1, " "), "?"];
    case "unary":
      return [
        f.comments.gap(leadOf(expression)),
        expression.operator,
        printExpression(f, expression.operand),
      ];
    case "attempt":
      return [f.comments.gap(span.start), "attempt ", printOpen(f, expression.operand)];
    case "fail":
      return [f.comments.gap(span.start), "fail ", printOpen(f, expression.message)];
    case "binary":
    case "pipe":
      return printChain(f, expression);
    case "parenthesized":
      return printParenthesized(f, expression);
    case "tuple":
      return printItems(f, "(", ")", expression.items, undefined, span);
    case "list":
      return printItems(f, "[", "]", expression.items, expression.rest, span);
    case "block":
      return [f.comments.gap(span.start), printBlock(f, expression)];
    case "if":
      return printIf(f, expression);
    case "match":
      return printMatch(f, expression);
    case "lambda":
      return printLambda(f, expression);
  }
}

/** Does it begin with little and end in a bracket, so that it may break there with what stands before it left on its line? */
export function opensLine({ kind }: Expression): boolean {
  return (
    kind === "block" ||
    kind === "if" ||
    kind === "match" ||
    kind === "lambda" ||
    kind === "list" ||
    kind === "tuple"
  );
}

/**
 * Text that ends in `=`, `:` or `->`, and its value. What can break within itself begins on the same line; anything
 * else that is too long goes below, and so does everything with comments above it.
 */
export function printAssigned(f: Context, head: Doc, value: Expression): Doc {
  const taken = f.comments.take(leadOf(value));
  if (taken) {
    const above = taken.lines.map(({ text }) => [hardline, text]);
    return [head, trailing(taken), indent([...above, hardline, printExpression(f, value)])];
  }
  return isAtom(value)
    ? group([head, indent([line, printOpen(f, value)])])
    : [head, " ", printExpression(f, value)];
}

/** Can it not be broken within? */
export function isAtom(expression: Expression): boolean {
  switch (expression.kind) {
    case "int":
    case "float":
    case "bool":
    case "string":
    case "name":
    case "constructor":
      return true;
    case "access":
      return isAtom(expression.target);
    case "try":
    case "unary":
      return isAtom(expression.operand);
    default:
      return false;
  }
}

function printParenthesized(f: Context, { inner, span }: Expression & { kind: "parenthesized" }): Doc {
  const gap = f.comments.gap(span.start);
  if (opensLine(inner) && !f.comments.waitsBefore(leadOf(inner))) {
    return [gap, "(", printExpression(f, inner), f.comments.gap(span.end - 1, " "), ")"];
  }
  const items = [itemOf(f, inner)];
  return [gap, group(bracketed(f, { open: "(", close: ")", closeAt: span.end - 1, items, single: true }))];
}

function printItems(
  f: Context,
  open: string,
  close: string,
  items: readonly Expression[],
  rest: Expression | undefined,
  span: { start: number; end: number },
): Doc {
  const inner = items.map((item) => itemOf(f, item));
  if (rest) {
    const start = f.source.text.lastIndexOf("..", rest.span.start);
    inner.push({ start, lead: leadOf(rest), print: () => ["..", printExpression(f, rest)] });
  }
  const filled = !rest && items.length > 0 && items.every(isNumber);
  return [
    f.comments.gap(span.start),
    bracketed(f, { open, close, closeAt: span.end - 1, items: inner, filled }),
  ];
}

function isNumber(expression: Expression): boolean {
  if (expression.kind === "unary") return isNumber(expression.operand);
  return expression.kind === "int" || expression.kind === "float";
}

/** An entry between brackets that is an expression. */
export function itemOf(f: Context, expression: Expression): Item {
  return {
    start: expression.span.start,
    lead: leadOf(expression),
    print: () => printExpression(f, expression),
  };
}

/**
 * Comments before this offset are those of the expression. They stand before all of it: between a `-` and its operand a
 * comment would make another `-` of it.
 */
export function leadOf(expression: Expression): number {
  let at = expression;
  for (;;) {
    if (at.kind === "binary" || at.kind === "pipe") at = at.left;
    else if (at.kind === "access") at = at.target;
    else if (at.kind === "call") at = at.callee;
    else if (at.kind === "try" || at.kind === "unary") at = at.operand;
    else return at.span.start;
  }
}
