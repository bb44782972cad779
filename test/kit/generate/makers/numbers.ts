import { expression, type Maker } from "../expressions";
import { functionValue } from "../functions";
import { literalOf } from "../literals";
import { float, int } from "../types";

function operation(operator: string): Maker {
  return (type, scope, size) =>
    `(${expression(type, scope, size - 1)} ${operator} ${expression(type, scope, size - 1)})`;
}

/** By something that is not 0. */
function safely(operator: string): Maker {
  return (type, scope, size) => {
    const by = scope.world.choices.pick(type.kind === "Int" ? ["2", "3", "-7"] : ["2.0", "0.1", "-3.5"]);
    return `(${expression(type, scope, size - 1)} ${operator} ${by})`;
  };
}

const ofBoth: readonly Maker[] = [
  literalOf,
  operation("+"),
  operation("-"),
  safely("*"),
  safely("/"),
  safely("%"),
  operation("/"),
  operation("%"),
  (type, scope, size) => `-(${expression(type, scope, size - 1)})`,
  (type, scope, size) =>
    `math.max(${expression(type, scope, size - 1)}, ${expression(type, scope, size - 1)})`,
  (type, scope, size) => `math.abs(${expression(type, scope, size - 1)})`,
];

export const ints: readonly Maker[] = [
  ...ofBoth,
  (_, scope, size) =>
    `list.length(${expression({ kind: "List", of: scope.world.choices.pick(scope.world.pool) }, scope, size - 1)})`,
  (_, scope, size) => `string.length(${expression({ kind: "String" }, scope, size - 1)})`,
  (type, scope, size) => `int.sum(${expression({ kind: "List", of: type }, scope, size - 1)})`,
  (_, scope, size) => {
    const type = scope.world.choices.pick(scope.world.pool);
    const items = expression({ kind: "List", of: type }, scope, size - 1);
    return `list.count(${items}, ${functionValue([type], { kind: "Bool" }, scope, size - 1, false)})`;
  },
  () => "tools.limit",
];

export const floats: readonly Maker[] = [
  ...ofBoth,
  (_, scope, size) => `int.to_float(${expression(int, scope, size - 1)} % 1_000)`,
  (_, scope, size) =>
    `list.fold(${expression({ kind: "List", of: float }, scope, size - 1)}, 0.0, fn(a, b) { a + b })`,
];
