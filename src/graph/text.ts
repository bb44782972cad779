import { printExpression, printPattern, qualified, typeText } from "../tree/index.js";
import type { Graph, Pipeline, Selection, Slot, Step } from "./graph.js";

/** A graph as text: a line a step, slots by their names. */
export function graphText(graph: Graph): string {
  return graph.pipelines.map(pipelineText).join("\n\n");
}

function pipelineText(pipeline: Pipeline): string {
  const names = slotNames(pipeline);
  const parameters = pipeline.parameters.map((slot, index) => `${names[index]}: ${typeText(slot.type)}`);
  const head = `${pipeline.id}(${parameters.join(", ")}) -> ${typeText(pipeline.resultType)}`;
  const frame = pipeline.frame === "own" && !pipeline.id.includes("#") ? "" : ` ${pipeline.frame}`;
  const steps = pipeline.steps.flatMap((step, index) =>
    stepText(step, names, pipeline.parameters.length + index),
  );
  return [`${head}${frame}`, ...steps, `  return ${names[pipeline.result]}`].join("\n");
}

function stepText(step: Step, names: readonly string[], slot: number): readonly string[] {
  const named = (slots: readonly number[]) => slots.map((each) => names[each]).join(", ");
  const captured = (slots: readonly number[]) => (slots.length === 0 ? "" : ` with ${named(slots)}`);
  const gives = `  ${names[slot]} =`;
  switch (step.kind) {
    case "glue":
      return [`${gives} ${printExpression(step.expression)}`];
    case "call":
      return [`${gives} call ${qualified(step.target)}(${named(step.arguments)})`];
    case "pipeline":
      return [
        `${gives} ${step.tail ? "tail " : ""}pipeline ${qualified(step.target)}(${named(step.arguments)})`,
      ];
    case "map":
      return [`${gives} map ${names[step.over]} by ${step.body}${captured(step.captures)}`];
    case "fold":
      return [
        `${gives} fold ${names[step.over]} from ${names[step.initial]} by ${step.body}${captured(step.captures)}`,
      ];
    case "attempt":
      return [`${gives} attempt ${step.body}${captured(step.captures)}`];
    case "choose": {
      const branches = step.branches.map(
        (branch, index) =>
          `    ${conditionText(step.select, index)} -> ${branch.body}${boundText(branch.binds)}${captured(branch.captures)}`,
      );
      return [`${gives} ${step.tail ? "tail " : ""}choose ${subjectText(step.select)}`, ...branches];
    }
  }
}

function subjectText(select: Selection): string {
  return select.kind === "if"
    ? `if ${printExpression(select.condition)}`
    : `match ${printExpression(select.subject)}`;
}

function conditionText(select: Selection, index: number): string {
  if (select.kind === "if") return index === 0 ? "true" : "false";
  const arm = select.arms[index]!;
  return `${printPattern(arm.pattern)}${arm.guard ? ` if ${printExpression(arm.guard)}` : ""}`;
}

function boundText(binds: readonly Slot[]): string {
  return binds.length === 0 ? "" : ` of ${binds.map((slot) => slot.name).join(", ")}`;
}

/** Names of the slots; one that shadows another has its slot behind it. */
function slotNames(pipeline: Pipeline): readonly string[] {
  const seen = new Set<string>();
  return [...pipeline.parameters, ...pipeline.steps.map((step) => step.gives)].map(({ name }, index) => {
    const unique = seen.has(name) ? `${name}.${index}` : name;
    seen.add(name);
    return unique;
  });
}
