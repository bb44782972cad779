import { expression, type Maker } from "../expressions";
import { functionValue } from "../functions";
import { literalOf } from "../literals";
import { bool, int, string, type Type } from "../types";

type OptionType = Type & { kind: "Option" };
type ResultType = Type & { kind: "Result" };

export const options: readonly Maker[] = [
  literalOf,
  (type, scope, size) => `Some(${expression((type as OptionType).of, scope, size - 1)})`,
  (type, scope, size) =>
    `list.at(${expression({ kind: "List", of: (type as OptionType).of }, scope, size - 1)}, ${expression(int, scope, 1)})`,
  (type, scope, size) =>
    `dict.get(${expression({ kind: "Dict", key: string, of: (type as OptionType).of }, scope, size - 1)}, ${expression(string, scope, 1)})`,
  (type, scope, size) => {
    const item = scope.world.choices.pick(scope.world.pool);
    return `option.map(${expression({ kind: "Option", of: item }, scope, size - 1)}, ${functionValue([item], (type as OptionType).of, scope, size - 1, true)})`;
  },
  (type, scope, size) => {
    const item = scope.world.choices.pick(scope.world.pool);
    return `option.then(${expression({ kind: "Option", of: item }, scope, size - 1)}, ${functionValue([item], type, scope, size - 1, true)})`;
  },
  (type, scope, size) => {
    const { of } = type as OptionType;
    return `list.find(${expression({ kind: "List", of }, scope, size - 1)}, ${functionValue([of], bool, scope, size - 1, false)})`;
  },
  (type, scope, size) =>
    `option.or(${expression(type, scope, size - 1)}, ${expression(type, scope, size - 1)})`,
  (type, scope, size) =>
    `result.to_option(${expression({ kind: "Result", of: (type as OptionType).of, error: string }, scope, size - 1)})`,
];

export const results: readonly Maker[] = [
  literalOf,
  (type, scope, size) => `Ok(${expression((type as ResultType).of, scope, size - 1)})`,
  (type, scope, size) => `Error(${expression((type as ResultType).error, scope, size - 1)})`,
  (type, scope, size) => {
    const { of, error } = type as ResultType;
    return `option.to_result(${expression({ kind: "Option", of }, scope, size - 1)}, ${expression(error, scope, size - 1)})`;
  },
  (type, scope, size) => {
    const { of, error } = type as ResultType;
    const item = scope.world.choices.pick(scope.world.pool);
    return `result.map(${expression({ kind: "Result", of: item, error }, scope, size - 1)}, ${functionValue([item], of, scope, size - 1, true)})`;
  },
  (type, scope, size) => {
    const { error } = type as ResultType;
    const item = scope.world.choices.pick(scope.world.pool);
    return `result.then(${expression({ kind: "Result", of: item, error }, scope, size - 1)}, ${functionValue([item], type, scope, size - 1, true)})`;
  },
];
