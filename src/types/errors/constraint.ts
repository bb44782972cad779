import type { Span } from "../../text/index.js";
import { printType } from "../core/print.js";
import { optionConstructor, resultConstructor } from "../core/store.js";
import { prune, Term, wordOf } from "../core/type.js";
import type { Problem } from "../core/unify.js";
import { factsOf } from "../definitions/facts.js";
import type { Inference } from "../inference.js";
import type { Hint } from "./hints.js";
import { hintForJoining, knownType } from "./joining.js";
import type { Expected, Why } from "./why.js";

type Refused = Extract<Problem, { kind: "constraint" }>;
type Operand = Extract<Why, { kind: "operand" }>;

/** Reports a type that does not allow what an operator, or a variable with a constraint, asks of it. */
export function reportConstraint(
  inference: Inference,
  problem: Refused,
  { why }: Expected,
  span: Span,
): void {
  const word = wordOf(problem.constraints)!;
  const operand = why.kind === "operand" ? why : undefined;
  const able = abilities[word] ?? word;
  const type = printType(problem.type);
  const holes = operand
    ? { type, can: "", asked: `\`${operand.operator}\` takes what is ${able}, and ` }
    : { type, can: ` ${able}`, asked: "" };
  inference.reports.add("LK3020", span, holes, hintForConstraint(inference, problem, word, operand));
}

/** What a type is asked to be, by the word of the constraint. */
export const abilities: Readonly<Record<string, string>> = {
  number: "a number (Int or Float)",
  comparable: "comparable",
  appendable: "appendable (String or List)",
  compappend: "comparable and appendable",
};

function hintForConstraint(
  inference: Inference,
  { type, inside }: Refused,
  word: string,
  operand: Operand | undefined,
): Hint | undefined {
  const at = prune(inside);
  if (!(at instanceof Term)) return undefined;
  const { kind, symbol, name, written } = at.of;
  const shown = printType(at);
  if (kind === "rigid") {
    return written
      ? { hint: `\`${name}\` may be any type: call it \`${word}\` in the annotation` }
      : undefined;
  }
  if (operand) {
    const hint = hintForOperand(inference, operand, at, shown);
    if (hint) return hint;
  }
  if (word !== "comparable" && word !== "compappend") return undefined;
  const where = prune(type) === at ? "" : `, and \`${printType(type)}\` has one: \`${shown}\``;
  if (kind === "function") return { hint: `functions are not comparable${where}` };
  const field = symbol && factsOf(symbol).function;
  return field === undefined
    ? undefined
    : { hint: `functions are not comparable, and \`${shown}\` has one in its field \`${field}\`` };
}

function hintForOperand(inference: Inference, operand: Operand, at: Term, shown: string): Hint | undefined {
  const { operator, whole } = operand;
  if (whole && operator === "+") {
    const [left, right] = [whole.left, whole.right].map((one) => knownType(inference, one));
    const types = operand.side === "left" ? { left: at, right } : { left, right: at };
    const joined = hintForJoining(inference, operand, types);
    if (joined) return joined;
  }
  if (operator === "+" && (shown === "String" || shown.startsWith("List("))) {
    const fix = whole && [{ span: whole.operatorSpan, text: "++" }];
    return { hint: `write \`++\`, which joins ${shown === "String" ? "Strings" : "Lists"}`, fix };
  }
  if (operator === "++" && (shown === "Int" || shown === "Float"))
    return { hint: 'write `+` to add numbers, or put them into a text: `"${…}"`' };
  if (at.of === optionConstructor)
    return { hint: "it may be `None`: match on it, or give another value with `option.unwrap`" };
  if (at.of === resultConstructor)
    return { hint: "it may be an `Error`: match on it, or give another value with `result.unwrap`" };
  return undefined;
}
