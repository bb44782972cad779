import type { Resolved } from "../../names/index.js";
import type { Span } from "../../text/index.js";
import { Printer, printBoth } from "../core/print.js";
import { generic, prune, Term, type Ty } from "../core/type.js";
import type { Problem } from "../core/unify.js";
import { nameOf } from "../expressions/name.js";
import type { Inference } from "../inference.js";
import { reportConstraint } from "./constraint.js";
import { hintFor } from "./hints.js";
import { reportMismatch } from "./mismatch.js";
import { mixedNumbers } from "./numbers.js";
import type { Expected } from "./why.js";

/** Reports why a found type is not the expected one, or cannot be. */
export function reportProblem(
  inference: Inference,
  problem: Problem,
  expected: Expected,
  found: Ty,
  span: Span,
  expression?: Resolved,
): void {
  switch (problem.kind) {
    case "infinite":
      reportInfinite(inference, problem, expected, found, span, expression);
      return;
    case "large":
      inference.tooLarge(problem.excess, problem.type, span);
      return;
    case "escape": {
      const name = problem.rigid.of.name;
      inference.reports.add("LK3022", span, { name }, { types: printBoth(expected.type, found) });
      return;
    }
    case "constraint":
      reportConstraint(inference, problem, expected, span);
      return;
    case "mismatch": {
      if (recursionOf(expected) !== undefined && hasRigid(expected.type)) {
        reportRecursion(inference, expected, found, span);
        return;
      }
      const mixed = mixedNumbers(inference, expected, found, span);
      if (mixed) {
        reportMismatch(inference, mixed.expected, mixed.found, mixed.span, mixed.hint);
        return;
      }
      reportMismatch(inference, expected, found, span, hintFor(inference, expected, found, expression));
    }
  }
}

function reportInfinite(
  inference: Inference,
  problem: Extract<Problem, { kind: "infinite" }>,
  { type, why }: Expected,
  found: Ty,
  span: Span,
  expression: Resolved | undefined,
): void {
  if (recursionOf({ type, why }) !== undefined) {
    reportRecursion(inference, { type, why }, found, span);
    return;
  }
  const printer = new Printer();
  const name = expression && nameOf(expression);
  const what = name === undefined ? "This" : `\`${name}\``;
  const types = { expected: printer.print(problem.variable), found: printer.print(problem.type) };
  const itself =
    why.kind === "argument" && name !== undefined && name === why.callee
      ? "a function cannot be given itself; give it what it needs of itself"
      : "a type that contains itself is a record or a sum: declare it";
  inference.reports.add("LK3019", span, { what }, { types, hint: itself });
}

/** The name of the function, of the group that is being inferred, that the argument is for. */
function recursionOf({ why }: Expected): string | undefined {
  return why.kind === "argument" ? why.recursion : undefined;
}

/** Whether the type has a variable that an annotation names: the function is annotated in part, which is not enough. */
function hasRigid(type: Ty): boolean {
  const at = prune(type);
  return at instanceof Term && (at.flags & generic) !== 0;
}

function reportRecursion(inference: Inference, expected: Expected, found: Ty, span: Span): void {
  const name = recursionOf(expected)!;
  const { type, why } = expected;
  const labels = why.kind === "argument" && why.place ? [{ ...why.place, message: "declared here" }] : [];
  const hint = `annotate the parameters and the result of \`${name}\`; then it may call itself at other types`;
  inference.reports.add("LK3027", span, { name }, { types: printBoth(type, found), labels, hint });
}
