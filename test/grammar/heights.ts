import { type Production, type Rules, within } from "./ebnf";

/** The least number of rules below each production, by a fixed point. */
export function heights(rules: Rules): (production: Production) => number {
  const known = new Map<Production, number>();
  const heightOf = (production: Production): number => known.get(production) ?? Number.POSITIVE_INFINITY;
  const all = [...rules.values()].flatMap((rule) => [...within(rule)].reverse());
  for (let changed = true; changed; ) {
    changed = false;
    for (const production of all) {
      const height = measure(production, rules, heightOf);
      if (height < heightOf(production)) {
        known.set(production, height);
        changed = true;
      }
    }
  }
  return heightOf;
}

function measure(production: Production, rules: Rules, of: (inner: Production) => number): number {
  switch (production.kind) {
    case "rule": {
      const target = rules.get(production.name);
      return target ? 1 + of(target) : 0;
    }
    case "sequence":
      return Math.max(...production.items.map(of));
    case "choice":
      return Math.min(...production.options.map(of));
    case "macro":
      return production.name === "list" ? 0 : of(production.item);
    default:
      return 0;
  }
}
