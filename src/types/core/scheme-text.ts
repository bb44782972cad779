import type { TypeSymbol } from "../../names/index.js";
import type { Scheme } from "./scheme.js";
import { prune, Term, type Ty } from "./type.js";

/**
 * A scheme as a text that is equal for equal ones: variables with names and constraints, aliases as they were written beside what they stand
 * for. Parts that are shared stand in it once.
 * @param naming what stands for a declared type
 */
export function schemeText(scheme: Scheme, naming: (symbol: TypeSymbol) => string): string {
  const seen = new Map<Ty, number>();
  const list = (items: readonly Ty[]): string => items.map(text).join();
  const text = (type: Ty): string => {
    const at = prune(type);
    if (!(at instanceof Term)) return "_";
    const { of, items, alias } = at;
    if (of.kind === "rigid") return `${of.name}:${of.constraints}`;
    if (items.length === 0 && !alias) return of.symbol ? naming(of.symbol) : of.kind;
    const known = seen.get(at);
    if (known !== undefined) return `^${known}`;
    seen.set(at, seen.size);
    const written = alias ? `${naming(alias.symbol)}(${list(alias.items)})=` : "";
    return `${written}${of.symbol ? naming(of.symbol) : of.kind}(${list(items)})`;
  };
  return `${list(scheme.variables)}. ${text(scheme.type)}`;
}
