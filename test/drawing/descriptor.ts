/** What of a descriptor a drawing shows. */
export interface Descriptor {
  readonly services: Readonly<Record<string, { readonly kind: "node" | "pipeline" }>>;
  readonly pipelines: Readonly<Record<string, Pipeline>>;
}

interface Pipeline {
  readonly service: string;
  readonly parameters: number;
  readonly steps: readonly Step[];
}

interface Step {
  readonly step: "glue" | "call" | "pipeline" | "map" | "fold" | "choose" | "attempt";
  readonly inputs?: readonly number[];
  readonly arguments?: readonly number[];
  readonly over?: number;
  readonly initial?: number;
  readonly captures?: readonly number[];
  readonly body?: string;
  readonly branches?: readonly { readonly body: string; readonly captures: readonly number[] }[];
}

/** Everything of a descriptor that has to be seen exactly once: `fan-out main.checkout#1`, `join main.checkout/3`. */
export function parts({ services, pipelines }: Descriptor): readonly string[] {
  const found = Object.entries(services).map(([name, { kind }]) => `${kind} ${name}`);
  for (const [id, pipeline] of Object.entries(pipelines)) {
    for (const [index, { step, body, branches }] of pipeline.steps.entries()) {
      if (step === "call" || step === "pipeline") found.push(`${step} ${id}/${index}`);
      if (step === "map") found.push(`fan-out ${body}`);
      if (step === "fold" || step === "attempt") found.push(`${step} ${body}`);
      if (step === "choose") found.push(`choose ${id}/${index}`);
      for (const branch of branches ?? []) found.push(`branch ${branch.body}`);
    }
    found.push(...joins(pipeline).map((place) => `join ${id}/${place}`));
  }
  return found.sort();
}

/** Steps (or `return`) at which calls that do not wait for each other come together first. */
function joins({ parameters, steps }: Pipeline): readonly (number | "return")[] {
  const before = (step: Step) =>
    [
      ...(step.inputs ?? []),
      ...(step.arguments ?? []),
      ...(step.captures ?? []),
      ...(step.branches ?? []).flatMap(({ captures }) => captures),
      ...[step.over, step.initial].filter((slot) => slot !== undefined),
    ]
      .map((slot) => slot - parameters)
      .filter((index) => index >= 0);
  const isCall = (index: number) => steps[index]!.step !== "glue";
  const direct = (inputs: readonly number[]): Set<number> =>
    new Set(inputs.flatMap((index) => (isCall(index) ? [index] : [...direct(before(steps[index]!))])));
  const known = new Map<number, Set<number>>();
  const all = (index: number): Set<number> => {
    const calls = direct(before(steps[index]!));
    const found = known.get(index) ?? new Set([...calls, ...[...calls].flatMap((call) => [...all(call)])]);
    known.set(index, found);
    return found;
  };
  const waits = (inputs: readonly number[]) => {
    const calls = [...direct(inputs)];
    return calls.filter((call) => !calls.some((other) => other !== call && all(other).has(call))).sort();
  };
  const found: (number | "return")[] = [];
  const look = (place: number | "return", inputs: readonly number[]) => {
    const own = waits(inputs);
    const met = inputs.some((index) => !isCall(index) && `${waits(before(steps[index]!))}` === `${own}`);
    if (own.length > 1 && !met) found.push(place);
  };
  for (const [index, step] of steps.entries()) look(index, before(step));
  const used = new Set(steps.flatMap(before));
  look(
    "return",
    [...steps.keys()].filter((index) => !used.has(index)),
  );
  return found;
}
