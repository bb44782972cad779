import { type Declarations, instantiate, qualified, typeText } from "../tree/index.js";
import type { QualifiedName, Type, TypeDefinition } from "../types/typed.js";

/** Why a type is no data: the way from the type to the part, and what that part is. */
export interface Fault {
  /** `prices`, then `of Line`, …; empty where the type itself is the part. */
  readonly part: string;
  readonly reason: string;
}

/**
 * Says which types are data (language reference, "Types"): those without a function inside, without type variables, and without a type
 * that contains itself at other arguments.
 */
export class DataTypes {
  private readonly known = new Map<string, Fault | undefined>();
  private readonly irregular = new Map<string, boolean>();

  constructor(private readonly declarations: Declarations) {}

  /** Undefined where the type is data. */
  fault(type: Type): Fault | undefined {
    const text = typeText(type);
    if (!this.known.has(text)) this.known.set(text, this.look(type, new Set()));
    return this.known.get(text);
  }

  /** `seen` has the records and sums that are being looked at: their recursion adds nothing. */
  private look(type: Type, seen: Set<string>): Fault | undefined {
    switch (type.kind) {
      case "function":
        return { part: "", reason: "a function, which stays where it was made" };
      case "variable":
        return {
          part: "",
          reason: `the type variable \`${type.name}\`, and what travels has a concrete type`,
        };
      case "tuple":
        return this.several(type.items, (index) => `item ${index + 1} of the tuple`, seen);
      case "named": {
        if (!this.declarations.definition(type.name)) {
          return this.several(type.arguments, (index) => builtinPart(type, index), seen);
        }
        const text = typeText(type);
        if (seen.has(text)) return undefined;
        return this.nominal(type, seen.add(text));
      }
    }
  }

  private nominal(type: Type & { kind: "named" }, seen: Set<string>): Fault | undefined {
    if (this.containsItselfElsewhere(type.name)) {
      const name = type.name.name;
      return {
        part: "",
        reason: `the type \`${name}\`, which contains itself at other arguments and so has no one form on the wire`,
      };
    }
    for (const made of this.declarations.constructors(type)) {
      for (const field of made.fields) {
        const fault = this.look(field.type, seen);
        if (fault) return { ...fault, part: joined(`\`${field.name}\` of \`${made.name}\``, fault.part) };
      }
    }
    return undefined;
  }

  private several(
    types: readonly Type[],
    part: (index: number) => string,
    seen: Set<string>,
  ): Fault | undefined {
    for (const [index, type] of types.entries()) {
      const fault = this.look(type, seen);
      if (fault) return { ...fault, part: joined(part(index), fault.part) };
    }
    return undefined;
  }

  private containsItselfElsewhere(name: QualifiedName): boolean {
    const key = qualified(name);
    const known = this.irregular.get(key);
    if (known !== undefined) return known;
    const start = this.declarations.definition(name);
    const answer =
      start !== undefined &&
      // Without parameters there are no other arguments.
      start.parameters.length > 0 &&
      this.returnsChanged({ start, seen: new Set() }, start, identity(start), new Set([key]));
    this.irregular.set(key, answer);
    return answer;
  }

  /**
   * Whether a way of mentions leads from `at`, seen with these arguments, back to the start at arguments that are not its parameters. A type
   * that stands on the way already is not followed: where it grows, it is irregular itself, and what has it as a part is no data for that.
   */
  private returnsChanged(
    search: { readonly start: TypeDefinition; readonly seen: Set<string> },
    at: TypeDefinition,
    variables: ReadonlyMap<string, Type>,
    way: ReadonlySet<string>,
  ): boolean {
    const { start, seen } = search;
    const visit = (type: Type): boolean => {
      if (type.kind === "tuple") return type.items.some(visit);
      if (type.kind === "function") return [...type.parameters, type.result].some(visit);
      if (type.kind === "variable") return false;
      if (type.arguments.some(visit)) return true;
      const next = this.declarations.definition(type.name);
      if (!next) return false;
      const items = type.arguments.map((each) => instantiate(each, variables));
      if (next === start) return items.some((each, index) => typeText(each) !== start.parameters[index]);
      const key = qualified(type.name);
      const instance = `${key} ${items.map(typeText).join()}`;
      if (way.has(key) || seen.has(instance)) return false;
      seen.add(instance);
      const inner = new Map(next.parameters.map((name, index) => [name, items[index] as Type]));
      return this.returnsChanged(search, next, inner, new Set([...way, key]));
    };
    return at.constructors.some((made) => made.fields.some((field) => visit(field.type)));
  }
}

/** A part of a type that has no declaration, by the place of its argument. */
function builtinPart({ name, arguments: { length } }: Type & { kind: "named" }, index: number): string {
  if (length === 2) return index === 0 ? "a key of the Dict" : "a value of the Dict";
  return `an element of the ${name.name}`;
}

function identity(definition: TypeDefinition): ReadonlyMap<string, Type> {
  return new Map(
    definition.parameters.map((name) => [name, { kind: "variable", name, constraint: undefined } as const]),
  );
}

function joined(outer: string, inner: string): string {
  if (outer === "" || inner === "") return outer + inner;
  return `${inner} in ${outer}`;
}
