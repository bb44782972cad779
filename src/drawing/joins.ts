import { inputsOf, type Pipeline } from "../graph/index.js";

/**
 * Where values of two or more calls that do not wait for each other are first needed together: there they meet in a packer. "Calls" are all
 * steps but glue; the end of a pipeline waits for every call of it.
 *
 * @returns steps by their index, the end of the pipeline by the index behind the last step
 */
export function joinsOf(pipeline: Pipeline): ReadonlySet<number> {
  const { steps } = pipeline;
  const joins = new Set<number>();
  /** For each step the calls that it waits for, without those that another of them waits for. */
  const waits: ReadonlySet<number>[] = [];
  for (let index = 0; index <= steps.length; index++) {
    const inputs = index < steps.length ? stepsBefore(pipeline, index) : unusedSteps(pipeline);
    const calls = inputs.flatMap((input) => (steps[input]!.kind === "glue" ? [...waits[input]!] : [input]));
    const own = withoutCovered(new Set(calls), waits);
    const met = inputs.some((input) => steps[input]!.kind === "glue" && same(waits[input]!, own));
    if (own.size > 1 && !met) joins.add(index);
    waits.push(own);
  }
  return joins;
}

/** The steps, by their index, whose values a step uses. */
export function stepsBefore({ steps, parameters }: Pipeline, index: number): readonly number[] {
  const inputs = inputsOf(steps[index]!).map((slot) => slot - parameters.length);
  return [...new Set(inputs.filter((input) => input >= 0))];
}

/** The steps whose values no other step uses. */
export function unusedSteps(pipeline: Pipeline): readonly number[] {
  const indices = [...pipeline.steps.keys()];
  const used = new Set(indices.flatMap((index) => stepsBefore(pipeline, index)));
  return indices.filter((index) => !used.has(index));
}

/** The transitive reduction of what one step waits for. */
function withoutCovered(
  calls: ReadonlySet<number>,
  waits: readonly ReadonlySet<number>[],
): ReadonlySet<number> {
  if (calls.size < 2) return calls;
  const covered = new Set<number>();
  const open = [...calls];
  for (let call = open.pop(); call !== undefined; call = open.pop()) {
    for (const earlier of waits[call]!) {
      if (covered.has(earlier)) continue;
      covered.add(earlier);
      open.push(earlier);
    }
  }
  return new Set([...calls].filter((call) => !covered.has(call)));
}

function same(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  return a.size === b.size && [...a].every((each) => b.has(each));
}
