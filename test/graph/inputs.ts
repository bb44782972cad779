import type { Declarations } from "../../src/tree";
import type { Type } from "../../src/types";

/** A small number, from 0 to below the bound. */
export type Draw = (bound: number) => number;

/** Numbers of a seed, by a linear congruence modulo 2³² (Knuth, MMIX's little brother); enough for inputs. */
export function drawing(seed: number): Draw {
  let state = seed >>> 0;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

/** A value of a type in its wire form: Ints from 0 to 5, lists of up to 3. */
export function inputOf(type: Type, declarations: Declarations, draw: Draw): unknown {
  const inner = (of: Type) => inputOf(of, declarations, draw);
  if (type.kind === "tuple") return type.items.length === 0 ? null : type.items.map(inner);
  if (type.kind !== "named") throw new Error("no data");
  const [first, second] = type.arguments;
  switch (type.name.name) {
    case "Int":
      return draw(6);
    case "Float":
      return [0.5, -2.25, 3, 1e300][draw(4)];
    case "Bytes":
      return ["", "SGk="][draw(2)];
    case "Time":
      return ["2024-02-29T12:00:00Z", "1969-12-31T23:59:59.500000Z"][draw(2)];
    case "Json":
      return [null, true, 1, "x", [1.5], { a: [] }][draw(6)];
    case "String":
      return "abc".slice(draw(4));
    case "Bool":
      return draw(2) === 1;
    case "List":
      return Array.from({ length: draw(4) }, () => inner(first!));
    case "Dict":
      return Object.fromEntries(Array.from({ length: draw(4) }, (_, index) => [`k${index}`, inner(second!)]));
    case "Option":
      return draw(3) === 0 ? null : inner(first!);
  }
  const constructors = declarations.constructors(type);
  const made = constructors[draw(constructors.length)];
  if (!made) throw new Error(`no input of ${type.name.name}`);
  const fields = Object.fromEntries(made.fields.map((field) => [field.name, inner(field.type)]));
  if (declarations.definition(type.name)?.form === "record") return fields;
  return made.fields.length === 0 ? made.name : { type: made.name, ...fields };
}
