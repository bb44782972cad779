import { block, expression } from "./expressions";
import { irrefutable } from "./matching";
import { fresh, local, type Scope, type Signature, withLocals } from "./scope";
import { same, type Type } from "./types";

/** Functions that may be called here and give the type. */
export function callable(scope: Scope, result: Type | undefined): Signature[] {
  return scope.world.functions.filter(
    (each) => (each.kind === "fn" || scope.nodes) && (result === undefined || same(each.result, result)),
  );
}

export function reference(signature: Signature, scope: Scope): string {
  if (signature.module === scope.module) return signature.name;
  return `${signature.module.split("/").at(-1)}.${signature.name}`;
}

/** The arguments of a call, sometimes with labels; the first of a recursive function is small. */
export function callOf(signature: Signature, scope: Scope, size: number): string {
  const { choices } = scope.world;
  const values = signature.parameters.map((each, index) =>
    signature.fuel && index === 0 ? fuel(scope, size) : expression(each.type, scope, size - 1),
  );
  const name = reference(signature, scope);
  const labelled = choices.chance(20) ? choices.below(values.length + 1) : values.length;
  if (values.length > 0 && labelled === values.length && choices.chance(15)) {
    return `(${values[0]} |> ${name}(${values.slice(1).join(", ")}))`;
  }
  const shown = values.map((value, index) =>
    index < labelled ? value : `${signature.parameters[index]!.name}: ${value}`,
  );
  return `${name}(${shown.join(", ")})`;
}

function fuel(scope: Scope, size: number): string {
  const { choices } = scope.world;
  if (size > 1 && choices.chance(40)) return `(${expression({ kind: "Int" }, scope, 1)} % 4)`;
  return String(choices.below(5));
}

/**
 * A function value of these parameters: the name of a declaration, a call with a hole, or a lambda. `fanOut` says that it may reach a node
 * where the scope allows it.
 */
export function functionValue(
  parameters: readonly Type[],
  result: Type,
  scope: Scope,
  size: number,
  fanOut: boolean,
): string {
  const { world } = scope;
  const { choices } = world;
  const inner = fanOut ? { ...scope, returns: undefined } : local(scope);
  const fitting = callable(inner, result).filter((each) => !each.fuel);
  const exact = fitting.filter(
    (each) =>
      each.parameters.length === parameters.length &&
      each.parameters.every((parameter, index) => same(parameter.type, parameters[index]!)),
  );
  if (exact.length > 0 && choices.chance(40)) return reference(choices.pick(exact), scope);
  if (parameters.length === 1 && choices.chance(50)) {
    const holed = fitting.filter((each) =>
      each.parameters.some((parameter) => same(parameter.type, parameters[0]!)),
    );
    if (holed.length > 0) {
      const signature = choices.pick(holed);
      const hole = signature.parameters.findIndex((parameter) => same(parameter.type, parameters[0]!));
      const values = signature.parameters.map((each, index) =>
        index === hole ? "_" : expression(each.type, scope, size - 2),
      );
      return `${reference(signature, scope)}(${values.join(", ")})`;
    }
  }
  const patterns: string[] = [];
  let body = inner;
  for (const type of parameters) {
    if ((type.kind === "Tuple" || type.kind === "User") && choices.chance(40)) {
      const { pattern, binds } = irrefutable(type, scope);
      patterns.push(pattern);
      body = withLocals(body, ...binds);
    } else {
      const name = fresh(world, "x");
      patterns.push(name);
      body = withLocals(body, { name, type });
    }
  }
  return `fn(${patterns.join(", ")}) ${block(result, body, size - 1, 1)}`;
}

/** A call of a node or pipeline, or a fan-out over one, whatever type it has. */
export function remote(scope: Scope, size: number): { text: string; type: Type } | undefined {
  const { choices } = scope.world;
  const known = callable(scope, undefined).filter((each) => each.kind !== "fn");
  if (known.length === 0) return undefined;
  const signature = choices.pick(known);
  const item = signature.parameters.at(-1);
  if (!item || signature.fuel || choices.chance(50)) {
    return { text: callOf(signature, scope, size), type: signature.result };
  }
  const items = expression({ kind: "List", of: item.type }, scope, size - 1);
  const work = functionValue([item.type], signature.result, scope, size - 1, true);
  return { text: `list.map(${items}, ${work})`, type: { kind: "List", of: signature.result } };
}
