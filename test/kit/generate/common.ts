import { block, expression, type Maker } from "./expressions";
import { callable, callOf, functionValue } from "./functions";
import { branches } from "./matching";
import { fresh, local, type Scope, withLocals } from "./scope";
import { bool, failure, same, show, type Type } from "./types";

/** Ways that exist for every type. */
export const common: readonly Maker[] = [
  anyCall,
  anyCall,
  anyCall,
  conditional,
  branches,
  branches,
  (type, scope, size) => (scope.oneLine ? undefined : block(type, scope, size)),
  fieldOf,
  attempted,
  attempted,
  folded,
  unwrapped,
  failing,
  unpacked,
  viaTwice,
  localFunction,
  tried,
];

function anyCall(type: Type, scope: Scope, size: number): string | undefined {
  const fitting = callable(scope, type);
  if (fitting.length === 0) return undefined;
  const { choices } = scope.world;
  const remote = fitting.filter((each) => each.kind !== "fn");
  return callOf(choices.pick(remote.length > 0 && choices.chance(60) ? remote : fitting), scope, size);
}

function conditional(type: Type, scope: Scope, size: number): string | undefined {
  const condition = expression(bool, scope, size - 1);
  return `if ${condition} ${block(type, scope, size - 1, 1)} else ${block(type, scope, size - 1, 1)}`;
}

/** A field of a record that is in scope. */
function fieldOf(type: Type, scope: Scope): string | undefined {
  const { users, choices } = scope.world;
  const found = scope.locals.flatMap((each) => {
    if (each.type.kind === "Failure") return type.kind === "String" ? [`${each.name}.message`] : [];
    if (each.type.kind !== "User") return [];
    const { name } = each.type;
    const user = users.find((one) => one.name === name)!;
    if (user.form !== "record") return [];
    return user.constructors[0]!.fields.filter((one) => same(one.type, type)).map(
      (one) => `${each.name}.${one.name}`,
    );
  });
  return found.length > 0 ? choices.pick(found) : undefined;
}

/** What fails inside becomes a value; the trace is sometimes looked at, sometimes raised again. */
function attempted(type: Type, scope: Scope, size: number): string | undefined {
  if (scope.oneLine) return undefined;
  const { world } = scope;
  const { choices } = world;
  const inner: Scope = { ...scope, returns: undefined };
  const calls = callable(inner, type);
  const body =
    calls.length > 0 && choices.chance(50)
      ? callOf(choices.pick(calls), inner, size - 1)
      : block(type, inner, size - 1);
  const value = fresh(world, "ok");
  const problem = fresh(world, "bad");
  const good = expression(type, withLocals(scope, { name: value, type }), size - 2);
  const bad = withLocals(scope, { name: problem, type: failure });
  const otherwise =
    type.kind === "List" && type.of.kind === "String" && choices.chance(80)
      ? `${problem}.trace`
      : choices.chance(15)
        ? `failure.raise(${problem})`
        : expression(type, bad, size - 2);
  return `match attempt ${body} {\nOk(${value}) -> ${good}\nError(${problem}) -> ${otherwise}\n}`;
}

function folded(type: Type, scope: Scope, size: number): string {
  const item = scope.world.choices.pick(scope.world.pool);
  const items = expression({ kind: "List", of: item }, scope, size - 1);
  return `list.fold(${items}, ${expression(type, scope, size - 2)}, ${functionValue([type, item], type, scope, size - 1, true)})`;
}

function unwrapped(type: Type, scope: Scope, size: number): string {
  const { choices } = scope.world;
  const optional = expression({ kind: "Option", of: type }, scope, size - 1);
  if (choices.chance(20)) return `option.or_fail(${optional}, "nothing there")`;
  return `option.unwrap(${optional}, ${expression(type, scope, size - 2)})`;
}

/** A `fail`, mostly behind a condition. */
function failing(type: Type, scope: Scope, size: number): string | undefined {
  if (scope.oneLine) return undefined;
  const { choices } = scope.world;
  if (scope.pipeline && choices.chance(70)) return undefined;
  const message = choices.chance(50) ? '"on purpose"' : expression({ kind: "String" }, scope, 1);
  if (choices.chance(4)) return `{\nfail ${message}\n}`;
  return `if ${expression(bool, scope, size - 1)} {\nfail ${message}\n} else ${block(type, scope, size - 1, 1)}`;
}

function unpacked(type: Type, scope: Scope, size: number): string | undefined {
  if (scope.oneLine) return undefined;
  const { world } = scope;
  const other = world.choices.pick(world.pool);
  const [first, second] = [fresh(world, "l"), fresh(world, "r")];
  const inner = withLocals(scope, { name: first, type }, { name: second, type: other });
  const pair = `(${expression(type, scope, size - 1)}, ${expression(other, scope, size - 1)})`;
  return `{\nlet (${first}, ${second}) = ${pair}\n${expression(type, inner, size - 1)}\n}`;
}

/** A polymorphic function of higher order. */
function viaTwice(type: Type, scope: Scope, size: number): string {
  return `tools.twice(${functionValue([type], type, scope, size - 1, false)}, ${expression(type, scope, size - 1)})`;
}

/** A lambda that is bound to a name and called; not in pipelines, where a `let` binds data. */
function localFunction(type: Type, scope: Scope, size: number): string | undefined {
  if (scope.pipeline || scope.oneLine) return undefined;
  const { world } = scope;
  const parameter = world.choices.pick(world.pool);
  const [name, argument] = [fresh(world, "fun"), fresh(world, "x")];
  const inner = local(withLocals(scope, { name: argument, type: parameter }));
  const body = block(type, inner, size - 1, 1);
  return `{\nlet ${name} = fn(${argument}: ${show(parameter)}) ${body}\n${name}(${expression(parameter, scope, size - 2)})\n}`;
}

/** `x?` in a function whose result is an Option or a Result. */
function tried(type: Type, scope: Scope, size: number): string | undefined {
  const { returns } = scope;
  if (!returns || scope.pipeline || scope.oneLine) return undefined;
  if (returns.kind === "Option")
    return `${wrapped(expression({ kind: "Option", of: type }, scope, size - 1))}?`;
  if (returns.kind !== "Result") return undefined;
  return `${wrapped(expression({ kind: "Result", of: type, error: returns.error }, scope, size - 1))}?`;
}

function wrapped(text: string): string {
  return `(${text})`;
}
