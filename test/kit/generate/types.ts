import type { Choices } from "../choices";

/** Types of generated programs: data only, functions appear as parameters of the library alone. */
export type Type =
  | { readonly kind: "Int" | "Float" | "String" | "Bool" | "Unit" | "Failure" }
  | { readonly kind: "List" | "Option"; readonly of: Type }
  | { readonly kind: "Result"; readonly of: Type; readonly error: Type }
  | { readonly kind: "Dict"; readonly key: Type; readonly of: Type }
  | { readonly kind: "Tuple"; readonly items: readonly Type[] }
  | { readonly kind: "User"; readonly name: string };

export interface Field {
  readonly name: string;
  readonly type: Type;
}

export interface UserType {
  readonly name: string;
  readonly form: "record" | "sum";
  readonly constructors: readonly { readonly name: string; readonly fields: readonly Field[] }[];
}

export const int: Type = { kind: "Int" };
export const float: Type = { kind: "Float" };
export const string: Type = { kind: "String" };
export const bool: Type = { kind: "Bool" };
export const unit: Type = { kind: "Unit" };
export const failure: Type = { kind: "Failure" };

/** As written in a program; equal texts are equal types. */
export function show(type: Type): string {
  switch (type.kind) {
    case "Unit":
      return "()";
    case "List":
    case "Option":
      return `${type.kind}(${show(type.of)})`;
    case "Result":
      return `Result(${show(type.of)}, ${show(type.error)})`;
    case "Dict":
      return `Dict(${show(type.key)}, ${show(type.of)})`;
    case "Tuple":
      return `(${type.items.map(show).join(", ")})`;
    case "User":
      return type.name;
    default:
      return type.kind;
  }
}

export function same(a: Type, b: Type): boolean {
  return show(a) === show(b);
}

/** A type of at most `depth` levels. */
export function drawType(choices: Choices, users: readonly UserType[], depth: number): Type {
  const simple = [int, float, string, bool];
  if (depth === 0 || choices.chance(35)) return choices.pick(simple);
  const inner = (): Type => drawType(choices, users, depth - 1);
  switch (choices.below(users.length > 0 ? 8 : 6)) {
    case 0:
      return { kind: "List", of: inner() };
    case 1:
      return { kind: "Option", of: inner() };
    case 2:
      return { kind: "Tuple", items: [inner(), inner()] };
    case 3:
      return { kind: "Dict", key: drawKey(choices, users), of: inner() };
    case 4:
      return { kind: "Result", of: inner(), error: choices.pick([string, int]) };
    case 5:
      return { kind: "List", of: { kind: "List", of: choices.pick(simple) } };
    default:
      return { kind: "User", name: choices.pick(users).name };
  }
}

function drawKey(choices: Choices, users: readonly UserType[]): Type {
  const enums = users.filter((each) => each.constructors.every((one) => one.fields.length === 0));
  const keys: Type[] = [string, int, float, { kind: "Tuple", items: [int, string] }];
  return choices.pick([...keys, ...enums.map((each): Type => ({ kind: "User", name: each.name }))]);
}

/** Among them names that are keywords, or more, in Python. */
function fieldName(choices: Choices, prefix: string, at: number): string {
  if (!choices.chance(15)) return `${prefix}${at}`;
  return [
    ["class", "self", "theKind"],
    ["from", "count", "name"],
    ["lambda", "index", "value"],
  ][at]![choices.below(3)]!;
}

function typeName(choices: Choices, at: number): string {
  if (!choices.chance(15)) return `Kit${at}`;
  return [
    ["Exception", "Sequence", "Failed"],
    ["Any", "Callable", "Raised"],
    ["True", "Self", "ValueError"],
  ][at]![choices.below(3)]!;
}

/** Records and sums of a program, later ones may have fields of earlier ones; the last is a tree. */
export function drawUserTypes(choices: Choices): UserType[] {
  const users: UserType[] = [];
  for (let index = choices.between(1, 3); index > 0; index--) {
    const fields = (prefix: string, low: number): Field[] =>
      choices.list(low, 3, (at) => ({
        name: fieldName(choices, prefix, at),
        type: drawType(choices, users, 1),
      }));
    const name = typeName(choices, users.length);
    switch (choices.below(3)) {
      case 0:
        users.push({ name, form: "record", constructors: [{ name, fields: fields("part", 1) }] });
        break;
      case 1:
        users.push({
          name,
          form: "sum",
          constructors: choices.list(2, 4, (at) => ({ name: `${name}Case${at}`, fields: fields("item", 0) })),
        });
        break;
      default:
        users.push({
          name,
          form: "sum",
          constructors: choices.list(2, 4, (at) => ({ name: `${name}Plain${at}`, fields: [] })),
        });
    }
  }
  const tree: Type = { kind: "List", of: { kind: "User", name: "Tree" } };
  users.push({
    name: "Tree",
    form: "sum",
    constructors: [
      { name: "Leaf", fields: [{ name: "weight", type: int }] },
      { name: "Branch", fields: [{ name: "trees", type: tree }] },
    ],
  });
  return users;
}
