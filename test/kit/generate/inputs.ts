import type { Choices } from "../choices";
import type { Type, UserType } from "./types";

const strings = ["", "a", "kit", "x y", "ß→🎈", 'quo"te', "$", "line\nbreak", "Z"];
const ints = ["0", "1", "2", "3", "7", "-1", "-5", "10", "100", '"9007199254740993"', "9007199254740991"];
const floats = ["0.0", "1.5", "-2.25", "3", "1e300", "0.1", '"NaN"', '"Infinity"', "-0.0", "12345678.9"];

/** JSON of a value of the type, as a user might write it. */
export function drawInput(choices: Choices, type: Type, users: readonly UserType[], depth = 3): string {
  const inner = (of: Type): string => drawInput(choices, of, users, depth - 1);
  const many = (most: number, make: () => string): string[] => choices.list(0, depth <= 0 ? 1 : most, make);
  switch (type.kind) {
    case "Int":
      return choices.pick(ints);
    case "Float":
      return choices.pick(floats);
    case "String":
      return JSON.stringify(choices.pick(strings));
    case "Bool":
      return choices.pick(["false", "true"]);
    case "Unit":
      return "null";
    case "List":
      return `[${many(4, () => inner(type.of)).join(", ")}]`;
    case "Option": {
      const nested = type.of.kind === "Option" || type.of.kind === "Unit";
      if (!choices.chance(60)) return nested ? '"None"' : "null";
      return nested ? `{"type": "Some", "value": ${inner(type.of)}}` : inner(type.of);
    }
    case "Result":
      if (choices.chance(60)) return `{"type": "Ok", "value": ${inner(type.of)}}`;
      return `{"type": "Error", "error": ${inner(type.error)}}`;
    case "Tuple":
      return `[${type.items.map(inner).join(", ")}]`;
    case "Dict":
      return drawDict(choices, type, users, depth);
    case "User": {
      const user = users.find((each) => each.name === type.name)!;
      const variant = depth <= 0 ? user.constructors[0]! : choices.pick(user.constructors);
      const fields = variant.fields.map((field) => `"${field.name}": ${inner(field.type)}`);
      if (user.form === "record") return `{${fields.join(", ")}}`;
      if (fields.length === 0) return `"${variant.name}"`;
      return `{${[`"type": "${variant.name}"`, ...fields].join(", ")}}`;
    }
    case "Failure":
      throw new Error("failures are no input");
  }
}

function drawDict(
  choices: Choices,
  type: Type & { kind: "Dict" },
  users: readonly UserType[],
  depth: number,
): string {
  const pairs = choices.list(0, 3, () => [
    drawInput(choices, type.key, users, depth - 1),
    drawInput(choices, type.of, users, depth - 1),
  ]);
  const distinct = [...new Map(pairs.map(([key, value]) => [key, value]))];
  const user = type.key.kind === "User" ? type.key : undefined;
  if (type.key.kind === "String" || user)
    return `{${distinct.map(([key, value]) => `${key}: ${value}`).join(", ")}}`;
  return `[${distinct.map(([key, value]) => `[${key}, ${value}]`).join(", ")}]`;
}
