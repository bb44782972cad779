import { block, expression, letStatement } from "./expressions";
import { fresh, type Scope, type Signature, type World, withLocals } from "./scope";
import { failure, int, show, string, type Type, unit } from "./types";

/** The text of a declaration; it is added to the world, so that what follows may call it. */
type Declare = (world: World, module: string) => string;

/** A new declaration's name, parameters of the pool, and where its body stands. */
function outline(
  world: World,
  module: string,
  kind: Signature["kind"],
  result: Type,
  fuel: boolean,
): [Signature, Scope] {
  const { choices } = world;
  const prefix = { fn: "calc", node: "work", pipeline: "flow" }[kind];
  const parameters = choices.list(fuel ? 0 : 1, 3, () => ({
    name: fresh(world, "a"),
    type: choices.pick(world.pool),
  }));
  if (fuel) parameters.unshift({ name: fresh(world, "n"), type: int });
  const signature: Signature = { name: fresh(world, prefix), module, kind, parameters, result, fuel };
  const scope: Scope = {
    world,
    module,
    locals: parameters,
    nodes: kind === "pipeline",
    pipeline: kind === "pipeline",
    returns: kind !== "pipeline" ? result : undefined,
    oneLine: false,
  };
  return [signature, scope];
}

function plain(kind: Signature["kind"], size: number): Declare {
  return (world, module) => {
    const { choices } = world;
    const [signature, scope] = outline(world, module, kind, choices.pick(world.pool), false);
    const attributes = kind === "node" && choices.chance(20) ? "@concurrency(2)\n" : "";
    const text = `${attributes}${headOf(signature)} ${block(signature.result, scope, size, 3)}`;
    world.functions.push(signature);
    return text;
  };
}

function headOf(signature: Signature): string {
  const parameters = signature.parameters.map((each) => `${each.name}: ${show(each.type)}`);
  return `${signature.kind} ${signature.name}(${parameters.join(", ")}) -> ${show(signature.result)}`;
}

/** A recursion that counts down; as a tail call, or with something left to do after it. */
function countdown(kind: "fn" | "pipeline"): Declare {
  return (world, module) => {
    const { choices } = world;
    const [signature, scope] = outline(world, module, kind, choices.pick(world.pool), true);
    const [count, ...others] = signature.parameters as [
      Signature["parameters"][number],
      ...Signature["parameters"],
    ];
    const inner: Scope = { ...scope, returns: undefined };
    const next = others.map((each) => expression(each.type, inner, 2));
    const again = `${signature.name}(${[`${count.name} - 1`, ...next].join(", ")})`;
    let step = `{\n${again}\n}`;
    if (choices.chance(50)) {
      const name = fresh(world, "rest");
      const locals = [...scope.locals, { name, type: signature.result }];
      step = `{\nlet ${name} = ${again}\n${expression(signature.result, { ...inner, locals }, 2)}\n}`;
    }
    const text = `${headOf(signature)} {\nif ${count.name} <= 0 ${block(signature.result, inner, 2, 1)} else ${step}\n}`;
    world.functions.push(signature);
    return text;
  };
}

/** A walk over a list by its rest. */
const alongList: Declare = (world, module) => {
  const { choices } = world;
  const item = choices.pick(world.pool);
  const result = choices.pick(world.pool);
  const items: Type = { kind: "List", of: item };
  const [name, list, first, rest, done] = ["calc", "a", "m", "m", "v"].map((prefix) =>
    fresh(world, prefix),
  ) as [string, string, string, string, string];
  const signature: Signature = {
    name,
    module,
    kind: "fn",
    parameters: [{ name: list, type: items }],
    result,
    fuel: false,
  };
  const scope: Scope = {
    world,
    module,
    locals: [],
    nodes: false,
    pipeline: false,
    returns: undefined,
    oneLine: false,
  };
  const locals = [
    { name: first, type: item },
    { name: done, type: result },
  ];
  const base = expression(result, scope, 1);
  const step = expression(result, { ...scope, locals }, 2);
  world.functions.push(signature);
  return `${headOf(signature)} {\nmatch ${list} {\n[] -> ${base}\n[${first}, ..${rest}] -> {\nlet ${done} = ${name}(${rest})\n${step}\n}\n}\n}`;
};

/** A pipeline over a tree: each branch by a fan-out over itself. */
const overTree: Declare = (world, module) => {
  const { choices } = world;
  const result = choices.pick(world.pool);
  const tree: Type = { kind: "User", name: "Tree" };
  const [name, parameter, weight, trees, results] = ["flow", "a", "m", "m", "v"].map((prefix) =>
    fresh(world, prefix),
  ) as [string, string, string, string, string];
  const scope: Scope = {
    world,
    module,
    locals: [],
    nodes: true,
    pipeline: true,
    returns: undefined,
    oneLine: false,
  };
  const leaf = expression(result, { ...scope, locals: [{ name: weight, type: int }] }, 2);
  const joined = expression(
    result,
    { ...scope, locals: [{ name: results, type: { kind: "List", of: result } }] },
    2,
  );
  const walk = choices.pick([name, `fn(tree) {\n${name}(tree)\n}`]);
  const signature: Signature = {
    name,
    module,
    kind: "pipeline",
    parameters: [{ name: parameter, type: tree }],
    result,
    fuel: false,
  };
  world.functions.push(signature);
  return `${headOf(signature)} {\nmatch ${parameter} {\nLeaf(${weight}) -> ${leaf}\nBranch(${trees}) -> {\nlet ${results} = list.map(${trees}, ${walk})\n${joined}\n}\n}\n}`;
};

/** The Python functions that the kit has, as nodes and as fns. */
function external(kind: "fn" | "node", python: string, parameter: Type, attributes: string): Declare {
  return (world, module) => {
    const name = fresh(world, kind === "fn" ? "calc" : "work");
    const parameters = [{ name: "value", type: parameter }];
    const signature: Signature = { name, module, kind, parameters, result: parameter, fuel: false };
    world.functions.push(signature);
    return `${attributes}@external("kit_externals.${python}")\n${headOf(signature)}`;
  };
}

const fns: readonly Declare[] = [
  plain("fn", 3),
  plain("fn", 3),
  plain("fn", 4),
  countdown("fn"),
  alongList,
  external("fn", "odd", int, "@pure\n"),
];

const nodes: readonly Declare[] = [
  plain("node", 3),
  plain("node", 3),
  plain("node", 4),
  external("node", "odd", int, ""),
  external("node", "shout", { kind: "String" }, "@retry(max: 2, backoff: 1ms)\n"),
  external("node", "odd", int, "@retry(max: 1, backoff: 1ms)\n@timeout(1h)\n"),
];

const pipelines: readonly Declare[] = [
  plain("pipeline", 3),
  plain("pipeline", 4),
  countdown("pipeline"),
  overTree,
];

/** The declarations of a module beneath main. */
export function declareBelow(world: World, module: string): string[] {
  const { choices } = world;
  return [
    ...choices.list(0, 3, () => choices.pick(fns)(world, module)),
    ...choices.list(1, 3, () => choices.pick(nodes)(world, module)),
    ...choices.list(0, 2, () => choices.pick(pipelines)(world, module)),
  ];
}

/** A `let` of an attempt's result, so that the whole failure is seen. */
function attemptStatement(scope: Scope): { text: string; scope: Scope } {
  const { world } = scope;
  const type = world.choices.pick(world.pool);
  const name = fresh(world, "r");
  const result: Type = { kind: "Result", of: type, error: failure };
  return {
    text: `let ${name} = attempt ${block(type, scope, 3, 3)}`,
    scope: withLocals(scope, { name, type: result }),
  };
}

/** The declarations of main; the last is the pipeline `start`, which gives all of its values as text. */
export function declareMain(world: World): { texts: string[]; start: Signature } {
  const { choices } = world;
  const texts = [
    ...choices.list(0, 2, () => choices.pick(fns)(world, "main")),
    ...choices.list(0, 2, () => choices.pick(nodes)(world, "main")),
    ...choices.list(0, 2, () => choices.pick(pipelines)(world, "main")),
  ];
  const [drawn, scope] = outline(world, "main", "pipeline", unit, false);
  const lines: string[] = [];
  let inner = scope;
  for (let left = choices.between(1, 5); left > 0; left--) {
    const statement = choices.chance(40)
      ? attemptStatement(inner)
      : letStatement(inner, choices.between(2, 4));
    lines.push(statement.text);
    inner = statement.scope;
  }
  const shown = inner.locals.slice(-6);
  const start: Signature = { ...drawn, name: "start", result: { kind: "List", of: string } };
  const parts = shown.map(({ name, type }) => {
    if (type.kind === "String") return name;
    return type.kind === "Result" ? `string.inspect(${name})` : `json.encode(${name})`;
  });
  texts.push(`${headOf(start)} {\n${lines.join("\n")}\n[${parts.join(", ")}]\n}`);
  return { texts, start };
}
