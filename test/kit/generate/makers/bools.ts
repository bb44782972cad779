import { expression, type Maker } from "../expressions";
import { functionValue } from "../functions";
import { literalOf } from "../literals";
import { bool } from "../types";

const compared: Maker = (_, scope, size) => {
  const { choices, pool } = scope.world;
  const type = choices.pick(pool);
  const operator = choices.pick(["==", "<", ">=", "!=", "<=", ">"]);
  return `(${expression(type, scope, size - 1)} ${operator} ${expression(type, scope, size - 1)})`;
};

export const bools: readonly Maker[] = [
  literalOf,
  compared,
  compared,
  compared,
  (type, scope, size) => `(${expression(type, scope, size - 1)} && ${expression(type, scope, size - 1)})`,
  (type, scope, size) => `(${expression(type, scope, size - 1)} || ${expression(type, scope, size - 1)})`,
  (type, scope, size) => `!(${expression(type, scope, size - 1)})`,
  (_, scope, size) => {
    const type = scope.world.choices.pick(scope.world.pool);
    return `list.contains(${expression({ kind: "List", of: type }, scope, size - 1)}, ${expression(type, scope, size - 1)})`;
  },
  (_, scope, size) => {
    const { choices, pool } = scope.world;
    const type = choices.pick(pool);
    const items = expression({ kind: "List", of: type }, scope, size - 1);
    return `list.${choices.pick(["any", "all"])}(${items}, ${functionValue([type], bool, scope, size - 1, false)})`;
  },
  (_, scope, size) =>
    `option.is_some(${expression({ kind: "Option", of: scope.world.choices.pick(scope.world.pool) }, scope, size - 1)})`,
];
