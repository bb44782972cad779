import type { TypedPattern } from "../../../src/types/typed";
import type { Data, Tuple, Value } from "./values";

/** Binds what the pattern names, or says false where the value does not match. */
export function matches(pattern: TypedPattern, value: Value, bind: Map<number, Value>): boolean {
  switch (pattern.kind) {
    case "wildcard":
      return true;
    case "variable":
      bind.set(pattern.id, value);
      return true;
    case "int":
    case "string":
    case "bool":
      return pattern.value === value;
    case "constructor": {
      const data = value as Data;
      return (
        data.constructor_ === pattern.constructor_ &&
        pattern.arguments.every((argument, index) => matches(argument, data.get(index), bind))
      );
    }
    case "tuple":
      return pattern.items.every((item, index) =>
        matches(item, (value as Tuple).items[index] as Value, bind),
      );
    case "list": {
      const items = value as readonly Value[];
      const { length } = pattern.items;
      if (pattern.rest ? items.length < length : items.length !== length) return false;
      if (!pattern.items.every((item, index) => matches(item, items[index] as Value, bind))) return false;
      return !pattern.rest || matches(pattern.rest, items.slice(length), bind);
    }
    case "alternatives":
      return pattern.options.some((option) => matches(option, value, bind));
    case "as":
      bind.set(pattern.id, value);
      return matches(pattern.pattern, value, bind);
  }
}
