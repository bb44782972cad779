import { components } from "../names/index.js";
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
  /** Records and sums that are data, by their texts. */
  private readonly sound = new Set<string>();
  /** Types that contain themselves at their own parameters only, as `returnsUnchanged` has it. */
  private readonly unchanged = new Set<TypeDefinition>();
  private readonly irregular = new Map<string, boolean>();

  constructor(private readonly declarations: Declarations) {}

  /** Undefined where the type is data. */
  fault(type: Type): Fault | undefined {
    const text = typeText(type);
    if (!this.known.has(text)) this.known.set(text, this.look(type));
    return this.known.get(text);
  }

  /**
   * Looks at a type and all that it is made of, from the left, with a stack of its own: types may lead on to each other in long chains. Records
   * and sums are looked at once, so that their recursion adds nothing.
   */
  private look(whole: Type): Fault | undefined {
    const seen = new Set<string>();
    const open: { readonly type: Type; readonly part: string }[] = [{ type: whole, part: "" }];
    for (let next = open.pop(); next; next = open.pop()) {
      const { type, part } = next;
      if (type.kind === "function") return { part, reason: "a function, which stays where it was made" };
      if (type.kind === "variable")
        return {
          part,
          reason: `the type variable \`${type.name}\`, and what travels has a concrete type`,
        };
      if (type.kind === "named" && this.declarations.definition(type.name)) {
        const text = typeText(type);
        if (seen.has(text) || this.sound.has(text)) continue;
        seen.add(text);
        if (this.containsItselfElsewhere(type.name)) {
          const reason = `the type \`${type.name.name}\`, which contains itself at other arguments and so has no one form on the wire`;
          return { part, reason };
        }
      }
      for (const inner of this.partsOf(type).reverse())
        open.push({ type: inner.type, part: joined(part, inner.part) });
    }
    for (const text of seen) this.sound.add(text);
    return undefined;
  }

  /** The types that a type is made of, with what they are in it. */
  private partsOf(type: Type): { readonly type: Type; readonly part: string }[] {
    if (type.kind === "tuple")
      return type.items.map((item, index) => ({ type: item, part: `item ${index + 1} of the tuple` }));
    if (type.kind !== "named") return [];
    if (!this.declarations.definition(type.name))
      return type.arguments.map((item, index) => ({ type: item, part: builtinPart(type, index) }));
    return this.declarations
      .constructors(type)
      .flatMap((made) =>
        made.fields.map((field) => ({ type: field.type, part: `\`${field.name}\` of \`${made.name}\`` })),
      );
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
      !this.returnsUnchanged(start) &&
      this.returnsChanged({ start, seen: new Set() }, start, identity(start), new Set([key]));
    this.irregular.set(key, answer);
    return answer;
  }

  /**
   * Whether the types that a type comes back to itself through mention each other at their own parameters, one by one in their order. It is what
   * recursive types do nearly always, and is told of a whole group of them at once.
   */
  private returnsUnchanged(start: TypeDefinition): boolean {
    const mentioned = (one: TypeDefinition) => mentionsOf(one).flatMap(({ name }) => this.undecided(name));
    for (const group of this.unchanged.has(start) ? [] : components([start], mentioned)) {
      const members = new Set(group);
      const plain = group.every((one) =>
        mentionsOf(one).every((type) => {
          const target = this.declarations.definition(type.name);
          return !target || !members.has(target) || isAtParametersOf(one, type, target);
        }),
      );
      if (plain) for (const one of group) this.unchanged.add(one);
    }
    return this.unchanged.has(start);
  }

  private undecided(name: QualifiedName): readonly TypeDefinition[] {
    const definition = this.declarations.definition(name);
    return definition && !this.unchanged.has(definition) ? [definition] : [];
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

/** The types that a type's fields name, those within others too. */
function mentionsOf(definition: TypeDefinition): readonly (Type & { kind: "named" })[] {
  const found: (Type & { kind: "named" })[] = [];
  const visit = (type: Type): void => {
    if (type.kind === "tuple") type.items.forEach(visit);
    else if (type.kind === "function") [...type.parameters, type.result].forEach(visit);
    else if (type.kind === "named") {
      found.push(type);
      type.arguments.forEach(visit);
    }
  };
  for (const made of definition.constructors) for (const field of made.fields) visit(field.type);
  return found;
}

/** Whether a type mentions another with its own parameters for the other's, in their order. */
function isAtParametersOf(
  from: TypeDefinition,
  { arguments: given }: Type & { kind: "named" },
  target: TypeDefinition,
): boolean {
  return (
    target.parameters.length === from.parameters.length &&
    given.every((one, index) => one.kind === "variable" && one.name === from.parameters[index])
  );
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
