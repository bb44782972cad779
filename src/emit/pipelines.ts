import type { Pipeline, Step } from "../graph/index.js";
import { serviceName } from "../placement/index.js";
import { qualified } from "../tree/index.js";
import { oneLine } from "./layout.js";
import { testFile } from "./python/index.js";
import type { TypeTable } from "./types.js";

/** The entry of a pipeline. */
export function pipelineEntry(pipeline: Pipeline, types: TypeTable): unknown {
  const slots = [...pipeline.parameters, ...pipeline.steps.map((step) => step.gives)];
  for (const step of pipeline.steps)
    if (step.kind === "choose")
      for (const branch of step.branches) for (const bound of branch.binds) types.add(bound.type);
  return {
    service: pipeline.service,
    file: pipeline.service === undefined ? testFile(pipeline.declaration.module) : undefined,
    declaration: qualified(pipeline.declaration),
    frame: pipeline.frame,
    parameters: pipeline.parameters.length,
    names: oneLine(slots.map((slot) => slot.name)),
    slots: oneLine(slots.map((slot) => types.add(slot.type))),
    steps: pipeline.steps.map((step) => oneLine(stepEntry(step))),
    result: pipeline.result,
  };
}

function stepEntry(step: Step): unknown {
  const { line } = step;
  switch (step.kind) {
    case "glue":
      return { step: "glue", function: step.name, inputs: step.inputs, line };
    case "call":
      return { step: "call", service: serviceName(step.target), arguments: step.arguments, line };
    case "pipeline": {
      const tail = step.tail || undefined;
      return { step: "pipeline", pipeline: qualified(step.target), arguments: step.arguments, tail, line };
    }
    case "map":
      return { step: "map", over: step.over, body: step.body, captures: step.captures, line };
    case "fold": {
      const { over, initial, body, captures } = step;
      return { step: "fold", over, initial, body, captures, line };
    }
    case "choose": {
      const branches = step.branches.map(({ body, binds, captures }) => ({
        body,
        binds: binds.length,
        captures,
      }));
      const tail = step.tail || undefined;
      return { step: "choose", function: step.name, inputs: step.inputs, branches, tail, line };
    }
    case "attempt":
      return { step: "attempt", body: step.body, captures: step.captures, line };
  }
}

/** For each service the services that send to it, both sorted. */
export function topics(pipelines: readonly Pipeline[]): Record<string, unknown> {
  const senders = new Map<string, Set<string>>();
  for (const pipeline of pipelines) {
    if (pipeline.service === undefined) continue;
    for (const step of pipeline.steps) {
      if (step.kind !== "call" && step.kind !== "pipeline") continue;
      const target = serviceName(step.target);
      senders.set(target, (senders.get(target) ?? new Set()).add(pipeline.service));
    }
  }
  const names = [...senders.keys()].sort();
  return Object.fromEntries(
    names.map((name) => [name, oneLine({ from: [...(senders.get(name) ?? [])].sort() })]),
  );
}
