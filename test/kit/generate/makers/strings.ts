import { expression, type Maker } from "../expressions";
import { literalOf } from "../literals";
import { int, string } from "../types";

/** A hole takes an expression on one line, mostly a local of any type. */
const interpolated: Maker = (_, scope, size) => {
  const { choices, pool } = scope.world;
  const holes = choices.list(1, 3, () => {
    const known = scope.locals;
    if (known.length > 0 && choices.chance(70)) return `\${${choices.pick(known).name}}`;
    return `\${${expression(choices.pick(pool), { ...scope, oneLine: true, nodes: false, returns: undefined }, Math.min(size - 1, 2))}}`;
  });
  return `"${holes.join(choices.pick(["", " ", ", ", "\\$"]))}"`;
};

export const strings: readonly Maker[] = [
  literalOf,
  interpolated,
  interpolated,
  (type, scope, size) => `(${expression(type, scope, size - 1)} ++ ${expression(type, scope, size - 1)})`,
  (_, scope, size) => `int.to_string(${expression(int, scope, size - 1)})`,
  (type, scope, size) =>
    `string.slice(${expression(type, scope, size - 1)}, ${expression(int, scope, 1)}, 5)`,
  (_, scope, size) => `string.join(${expression({ kind: "List", of: string }, scope, size - 1)}, ", ")`,
  (_, scope, size) =>
    `string.inspect(${expression(scope.world.choices.pick(scope.world.pool), scope, size - 1)})`,
  (_, scope) => {
    const { choices } = scope.world;
    const data = scope.locals.filter((each) => each.type.kind !== "Failure");
    return data.length > 0 ? `json.encode(${choices.pick(data).name})` : undefined;
  },
  (_, scope) => {
    const problem = scope.locals.find((each) => each.type.kind === "Failure");
    return problem ? `failure.to_string(${problem.name})` : undefined;
  },
  (_, scope) => {
    const problem = scope.locals.find((each) => each.type.kind === "Failure");
    return problem ? `string.join(${problem.name}.trace, " < ")` : undefined;
  },
];
