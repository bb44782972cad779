import { writeText } from "../text/index.js";
import type { QualifiedName, TypeDefinition, TypedPattern } from "../types/typed.js";

/**
 * A pattern as the algorithm sees it: anything, a head with arguments, or alternatives. Lists are pairs of a first
 * element and the rest. Ids are by place, so that equal ids are the same piece of source text; 0 is "anything".
 */
export type Shape = Anything | Headed | Choice;

interface Anything {
  readonly kind: "any";
  readonly id: 0;
}

interface Headed {
  readonly kind: "head";
  readonly id: number;
  readonly head: Head;
  readonly args: readonly Shape[];
}

export interface Choice {
  readonly kind: "choice";
  readonly id: number;
  readonly options: readonly Option[];
}

/** One alternative of a pattern. */
export interface Option {
  readonly pattern: TypedPattern;
  readonly shape: Shape;
}

/** What a value begins with. Two heads are the same if their keys are. */
export interface Head {
  readonly key: string;
  readonly arity: number;
  /** All heads of the type, in declared order; undefined where there is no end of them. */
  readonly siblings: () => readonly Head[] | undefined;
  /** As it is written. */
  readonly text: string;
}

export interface Types {
  /** The definition of a type with constructors, built-in ones included. */
  definition(name: QualifiedName): TypeDefinition | undefined;
  /** A constructor as the user would write it here: `Percent`, `discount.Percent`. */
  constructorText(of: QualifiedName, name: string): string;
}

export const anything: Anything = { kind: "any", id: 0 };

const endless = (): undefined => undefined;
const truths: readonly Head[] = ["true", "false"].map((text) => ({
  key: text,
  arity: 0,
  siblings: () => truths,
  text,
}));
const lists: readonly Head[] = [
  { key: "[]", arity: 0, siblings: () => lists, text: "[]" },
  { key: "::", arity: 2, siblings: () => lists, text: "::" },
];
const [empty, pair] = lists as [Head, Head];

/** Makes the shapes of one `match`. */
export class Shapes {
  private ids = 0;
  private readonly types: Types;
  private readonly heads = new Map<string, readonly Head[]>();

  constructor(types: Types) {
    this.types = types;
  }

  shape(pattern: TypedPattern): Shape {
    switch (pattern.kind) {
      case "wildcard":
      case "variable":
        return anything;
      case "as":
        return this.shape(pattern.pattern);
      case "int":
        return this.literal(`${pattern.value}`, `${pattern.value}`);
      case "string":
        return this.literal(`"${pattern.value}`, writeText(pattern.value));
      case "bool":
        return this.headed(truths[pattern.value ? 0 : 1]!, []);
      case "constructor":
        return this.headed(this.constructorHead(pattern), pattern.arguments);
      case "tuple":
        return this.headed(tuple(pattern.items.length), pattern.items);
      case "list":
        return this.list(pattern.items, pattern.rest ? this.shape(pattern.rest) : undefined);
      case "alternatives":
        return this.choice(pattern.options);
    }
  }

  private headed(head: Head, args: readonly TypedPattern[]): Shape {
    const shapes = args.map((arg) => this.shape(arg));
    // `(x, y)` takes every pair.
    const takesAll = head.siblings()?.length === 1 && shapes.every((shape) => shape.kind === "any");
    return takesAll ? anything : { kind: "head", id: ++this.ids, head, args: shapes };
  }

  private literal(key: string, text: string): Shape {
    return this.headed({ key, arity: 0, siblings: endless, text }, []);
  }

  private list(items: readonly TypedPattern[], rest: Shape | undefined): Shape {
    let shape: Shape = rest ?? { kind: "head", id: ++this.ids, head: empty, args: [] };
    for (const item of items.toReversed()) {
      shape = { kind: "head", id: ++this.ids, head: pair, args: [this.shape(item), shape] };
    }
    return shape;
  }

  /** Alternatives within alternatives are alternatives of the whole. */
  private choice(patterns: readonly TypedPattern[]): Shape {
    const options = patterns.flatMap((pattern) => {
      const shape = this.shape(pattern);
      return shape.kind === "choice" && pattern.kind !== "as" ? shape.options : [{ pattern, shape }];
    });
    return { kind: "choice", id: ++this.ids, options };
  }

  private constructorHead(pattern: TypedPattern & { kind: "constructor" }): Head {
    const { of, constructor_ } = pattern;
    const key = `${of.module}.${of.name}`;
    let heads = this.heads.get(key);
    if (!heads) {
      const made: Head[] = (this.types.definition(of)?.constructors ?? []).map(({ name, fields }) => ({
        key: name,
        arity: fields.length,
        siblings: () => made,
        text: this.types.constructorText(of, name),
      }));
      heads = made;
      this.heads.set(key, heads);
    }
    return (
      heads.find((head) => head.key === constructor_) ?? {
        key: constructor_,
        arity: pattern.arguments.length,
        siblings: endless,
        text: this.types.constructorText(of, constructor_),
      }
    );
  }
}

function tuple(arity: number): Head {
  const head: Head = { key: "()", arity, siblings: () => [head], text: "" };
  return head;
}
