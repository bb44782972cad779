import type {
  Arm,
  BlockExpression,
  Expression,
  IfExpression,
  LambdaParameter,
  Statement,
} from "../syntax/index.js";
import { bracketed, type Item } from "./brackets.js";
import { above, below, trailing } from "./comments.js";
import type { Context } from "./context.js";
import { breakParent, type Doc, group, hardline, indent, line, removeLines, willBreak } from "./doc.js";
import { leadOf, printAssigned, printExpression } from "./expressions.js";
import { leadOf as leadOfPattern, printPattern } from "./patterns.js";
import { printType } from "./types.js";

/**
 * A block. One expression may stand on the line of its braces, unless the author began a new line behind the first; a
 * comment before the `{` goes behind it.
 */
export function printBlock(f: Context, { statements, span }: BlockExpression): Doc {
  const body: Doc[] = [];
  for (const [index, statement] of statements.entries()) {
    const taken = f.comments.take(leadOfStatement(statement));
    const blank = f.comments.blankBefore(statement.span.start);
    body.push(trailing(taken));
    if (index > 0 && (taken?.lines[0]?.blank ?? blank)) body.push(hardline);
    body.push(index === 0 ? line : hardline, above(taken, blank), printStatement(f, statement));
  }
  const last = f.comments.take(span.end - 1);
  const [first] = statements;
  if (!first && !last) return "{}";
  const open =
    !first || statements.length > 1 || first.kind === "let" || f.breaksBetween(span.start, first.span.start);
  return [
    open ? breakParent : "",
    "{",
    indent([...body, trailing(last), below(last, statements.length === 0)]),
    last ? hardline : line,
    "}",
  ];
}

function leadOfStatement(statement: Statement): number {
  return statement.kind === "let" ? statement.span.start : leadOf(statement.expression);
}

function printStatement(f: Context, statement: Statement): Doc {
  if (statement.kind === "expression") return printExpression(f, statement.expression);
  const { pattern, annotation, value } = statement;
  const type = annotation ? [": ", printType(f, annotation)] : "";
  return printAssigned(f, ["let ", printPattern(f, pattern), type, " ="], value);
}

/** `if` and what hangs on it: all branches on one line, or none. */
export function printIf(f: Context, { condition, then, otherwise, span }: IfExpression): Doc {
  const head = [f.comments.gap(span.start), "if ", printHead(f, condition), " ", printBlock(f, then)];
  if (!otherwise) return head;
  const taken = f.comments.take(otherwise.span.start);
  const between = taken ? [trailing(taken), below(taken, true), hardline] : " ";
  const rest = otherwise.kind === "if" ? printIf(f, otherwise) : printBlock(f, otherwise);
  return [...head, between, "else ", rest];
}

/** What stands between a word and its `{`; further lines stand deeper than the body. */
function printHead(f: Context, expression: Expression): Doc {
  const printed = printExpression(f, expression);
  return expression.kind === "binary" || expression.kind === "pipe" ? indent(printed) : printed;
}

/** `match` always has an arm a line. */
export function printMatch(f: Context, { subject, arms, span }: Expression & { kind: "match" }): Doc {
  const gap = f.comments.gap(span.start);
  const head = [gap, "match ", printHead(f, subject), " "];
  const items: Item[] = arms.map((arm) => ({
    start: arm.span.start,
    lead: leadOfPattern(arm.pattern),
    print: () => printArm(f, arm),
  }));
  const body = bracketed(f, { open: "{", close: "}", closeAt: span.end - 1, items, separator: "lines" });
  return [...head, group(body, { shouldBreak: !f.inline })];
}

function printArm(f: Context, { pattern, guard, body }: Arm): Doc {
  const condition = guard ? [" if ", printHead(f, guard)] : "";
  const head = [printPattern(f, pattern), condition, " ->"];
  const chained = (body.kind === "binary" || body.kind === "pipe") && !f.comments.waitsBefore(leadOf(body));
  return chained ? group([head, indent([line, printExpression(f, body)])]) : printAssigned(f, head, body);
}

type Lambda = Expression & { kind: "lambda" };

/** `fn(x) { … }`, which breaks within its body first. */
export function printLambda(f: Context, lambda: Lambda): Doc {
  return printLambdaForms(f, lambda).loose;
}

/** A lambda, and the same with a head that stays on one line, for where it stands last on a line. */
export function printLambdaForms(
  f: Context,
  { parameters, result, body, span }: Lambda,
): { readonly loose: Doc; readonly tight: Doc } {
  const gap = f.comments.gap(span.start);
  const from = parameters.at(-1)?.span.end ?? span.start + 2;
  const items = parameters.map((parameter) => ({
    start: parameter.span.start,
    lead: leadOfPattern(parameter.pattern),
    print: () => printParameter(f, parameter),
  }));
  const list = group(bracketed(f, { open: "(", close: ")", closeAt: f.behind(from, ")"), items }));
  const rest = [result ? [" -> ", printType(f, result)] : "", " ", printBlock(f, body)];
  return {
    loose: [gap, "fn", list, rest],
    tight: [gap, "fn", willBreak(list) ? list : removeLines(list), rest],
  };
}

function printParameter(f: Context, { pattern, annotation }: LambdaParameter): Doc {
  const printed = printPattern(f, pattern);
  return annotation ? [printed, ": ", printType(f, annotation)] : printed;
}
