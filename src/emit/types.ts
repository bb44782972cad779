import { children, type Declarations, typeText } from "../tree/index.js";
import type { Type, TypedExpression } from "../types/typed.js";
import { oneLine } from "./layout.js";
import type { ProgramNames } from "./python/index.js";

/** Types whose constructors every reader knows. */
const known: ReadonlySet<string> = new Set(["Option", "Result"]);

/** Collects the concrete types of a program, each once, and gives the entries of its records and sums. */
export class TypeTable {
  private readonly found = new Map<string, Type>();
  private readonly seen = new Set<string>();

  constructor(
    private readonly declarations: Declarations,
    private readonly names: ProgramNames,
  ) {}

  /** The text of a type; what it is made of gets its entries. */
  add(type: Type): string {
    // Types may lead on to each other in chains that are longer than the stack is deep.
    const open = [type];
    for (let next = open.pop(); next; next = open.pop()) {
      const text = typeText(next);
      if (this.seen.has(text)) continue;
      this.seen.add(text);
      if (next.kind === "tuple") for (const item of next.items) open.push(item);
      if (next.kind !== "named") continue;
      const constructors = this.declarations.constructors(next);
      const isKnown = next.name.module === "" && known.has(next.name.name);
      if (constructors.length > 0 && !isKnown) this.found.set(text, next);
      else for (const argument of next.arguments) open.push(argument);
      if (isKnown) continue;
      for (const each of constructors) for (const field of each.fields) open.push(field.type);
    }
    return typeText(type);
  }

  /** The entries of all types added so far, sorted by their texts. */
  entries(): Record<string, unknown> {
    const texts = [...this.found.keys()].sort();
    return Object.fromEntries(
      texts.map((text) => [text, this.entry(this.found.get(text) as Type & { kind: "named" })]),
    );
  }

  private entry(type: Type & { kind: "named" }): unknown {
    const { names } = this;
    const constructors = this.declarations.constructors(type).map((each) => {
      const named = { name: each.name, python: names.constructor_(type.name, each.name) };
      if (each.fields.length === 0) return oneLine({ ...named, fields: [] });
      const fields = each.fields.map((field) =>
        oneLine({
          name: field.name,
          python: names.field(type.name, each.name, field.name),
          type: typeText(field.type),
        }),
      );
      return { ...named, fields };
    });
    return { form: this.declarations.definition(type.name)?.form, constructors };
  }
}

const conversions: ReadonlySet<string> = new Set(["encode", "decode", "from", "to"]);

/** The types that the `json` functions turn in an expression. */
export function convertedTypes(expression: TypedExpression): readonly Type[] {
  const isConversion =
    expression.kind === "function" &&
    expression.name.module === "json" &&
    conversions.has(expression.name.name);
  return [...(isConversion ? expression.instance : []), ...children(expression).flatMap(convertedTypes)];
}
