import type { Expression } from "../syntax/index.js";
import { printStage } from "./calls.js";
import { above, trailing } from "./comments.js";
import type { Context } from "./context.js";
import { type Doc, group, indent, line } from "./doc.js";
import { isAtom, leadOf, opensLine, printExpression } from "./expressions.js";

type Chain = Expression & { kind: "binary" | "pipe" };

const levels: Readonly<Record<string, number>> = {
  "||": 1,
  "&&": 2,
  "|>": 4,
  "+": 5,
  "-": 5,
  "++": 5,
  "*": 6,
  "/": 6,
  "%": 6,
};
const comparison = 3;

/**
 * Operators of one precedence in a row: all on one line, or each at the start of a line of its own, one step in from the
 * first operand. Comments behind an operator go before it.
 */
export function printChain(f: Context, chain: Chain): Doc {
  const tails: Chain[] = [];
  let first: Expression = chain;
  while ((first.kind === "binary" || first.kind === "pipe") && levelOf(first) === levelOf(chain)) {
    tails.unshift(first);
    first = first.left;
  }
  const head = printExpression(f, first);
  const [only] = tails;
  if (tails.length === 1 && hugs(only!)) return printHugging(f, head, only);
  return group([head, indent(tails.map((tail) => printTail(f, tail)))]);
}

function levelOf(chain: Chain): number {
  return levels[operatorOf(chain)] ?? comparison;
}

function operatorOf(chain: Chain): string {
  return chain.kind === "pipe" ? "|>" : chain.operator;
}

function printTail(f: Context, tail: Chain): Doc {
  const before = printBefore(f, tail);
  const operand = tail.kind === "pipe" ? printStage(f, tail.stage) : printExpression(f, tail.right);
  return [before, operatorOf(tail), " ", operand];
}

/** The line break before an operator, with the comments before and behind it. */
function printBefore(f: Context, tail: Chain): Doc {
  const taken = f.comments.take(tail.kind === "pipe" ? leadOf(tail.stage.callee) : leadOf(tail.right));
  return [trailing(taken), line, above(taken, false)];
}

/**
 * A comparison with a list, a call or the like, and a list that is appended: its bracket opens on the line, and each
 * side breaks by itself.
 */
function printHugging(f: Context, head: Doc, tail: Chain & { kind: "binary" }): Doc {
  if (f.comments.waitsBefore(leadOf(tail.right))) return group([head, indent(printTail(f, tail))]);
  return [head, " ", tail.operator, " ", printExpression(f, tail.right)];
}

function hugs(tail: Chain): tail is Chain & { kind: "binary" } {
  if (tail.kind === "pipe") return false;
  const { left, right } = tail;
  const comparing = levelOf(tail) === comparison;
  if (!comparing && tail.operator !== "++") return false;
  return (opensLine(right) || (comparing && hasArguments(right))) && (isAtom(left) || endsInBracket(left));
}

function hasArguments(expression: Expression): boolean {
  return expression.kind === "call" && expression.arguments.length > 0;
}

function endsInBracket(expression: Expression): boolean {
  return opensLine(expression) || expression.kind === "call" || expression.kind === "parenthesized";
}
