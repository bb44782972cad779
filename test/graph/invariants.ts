import { type Graph, inputsOf, type Pipeline, type Step } from "../../src/graph";
import { boundBy, children, freeLocals, qualified, typeText } from "../../src/tree";
import type { TypedExpression, TypedProgram } from "../../src/types";

/** What is wrong with the form of a pipeline: a slot that is used before it is there, a body that is called with other values than it takes. */
export function faults(pipeline: Pipeline, graph: Graph): string[] {
  const found: string[] = [];
  const say = (what: string) => found.push(`${pipeline.id}: ${what}`);
  const slots = [...pipeline.parameters, ...pipeline.steps.map((step) => step.gives)];
  if (pipeline.result >= slots.length) say("its result is no slot");
  for (const [index, step] of pipeline.steps.entries()) {
    const here = pipeline.parameters.length + index;
    if (inputsOf(step).some((slot) => slot >= here || slot < 0))
      say(`step ${index} uses a slot that is not there yet`);
    for (const local of usedBy(step)) {
      const given = expressionInputs(step).some((slot) => slots[slot]?.id === local.id);
      if (!given) say(`the glue of step ${index} uses ${local.name}, which is no input`);
    }
    for (const { body, given } of bodiesOf(step)) {
      const target = graph.pipelines.find((each) => each.id === body);
      const taken = target?.parameters.map((each) => typeText(each.type)) ?? [];
      const types = given.map((each) => (typeof each === "number" ? typeText(slots[each]!.type) : each));
      if (taken.join() !== types.join()) say(`step ${index} gives ${body} other values than it takes`);
    }
    if ("tail" in step && step.tail && index !== pipeline.steps.length - 1)
      say(`step ${index} is a tail and not the last`);
    if ("tail" in step && step.tail && pipeline.result !== here)
      say(`step ${index} is a tail and not the result`);
  }
  return found;
}

function usedBy(step: Step) {
  if (step.kind === "glue") return freeLocals(step.expression);
  if (step.kind !== "choose") return [];
  if (step.select.kind === "if") return freeLocals(step.select.condition);
  const bound = new Set(step.select.arms.flatMap((arm) => boundBy(arm.pattern)).map((local) => local.id));
  const guards = step.select.arms.flatMap((arm) => (arm.guard ? freeLocals(arm.guard) : []));
  return [...freeLocals(step.select.subject), ...guards.filter((local) => !bound.has(local.id))];
}

function expressionInputs(step: Step): readonly number[] {
  return step.kind === "glue" || step.kind === "choose" ? step.inputs : [];
}

/** Bodies that a step calls, with the slots, or the types, of what it gives them. */
function bodiesOf(
  step: Step,
): readonly { readonly body: string; readonly given: readonly (number | string)[] }[] {
  const text = (type: Parameters<typeof typeText>[0]) => typeText(type);
  switch (step.kind) {
    case "attempt":
      return [{ body: step.body, given: step.captures }];
    case "choose":
      return step.branches.map(({ body, binds, captures }) => ({
        body,
        given: [...binds.map((each) => text(each.type)), ...captures],
      }));
    default:
      return [];
  }
}

/** How often pipelines mention each function of the program: what is evaluated once in the source is evaluated once in the graph. */
export function mentionsInSource(program: TypedProgram): ReadonlyMap<string, number> {
  const own = program.modules.filter((module) => !module.library);
  const pipelines = own.flatMap((module) => module.functions).filter((each) => each.kind === "pipeline");
  return mentions(
    pipelines.flatMap((each) => (each.body ? [each.body] : [])),
    [],
    own.map((module) => module.path),
  );
}

/** The same of a graph without tests. */
export function mentionsInGraph(program: TypedProgram, graph: Graph): ReadonlyMap<string, number> {
  const steps = graph.pipelines.flatMap((each) => each.steps);
  const targets = steps.flatMap((step) =>
    step.kind === "call" || step.kind === "pipeline" ? [qualified(step.target)] : [],
  );
  const own = program.modules.filter((module) => !module.library);
  return mentions(
    steps.flatMap(expressionsOf),
    targets,
    own.map((module) => module.path),
  );
}

function mentions(
  expressions: readonly TypedExpression[],
  targets: readonly string[],
  modules: readonly string[],
): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const add = (name: string) => found.set(name, (found.get(name) ?? 0) + 1);
  const visit = (expression: TypedExpression): void => {
    if (expression.kind === "function" && modules.includes(expression.name.module))
      add(qualified(expression.name));
    for (const child of children(expression)) visit(child);
  };
  for (const each of expressions) visit(each);
  for (const each of targets) add(each);
  return new Map([...found].sort());
}

function expressionsOf(step: Step): readonly TypedExpression[] {
  if (step.kind === "glue") return [step.expression];
  if (step.kind !== "choose") return [];
  const { select } = step;
  if (select.kind === "if") return [select.condition];
  return [select.subject, ...select.arms.flatMap((arm) => (arm.guard ? [arm.guard] : []))];
}
