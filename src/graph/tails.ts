import type { Builder } from "./builder.js";
import type { Step } from "./graph.js";

/**
 * Whether a step that waits for these slots waits, transitively, for every other call, fan-out, choose and attempt of the pipeline so far.
 * Only then may it take its caller's frame; glue is done by then in any case.
 */
export function waitsForAll(builder: Builder, slots: readonly number[]): boolean {
  const { steps, parameters } = builder;
  const first = parameters.length;
  const found = new Set<number>();
  const open = [...slots];
  for (let slot = open.pop(); slot !== undefined; slot = open.pop()) {
    if (slot < first || found.has(slot)) continue;
    found.add(slot);
    open.push(...inputsOf(steps[slot - first] as Step));
  }
  return steps.every((step, index) => step.kind === "glue" || found.has(first + index));
}

/** All slots that a step waits for. */
export function inputsOf(step: Step): readonly number[] {
  switch (step.kind) {
    case "glue":
      return step.inputs;
    case "call":
    case "pipeline":
      return step.arguments;
    case "map":
      return [step.over, ...step.captures];
    case "fold":
      return [step.over, step.initial, ...step.captures];
    case "choose":
      return [...step.inputs, ...step.branches.flatMap((branch) => branch.captures)];
    case "attempt":
      return step.captures;
  }
}
