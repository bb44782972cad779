import type { Scope } from "./scope";
import type { Type } from "./types";

/** The smallest way to write a value of the type. */
export function literalOf(type: Type, scope: Scope): string {
  const { choices, users } = scope.world;
  const inner = (of: Type): string => literalOf(of, scope);
  switch (type.kind) {
    case "Int":
      return choices.pick(["0", "1", "2", "3", "5", "10", "-1", "-4", "9_007_199_254_740_993", "0xff"]);
    case "Float":
      return choices.pick(["0.0", "1.0", "0.5", "-2.5", "1e16", "1e-7", "3.25", "1e308"]);
    case "String":
      return choices.pick(['""', '"a"', '"kit"', '"é🎈"', '"\\$ \\"q\\""', '"tab\\t"']);
    case "Bool":
      return choices.pick(["false", "true"]);
    case "Unit":
      return "()";
    case "List":
      return `[${choices.list(0, 3, () => inner(type.of)).join(", ")}]`;
    case "Option":
      return choices.chance(50) ? `Some(${inner(type.of)})` : "None";
    case "Result":
      return choices.chance(70) ? `Ok(${inner(type.of)})` : `Error(${inner(type.error)})`;
    case "Dict":
      return choices.chance(50)
        ? `dict.from_list([(${inner(type.key)}, ${inner(type.of)})])`
        : "dict.from_list([])";
    case "Tuple":
      return `(${type.items.map(inner).join(", ")})`;
    case "User": {
      const user = users.find((each) => each.name === type.name)!;
      const variant = user.constructors[0]!;
      if (variant.fields.length === 0) return variant.name;
      return `${variant.name}(${variant.fields.map((field) => `${field.name}: ${inner(field.type)}`).join(", ")})`;
    }
    case "Failure":
      return 'Failure(kind: failure.Failed, message: "made", trace: [])';
  }
}
