import { builtin } from "../../names/index.js";
import { factsOf } from "../definitions/facts.js";
import {
  appendable,
  type Constraints,
  comparable,
  newWalk,
  prune,
  type Term,
  type Ty,
  Variable,
} from "./type.js";

/**
 * Whether a type allows what constraints ask for; gives the part that does not. Variables get the constraints, by `ask`.
 * Comparable is everything without a function inside; parameters that no data of a type depends on do not count.
 */
export function checkConstraints(
  constraints: Constraints,
  type: Ty,
  ask: (variable: Variable, constraints: Constraints) => void,
): Ty | undefined {
  const walk = newWalk();
  const stack: { readonly type: Ty; readonly asked: Constraints }[] = [{ type, asked: constraints }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const at = prune(next.type);
    const { asked } = next;
    if (at instanceof Variable) {
      const all = at.constraints | asked;
      if (all & 2 && all & appendable) return at;
      if (all !== at.constraints) ask(at, asked);
      continue;
    }
    if (at.mark === walk || at.of.kind === "error") continue;
    at.mark = walk;
    if (!allows(at, asked)) return at;
    if (asked & comparable) for (const item of dataOf(at)) stack.push({ type: item, asked: comparable });
  }
  return undefined;
}

/** Whether the outermost constructor of a type allows what is asked. */
function allows(term: Term, asked: Constraints): boolean {
  const { kind, symbol, constraints } = term.of;
  if (kind === "rigid") return (constraints & asked) === asked;
  if (asked & 2) return symbol === builtin.int || symbol === builtin.float;
  if (asked & appendable) return symbol === builtin.string || symbol === builtin.list;
  return kind !== "function" && !(symbol && factsOf(symbol).function);
}

/** The arguments of a type that its data depends on. */
function dataOf(term: Term): readonly Ty[] {
  const { symbol } = term.of;
  if (!symbol) return term.items;
  const { relevant } = factsOf(symbol);
  return term.items.filter((_, at) => relevant[at]);
}
