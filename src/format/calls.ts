import type { Argument, Expression, Stage } from "../syntax/index.js";
import { bracketed, type Item } from "./brackets.js";
import type { Context } from "./context.js";
import { printLambdaForms } from "./control.js";
import { breakParent, conditionalGroup, type Doc, group, willBreak } from "./doc.js";
import { leadOf, opensLine, printAssigned, printExpression, printOpen } from "./expressions.js";

/** A call with its arguments. */
export function printCall(f: Context, call: Expression & { kind: "call" }): Doc {
  const callee = printExpression(f, call.callee);
  return [callee, printArguments(f, call.arguments, call.span.end - 1, isConstructor(call.callee))];
}

/** What stands behind a `|>`. */
export function printStage(f: Context, stage: Stage): Doc {
  const parts = [printExpression(f, stage.callee)];
  if (stage.arguments) {
    const from = stage.arguments.at(-1)?.span.end ?? stage.callee.span.end;
    const closeAt = f.behind(from, ")");
    parts.push(printArguments(f, stage.arguments, closeAt, isConstructor(stage.callee)));
  }
  for (const { start } of stage.tries) parts.push(f.comments.gap(start, " "), "?");
  return parts;
}

function isConstructor(callee: Expression): boolean {
  return callee.kind === "constructor" || (callee.kind === "access" && callee.capital);
}

/**
 * Arguments. Where only the last one does not fit, it may break alone, with the others left on the line: a lambda, a
 * list, a block; of a constructor and for a call within a call only if there are no others.
 */
function printArguments(f: Context, list: readonly Argument[], closeAt: number, builds: boolean): Doc {
  const items = list.map((argument) => itemOf(f, argument));
  const last = list.at(-1);
  if (!last || !hugs(list, last, builds) || f.comments.waitsBefore(items.at(-1)!.lead)) {
    return group(bracketed(f, { open: "(", close: ")", closeAt, items }));
  }
  const docs = list.slice(0, -1).map((argument) => printArgument(f, argument));
  const { loose, tight } = printLast(f, last);
  const printed = [...docs, group(loose)];
  // All is printed, and its comments taken: the entries are set between the brackets as they are.
  const set = items.map((item, index) => ({ ...item, lead: 0, print: () => printed[index]! }));
  const below = f.comments.waitsBefore(closeAt);
  const broken = group(bracketed(f, { open: "(", close: ")", closeAt, items: set }), { shouldBreak: true });
  if (below) return broken;
  const head = docs.flatMap((doc) => [doc, ", "]);
  const states = conditionalGroup([
    ["(", ...head, group(tight), ")"],
    ["(", ...head, group(tight, { shouldBreak: true }), ")"],
    broken,
  ]);
  return willBreak(tight) ? [breakParent, states] : states;
}

/** The last argument, for all the arguments on lines of their own and for those before it on one line. */
function printLast(f: Context, argument: Argument): { readonly loose: Doc; readonly tight: Doc } {
  if (argument.kind === "value" && argument.value.kind === "lambda") {
    const label = argument.label ? [f.name(argument.label), ": "] : "";
    const { loose, tight } = printLambdaForms(f, argument.value);
    return { loose: [label, loose], tight: [label, tight] };
  }
  const open = printArgument(f, argument, true);
  return { loose: open, tight: open };
}

function hugs(list: readonly Argument[], last: Argument, builds: boolean): boolean {
  if (last.kind !== "value") return false;
  if (list.length === 1)
    return opensLine(last.value) || (last.value.kind === "call" && last.value.arguments.length > 0);
  if (builds || !opensLine(last.value) || last.value.kind === "tuple") return false;
  return list.slice(0, -1).every((argument) => argument.kind !== "value" || isPlain(argument.value, 5));
}

/** Is it short and without a body, so that it stays on its line? */
function isPlain(expression: Expression, depth: number): boolean {
  if (depth === 0) return false;
  switch (expression.kind) {
    case "access":
      return isPlain(expression.target, depth);
    case "unary":
    case "try":
      return isPlain(expression.operand, depth);
    case "call":
      return (
        isPlain(expression.callee, depth - 1) &&
        expression.arguments.length < 5 &&
        expression.arguments.every((each) => !("value" in each) || isPlain(each.value, depth - 1))
      );
    case "tuple":
    case "list":
      return expression.items.length < 5 && expression.items.every((item) => isPlain(item, depth - 1));
    case "binary":
      return isPlain(expression.left, depth - 1) && isPlain(expression.right, depth - 1);
    case "block":
    case "if":
    case "match":
    case "lambda":
    case "pipe":
      return false;
    default:
      return true;
  }
}

function itemOf(f: Context, argument: Argument): Item {
  const { start } = argument.span;
  const labelled = argument.kind !== "spread" && argument.label;
  const lead = labelled || !("value" in argument) ? start : leadOf(argument.value);
  return { start, lead, print: () => printArgument(f, argument) };
}

function printArgument(f: Context, argument: Argument, open = false): Doc {
  switch (argument.kind) {
    case "spread":
      return ["..", printExpression(f, argument.value)];
    case "punned":
      return [f.name(argument.label), ":"];
    case "hole":
      return argument.label ? [f.name(argument.label), ": _"] : "_";
    case "value": {
      const print = open ? printOpen : printExpression;
      if (!argument.label) return print(f, argument.value);
      const label = [f.name(argument.label), ":"];
      if (open && !f.comments.waitsBefore(leadOf(argument.value)))
        return [label, " ", print(f, argument.value)];
      return printAssigned(f, label, argument.value);
    }
  }
}
