import type { Type } from "../types/typed.js";

/** A type as the language and the descriptor write it: names with their module, blanks after commas only. */
export function typeText(type: Type): string {
  switch (type.kind) {
    case "named": {
      const name = type.name.module === "" ? type.name.name : `${type.name.module}.${type.name.name}`;
      return type.arguments.length === 0 ? name : `${name}(${type.arguments.map(typeText).join(", ")})`;
    }
    case "tuple":
      return `(${type.items.map(typeText).join(", ")})`;
    case "function":
      return `fn(${type.parameters.map(typeText).join(", ")}) -> ${typeText(type.result)}`;
    case "variable":
      return type.name;
  }
}

/** A type with its variables replaced; those that are missing stay. */
export function instantiate(type: Type, variables: ReadonlyMap<string, Type>): Type {
  if (variables.size === 0) return type;
  switch (type.kind) {
    case "named":
      return type.arguments.length === 0
        ? type
        : { ...type, arguments: type.arguments.map((each) => instantiate(each, variables)) };
    case "tuple":
      return { ...type, items: type.items.map((each) => instantiate(each, variables)) };
    case "function":
      return {
        ...type,
        parameters: type.parameters.map((each) => instantiate(each, variables)),
        result: instantiate(type.result, variables),
      };
    case "variable":
      return variables.get(type.name) ?? type;
  }
}

/**
 * Finds what the variables of `general` stand for, so that it is `special`, and adds that to `variables`. False where the two differ in
 * more than that.
 */
export function matchTypes(general: Type, special: Type, variables: Map<string, Type>): boolean {
  const several = (left: readonly Type[], right: readonly Type[]) =>
    left.length === right.length &&
    left.every((each, index) => matchTypes(each, right[index] as Type, variables));
  if (general.kind === "variable") {
    const known = variables.get(general.name);
    if (known) return typeText(known) === typeText(special);
    variables.set(general.name, special);
    return true;
  }
  switch (general.kind) {
    case "named":
      return (
        special.kind === "named" &&
        general.name.name === special.name.name &&
        general.name.module === special.name.module &&
        several(general.arguments, special.arguments)
      );
    case "tuple":
      return special.kind === "tuple" && several(general.items, special.items);
    case "function":
      return (
        special.kind === "function" &&
        several(general.parameters, special.parameters) &&
        matchTypes(general.result, special.result, variables)
      );
  }
}
