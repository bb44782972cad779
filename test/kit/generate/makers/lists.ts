import { expression, type Maker } from "../expressions";
import { functionValue } from "../functions";
import { literalOf } from "../literals";
import type { Scope } from "../scope";
import { bool, int, string, type Type } from "../types";

type ListType = Type & { kind: "List" };

function maker(make: (type: ListType, scope: Scope, size: number, item: Type) => string | undefined): Maker {
  return (type, scope, size) =>
    make(type as ListType, scope, size, scope.world.choices.pick(scope.world.pool));
}

const mapped = maker((type, scope, size, item) => {
  const items = expression({ kind: "List", of: item }, scope, size - 1);
  const work = functionValue([item], type.of, scope, size - 1, true);
  return scope.world.choices.chance(40) ? `(${items} |> list.map(${work}))` : `list.map(${items}, ${work})`;
});

/** Most lists that programs make are short; a fan-out of several elements needs one that is not. */
const spread = maker((type, scope, size) => {
  const { choices } = scope.world;
  const items = `list.range(${choices.below(2)}, ${choices.between(2, 6)})`;
  return `list.map(${items}, ${functionValue([int], type.of, scope, size - 1, true)})`;
});

export const lists: readonly Maker[] = [
  literalOf,
  mapped,
  mapped,
  mapped,
  spread,
  spread,
  maker(
    (type, scope, size) =>
      `[${scope.world.choices.list(1, 3, () => expression(type.of, scope, size - 1)).join(", ")}]`,
  ),
  maker(
    (type, scope, size) =>
      `[${expression(type.of, scope, size - 1)}, ..${expression(type, scope, size - 1)}]`,
  ),
  maker(
    (type, scope, size) => `(${expression(type, scope, size - 1)} ++ ${expression(type, scope, size - 1)})`,
  ),
  maker(
    (type, scope, size) =>
      `list.filter(${expression(type, scope, size - 1)}, ${functionValue([type.of], bool, scope, size - 1, true)})`,
  ),
  maker((type, scope, size, item) => {
    const work = functionValue([item], { kind: "Option", of: type.of }, scope, size - 1, true);
    return `list.filter_map(${expression({ kind: "List", of: item }, scope, size - 1)}, ${work})`;
  }),
  maker((type, scope, size, item) => {
    const work = functionValue([item], type, scope, size - 1, true);
    return `list.flat_map(${expression({ kind: "List", of: item }, scope, size - 1)}, ${work})`;
  }),
  maker((type, scope, size, item) => {
    const work = functionValue([int, item], type.of, scope, size - 1, true);
    return `list.index_map(${expression({ kind: "List", of: item }, scope, size - 1)}, ${work})`;
  }),
  maker(
    (type, scope, size) =>
      `list.${scope.world.choices.pick(["take", "drop"])}(${expression(type, scope, size - 1)}, ${expression(int, scope, 1)} % 4)`,
  ),
  maker(
    (type, scope, size) =>
      `list.${scope.world.choices.pick(["reverse", "sort", "unique"])}(${expression(type, scope, size - 1)})`,
  ),
  maker(
    (type, scope, size, item) =>
      `list.sort_by(${expression(type, scope, size - 1)}, ${functionValue([type.of], item, scope, size - 1, false)})`,
  ),
  maker((type, scope, size) =>
    type.of.kind === "List"
      ? `list.chunk(${expression(type.of, scope, size - 1)}, ${expression(int, scope, 1)} % 3)`
      : undefined,
  ),
  maker((type, scope, size) =>
    type.of.kind === "Int" ? `list.range(1, ${expression(int, scope, size - 1)} % 5)` : undefined,
  ),
  maker(
    (type, scope, size) =>
      `dict.values(${expression({ kind: "Dict", key: string, of: type.of }, scope, size - 1)})`,
  ),
  maker(
    (type, scope, size) =>
      `option.values(${expression({ kind: "List", of: { kind: "Option", of: type.of } }, scope, size - 1)})`,
  ),
  maker((type, scope, size) =>
    type.of.kind === "Tuple" && type.of.items.length === 2
      ? `list.zip(${expression({ kind: "List", of: type.of.items[0]! }, scope, size - 1)}, ${expression({ kind: "List", of: type.of.items[1]! }, scope, size - 1)})`
      : undefined,
  ),
];
