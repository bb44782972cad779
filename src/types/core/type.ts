import type { TypeSymbol } from "../../names/index.js";
import type { Constraint, Type } from "../typed.js";
import type { Wait } from "../waiting/wait.js";

/**
 * Types while they are inferred: terms over type constructors, with variables that unification binds. Terms without open variables
 * are interned by their store, so that two of them are equal exactly where their numbers are, and large types are shared.
 */
export type Ty = Variable | Term;

/** What a term is made by. Two terms are of one constructor exactly where the objects are the same. */
export interface TypeConstructor {
  readonly kind: "named" | "tuple" | "function" | "rigid" | "error";
  /** For keys of the store. */
  readonly id: number;
  /** For `named`. */
  readonly symbol: TypeSymbol | undefined;
  /** For `rigid`: as written, or made when the declaration is done. */
  name: string;
  /** For `rigid`: what it is known to allow. */
  readonly constraints: Constraints;
  /** For `rigid`: whether the user wrote it, and at which depth of `let` it belongs. */
  readonly written: boolean;
  readonly level: number;
}

/** Bits of what a variable has to allow; `number` implies `comparable`. */
export type Constraints = number;
export const unconstrained: Constraints = 0;
export const comparable: Constraints = 1;
export const number: Constraints = 2 | comparable;
export const appendable: Constraints = 4;

/** Bits of what stands inside a term. */
export const open = 1;
export const generic = 2;
export const broken = 4;

/** A type constructor with its arguments; of a function the parameters and then the result. */
export class Term {
  readonly of: TypeConstructor;
  readonly items: readonly Ty[];
  /** `open`: has a variable; `generic`: has a rigid one; `broken`: has an error. */
  readonly flags: number;
  /** Equal for equal types without open variables; below 0 for others. */
  readonly id: number;
  /** The alias that it was written by. */
  readonly alias: Alias | undefined;
  /** The same type as nobody wrote it by an alias. */
  readonly plain: Term;
  /** How many types it is made of, itself included, shared ones as often as they stand there; of an open type at least so many. */
  size: number;
  /** How many types it is from here to the innermost one, itself included; of an open type at least so many. */
  height: number;
  /** The last walk that has been here; so that a walk sees a shared part once. */
  mark = 0;
  /** The same type without variables, once all that it has are bound to such types. */
  closed: Term | undefined = undefined;
  /** The form that the typed tree has. */
  settled: Type | undefined = undefined;

  constructor(
    of: TypeConstructor,
    items: readonly Ty[],
    flags: number,
    id: number,
    alias?: Alias,
    plain?: Term,
  ) {
    this.of = of;
    this.items = items;
    this.flags = flags;
    this.id = id;
    this.alias = alias;
    this.plain = plain ?? this;
    let size = 1;
    let height = 0;
    for (const item of items) {
      const at = prune(item);
      if (at instanceof Variable) size++;
      else {
        size += at.size;
        if (at.height > height) height = at.height;
      }
    }
    this.size = Math.min(size, immense);
    this.height = height + 1;
  }

  /** Notes a size that an open type is found to have. */
  resize(size: number, height: number): void {
    this.size = Math.min(size, immense);
    this.height = height;
  }
}

/** Sizes grow exponentially where parts are shared; beyond this one they all are the same. */
const immense = 1e9;

export interface Alias {
  readonly symbol: TypeSymbol;
  readonly items: readonly Ty[];
}

/** A type that is not known yet. Levels are Rémy's: the depth of `let` that it belongs to. */
export class Variable {
  link: Ty | undefined = undefined;
  level: number;
  constraints: Constraints;
  /** What becomes possible once it is known. */
  waits: readonly Wait[] | undefined = undefined;
  mark = 0;

  constructor(level: number, constraints: Constraints = unconstrained) {
    this.level = level;
    this.constraints = constraints;
  }
}

/** The type behind bound variables; shortens the way there. */
export function prune(type: Ty): Ty {
  let at = type;
  while (at instanceof Variable && at.link) at = at.link;
  if (type !== at) {
    let from = type;
    while (from instanceof Variable && from.link && from.link !== at) {
      const next: Ty = from.link;
      from.link = at;
      from = next;
    }
  }
  return at;
}

let walks = 0;

/** A number for a new walk over types, see `mark`. */
export function newWalk(): number {
  walks++;
  return walks;
}

/** The constraint that a name of a variable carries, as in Elm: `number`, `comparable2`, `appendable`, `compappend`. */
export function constraintsOfName(name: string): Constraints {
  const [, word] = /^(number|comparable|appendable|compappend)\d*$/.exec(name) ?? [];
  if (word === "number") return number;
  if (word === "comparable") return comparable;
  if (word === "appendable") return appendable;
  return word === undefined ? unconstrained : appendable | comparable;
}

/** The word for constraints, with which names of such variables begin. */
export function wordOf(constraints: Constraints): string | undefined {
  if (constraints === unconstrained) return undefined;
  if (constraints & 2) return "number";
  if (constraints & appendable) return constraints & comparable ? "compappend" : "appendable";
  return "comparable";
}

/** Constraints as the typed tree has them; `compappend` is there an `appendable`. */
export function publicConstraint(constraints: Constraints): Constraint | undefined {
  const word = wordOf(constraints);
  return word === "compappend" ? "appendable" : (word as Constraint | undefined);
}
