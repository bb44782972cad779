import type { Type } from "../typed.js";
import type { TypeStore } from "./store.js";
import { open, prune, publicConstraint, type Term, type Ty, Variable } from "./type.js";

/** A type with what is bound put in the place of variables; shared parts stay shared. */
export function close(store: TypeStore, type: Ty): Ty {
  const at = prune(type);
  if (at instanceof Variable || !(at.flags & open)) return at;
  if (at.closed) return at.closed;
  const items = at.items.map((item) => close(store, item));
  let closed = store.term(at.of, items);
  if (at.alias)
    closed = store.aliased(closed, {
      symbol: at.alias.symbol,
      items: at.alias.items.map((item) => close(store, item)),
    });
  if (!(closed.flags & open)) at.closed = closed;
  return closed;
}

/** The form that the typed tree has of a type without open variables. */
export function settle(store: TypeStore, type: Ty): Type {
  const at = close(store, type);
  if (at instanceof Variable) throw new Error("a type is still open");
  at.plain.settled ??= makeSettled(store, at.of, at.items);
  return at.plain.settled;
}

function makeSettled(store: TypeStore, of: Term["of"], items: readonly Ty[]): Type {
  const settled = items.map((item) => settle(store, item));
  switch (of.kind) {
    case "named":
      return { kind: "named", name: of.symbol!.name, arguments: settled };
    case "function":
      return { kind: "function", parameters: settled.slice(0, -1), result: settled.at(-1)! };
    case "rigid":
      return { kind: "variable", name: of.name, constraint: publicConstraint(of.constraints) };
    default:
      return { kind: "tuple", items: settled };
  }
}
