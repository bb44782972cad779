import { close } from "./close.js";
import type { TypeStore } from "./store.js";
import { generic, newWalk, open, prune, Term, type Ty, type TypeConstructor, Variable } from "./type.js";

/** A type for all types of its variables. */
export interface Scheme {
  /** Rigid variables, in the order that they appear in. */
  readonly variables: readonly Term[];
  readonly type: Ty;
}

/** The scheme of a type that stands for itself. */
export function monotype(type: Ty): Scheme {
  return { variables: [], type };
}

/** A scheme's type with new variables; `instance` has them. */
export function instantiate(
  store: TypeStore,
  scheme: Scheme,
  level: number,
): { type: Ty; instance: readonly Ty[] } {
  if (scheme.variables.length === 0) return { type: scheme.type, instance: [] };
  const instance = scheme.variables.map((one) => new Variable(level, one.of.constraints));
  return { type: substitute(store, scheme.type, scheme.variables, instance), instance };
}

/** A type with rigid variables replaced; shared parts stay shared. */
export function substitute(store: TypeStore, type: Ty, variables: readonly Term[], by: readonly Ty[]): Ty {
  if (variables.length === 0) return type;
  const replaced = new Map<TypeConstructor, Ty>(variables.map((one, at) => [one.of, by[at]!]));
  const done = new Map<Term, Ty>();
  const walk = (part: Ty): Ty => {
    const at = prune(part);
    if (at instanceof Variable || !(at.flags & (generic | open))) return at;
    if (at.of.kind === "rigid") return replaced.get(at.of) ?? at;
    const known = done.get(at);
    if (known) return known;
    let made = store.term(at.of, at.items.map(walk));
    if (at.alias) made = store.aliased(made, { symbol: at.alias.symbol, items: at.alias.items.map(walk) });
    done.set(at, made);
    return made;
  };
  return walk(type);
}

/** The variables of a type, open ones and rigid ones, in the order that they appear in. */
export function variablesOf(type: Ty): {
  readonly open: readonly Variable[];
  readonly all: readonly (Variable | Term)[];
} {
  const walk = newWalk();
  const all: (Variable | Term)[] = [];
  const stack: Ty[] = [type];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const at = prune(next);
    if (at.mark === walk) continue;
    at.mark = walk;
    if (at instanceof Variable || at.of.kind === "rigid") all.push(at);
    else if (at.flags & (open | generic))
      for (let item = at.items.length - 1; item >= 0; item--) stack.push(at.items[item]!);
  }
  return { open: all.filter((one) => one instanceof Variable), all };
}

/** Makes the variables deeper than `level` rigid, and gives the scheme over these and over `more`. */
export function generalise(
  store: TypeStore,
  type: Ty,
  level: number,
  more: (rigid: Term) => boolean = () => false,
): Scheme {
  const variables: Term[] = [];
  for (const one of variablesOf(type).all) {
    if (one instanceof Term) {
      if (more(one)) variables.push(one);
    } else if (one.level > level) {
      const rigid = store.rigid("", one.constraints, false, level + 1);
      one.link = rigid;
      variables.push(rigid);
    }
  }
  return { variables, type: close(store, type) };
}
