import { reported, type Type } from "../typed.js";
import type { TypeStore } from "./store.js";
import { open, prune, publicConstraint, type Term, type Ty, Variable } from "./type.js";

/**
 * A type with what is bound put in the place of variables; shared parts stay shared. Variables that are open are given to `decide`, which
 * may bind them.
 */
export function close(store: TypeStore, type: Ty, decide?: (variable: Variable) => void): Ty {
  /** What stays open; what is closed is remembered by the terms themselves. */
  let kept: Map<Term, Ty> | undefined;
  const walk = (part: Ty): Ty => {
    let at = prune(part);
    if (at instanceof Variable) {
      if (!decide) return at;
      decide(at);
      at = prune(at);
    }
    if (at instanceof Variable || !(at.flags & open)) return at;
    const known = at.closed ?? kept?.get(at);
    if (known) return known;
    let closed = store.term(at.of, at.items.map(walk));
    if (at.alias)
      closed = store.aliased(closed, { symbol: at.alias.symbol, items: at.alias.items.map(walk) });
    if (!(closed.flags & open)) at.closed = closed;
    else {
      kept ??= new Map();
      kept.set(at, closed);
    }
    return closed;
  };
  return walk(type);
}

/**
 * The same type, without variables where those near its top are all bound: what is built on it later then needs no walk through it. Looks
 * no deeper, so that a type that stays open costs nothing.
 */
export function closeTop(store: TypeStore, type: Ty, depth = 3): Ty {
  const at = prune(type);
  if (at instanceof Variable || !(at.flags & open) || depth === 0) return at;
  at.closed ??= closedItems(store, at, depth);
  return at.closed ?? at;
}

function closedItems(store: TypeStore, { of, items, alias }: Term, depth: number): Term | undefined {
  const closed: Ty[] = [];
  for (const item of items) {
    const one = closeTop(store, item, depth - 1);
    if (one instanceof Variable || one.flags & open) return undefined;
    closed.push(one);
  }
  const made = store.term(of, closed);
  return alias
    ? store.aliased(made, { symbol: alias.symbol, items: alias.items.map((item) => close(store, item)) })
    : made;
}

/** The form that the typed tree has of a type without open variables. */
export function settle(at: Term): Type {
  at.plain.settled ??= makeSettled(at);
  return at.plain.settled;
}

function makeSettled({ of, items }: Term): Type {
  const settled = items.map((item) => settle(item as Term));
  switch (of.kind) {
    case "named":
      return { kind: "named", name: of.symbol!.name, arguments: settled };
    case "function":
      return { kind: "function", parameters: settled.slice(0, -1), result: settled.at(-1)! };
    case "rigid":
      return { kind: "variable", name: of.name, constraint: publicConstraint(of.constraints) };
    case "error":
      return reported;
    case "tuple":
      return { kind: "tuple", items: settled };
  }
}
