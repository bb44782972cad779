import { generic, newWalk, open, prune, type Term, type Ty, Variable } from "./type.js";

/*
 * Bounds of types. Sharing keeps a type small here that is exponential as text: `let b = (a, a)`, `let c = (b, b)`, and so on. But the phases
 * behind inference, messages, the generated Python and whoever reads them see the text.
 */

/** Names, tuples and functions in one type as it is written in full. */
export const maximumParts = 50_000;

/** Types within types; more than brackets nest. */
export const maximumLevels = 250;

/** Which bound a type passes, as messages name it. */
export type Excess = "parts" | "levels";

/** Which bound a type passes by what is known of its size: of an open type what it was when it was made or last measured. */
export function excess(type: Ty): Excess | undefined {
  const at = prune(type);
  if (at instanceof Variable) return undefined;
  if (at.height > maximumLevels) return "levels";
  return at.size > maximumParts ? "parts" : undefined;
}

/**
 * Walks an open type, each shared part once, and measures it on the way: variables may have been bound to something large since it was made.
 * `visit` sees its variables and rigid variables, and may end the walk with what it finds.
 */
export function measure<Found>(
  term: Term,
  visit: (part: Variable | Term) => Found | undefined,
): Found | Excess | undefined {
  const walk = newWalk();
  // Not deeper than the limit, so that recursion is safe.
  const look = (at: Term, levels: number): Found | Excess | undefined => {
    if (levels > maximumLevels) return "levels";
    at.mark = walk;
    if (at.of.kind === "rigid") return visit(at);
    let size = 1;
    let height = 0;
    for (const item of at.items) {
      const part = prune(item);
      if (part instanceof Variable) {
        size++;
        const found = visit(part);
        if (found !== undefined) return found;
        continue;
      }
      if (part.flags & (open | generic) && part.mark !== walk) {
        const found = look(part, levels + 1);
        if (found !== undefined) return found;
      }
      size += part.size;
      if (part.height > height) height = part.height;
    }
    at.resize(size, height + 1);
    return undefined;
  };
  return term.flags & (open | generic) ? (look(term, 1) ?? excess(term)) : excess(term);
}
