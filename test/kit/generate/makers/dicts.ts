import { expression, type Maker } from "../expressions";
import { functionValue } from "../functions";
import { literalOf } from "../literals";
import type { Type } from "../types";

type DictType = Type & { kind: "Dict" };

export const dicts: readonly Maker[] = [
  literalOf,
  (type, scope, size) => {
    const { key, of } = type as DictType;
    return `dict.from_list(${expression({ kind: "List", of: { kind: "Tuple", items: [key, of] } }, scope, size - 1)})`;
  },
  (type, scope, size) => {
    const { key, of } = type as DictType;
    return `dict.insert(${expression(type, scope, size - 1)}, ${expression(key, scope, size - 1)}, ${expression(of, scope, size - 1)})`;
  },
  (type, scope, size) =>
    `dict.merge(${expression(type, scope, size - 1)}, ${expression(type, scope, size - 1)})`,
  (type, scope, size) =>
    `dict.remove(${expression(type, scope, size - 1)}, ${expression((type as DictType).key, scope, 1)})`,
  (type, scope, size) => {
    const { key, of } = type as DictType;
    const item = scope.world.choices.pick(scope.world.pool);
    return `dict.map_values(${expression({ kind: "Dict", key, of: item }, scope, size - 1)}, ${functionValue([key, item], of, scope, size - 1, true)})`;
  },
  (type, scope, size) => {
    const { key, of } = type as DictType;
    return `dict.filter(${expression(type, scope, size - 1)}, ${functionValue([key, of], { kind: "Bool" }, scope, size - 1, false)})`;
  },
  (type, scope, size) => {
    const { key, of } = type as DictType;
    if (of.kind !== "List") return undefined;
    return `list.group_by(${expression(of, scope, size - 1)}, ${functionValue([of.of], key, scope, size - 1, false)})`;
  },
];
