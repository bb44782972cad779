import type { Pipeline, Selection, Step } from "../../graph/graph.js";
import { usedLocals } from "../../tree/index.js";
import type { Type, TypedExpression } from "../../types/typed.js";
import { type Body, returned } from "./body.js";
import type { PythonFile } from "./file.js";
import { define } from "./functions.js";
import type { Line } from "./layout.js";
import { lowerTo, single } from "./lower.js";
import { lowerArms, type MatchArm } from "./matches.js";
import type { Statement } from "./syntax.js";

export type GlueStep = Step & { kind: "glue" | "choose" };

/** Expressions of a piece of glue, from which what it uses is found. */
export function glueExpressions(step: GlueStep): readonly TypedExpression[] {
  if (step.kind === "glue") return [step.expression];
  if (step.select.kind === "if") return [step.select.condition];
  return [step.select.subject, ...step.select.arms.flatMap((arm) => (arm.guard ? [arm.guard] : []))];
}

/** A piece of glue as a Python function of the slots that it reads. */
export function glueLines(file: PythonFile, pipeline: Pipeline, step: GlueStep, name: string): Line[] {
  const { parameters, steps } = pipeline;
  const inputs = step.inputs.map((index) => parameters[index] ?? steps[index - parameters.length]!.gives);
  const used = new Set(glueExpressions(step).flatMap((expression) => [...usedLocals(expression)]));
  if (step.kind === "glue") {
    const { expression } = step;
    return define(file, name, inputs, expression.type, undefined, used, undefined, (body) =>
      lowerTo(body, expression, returned),
    );
  }
  for (const branch of step.branches) for (const slot of branch.binds) used.add(slot.id);
  const make = (body: Body) => lowerSelection(body, step.select, step.branches);
  return define(file, name, inputs, selectionType, undefined, used, undefined, make);
}

const int: Type = { kind: "named", name: { module: "", name: "Int" }, arguments: [] };
/** The index of a branch and what its pattern binds. */
const selectionType: Type = {
  kind: "tuple",
  items: [int, { kind: "named", name: { module: "", name: "values" }, arguments: [] }],
};

type Branches = (Step & { kind: "choose" })["branches"];

function lowerSelection(body: Body, select: Selection, branches: Branches): void {
  const choose = (index: number): Statement => {
    const names = branches[index]!.binds.map((slot) => body.scope.get(slot.id));
    const bound = names.length === 1 ? `(${names[0]},)` : `(${names.join(", ")})`;
    return { kind: "simple", head: `return ${index}, ${bound}` };
  };
  if (select.kind === "if") {
    const condition = single(body, select.condition);
    body.push({
      kind: "block",
      head: "if ",
      value: condition,
      line: condition.line ?? select.condition.line,
      body: [choose(0)],
    });
    body.push(choose(1));
    body.ended = true;
    return;
  }
  const arms = select.arms.map(
    (arm, index): MatchArm => ({
      ...arm,
      make: () => {
        body.push(choose(index));
        body.ended = true;
      },
    }),
  );
  lowerArms(body, select.subject, arms, returned);
}
