import { expression, type Maker } from "../expressions";
import { literalOf } from "../literals";
import { same, type Type } from "../types";

const built: Maker = (type, scope, size) => {
  const { choices, users } = scope.world;
  const { name } = type as Type & { kind: "User" };
  const user = users.find((each) => each.name === name)!;
  const variant = choices.pick(user.constructors);
  if (variant.fields.length === 0) return variant.name;
  const labelled = choices.below(variant.fields.length + 1);
  const values = variant.fields.map((field, index) => {
    const value = expression(field.type, scope, size - 1);
    return index < labelled ? value : `${field.name}: ${value}`;
  });
  return `${variant.name}(${values.join(", ")})`;
};

/** `Kit(..local, part: …)` of a record that is in scope. */
const updated: Maker = (type, scope, size) => {
  const { choices, users } = scope.world;
  const { name } = type as Type & { kind: "User" };
  const user = users.find((each) => each.name === name)!;
  const known = scope.locals.filter((each) => same(each.type, type));
  if (user.form !== "record" || known.length === 0) return undefined;
  const field = choices.pick(user.constructors[0]!.fields);
  return `${name}(..${choices.pick(known).name}, ${field.name}: ${expression(field.type, scope, size - 1)})`;
};

export const users: readonly Maker[] = [literalOf, built, built, updated];

export const tuples: readonly Maker[] = [
  literalOf,
  (type, scope, size) =>
    `(${(type as Type & { kind: "Tuple" }).items.map((item) => expression(item, scope, size - 1)).join(", ")})`,
];
