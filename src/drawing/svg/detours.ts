/** An edge between two parts of a region. */
export interface Edge {
  readonly from: string;
  readonly to: string;
}

/** Ranks that edges of a region may pass in all: layout takes time for each of them, and nobody follows more by eye. */
const PASSED = 600;
/** Edges that pass more ranks than this make a detour, the first of these that is enough. */
const LONG = [8, 4, 2, 1] as const;

/**
 * The edges of a large region that do not run down through its ranks but around them. None where the layout can do without. Every part keeps the
 * edges from the rank above it, so its rank stays as it is.
 * @param ranks of parts, by their longest way from the top
 */
export function detoursOf<E extends Edge>(
  edges: readonly E[],
  ranks: ReadonlyMap<string, number>,
): ReadonlySet<E> {
  const passed = ({ from, to }: E) => ranks.get(to)! - ranks.get(from)! - 1;
  const sum = (some: readonly E[]) => some.reduce((total, edge) => total + passed(edge), 0);
  if (sum(edges) <= PASSED) return new Set();
  const long = LONG.find((most) => sum(edges.filter((edge) => passed(edge) <= most)) <= PASSED) ?? 0;
  return new Set(edges.filter((edge) => passed(edge) > long));
}

/** For each part the number of edges on its longest way from the top. Edges have no cycles. */
export function ranksOf(parts: readonly string[], edges: readonly Edge[]): ReadonlyMap<string, number> {
  const into = new Map(parts.map((part) => [part, 0]));
  const out = new Map(parts.map((part) => [part, [] as string[]]));
  for (const { from, to } of edges) {
    into.set(to, into.get(to)! + 1);
    out.get(from)!.push(to);
  }
  const ranks = new Map(parts.map((part) => [part, 0]));
  const open = parts.filter((part) => into.get(part) === 0);
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    for (const next of out.get(part)!) {
      ranks.set(next, Math.max(ranks.get(next)!, ranks.get(part)! + 1));
      into.set(next, into.get(next)! - 1);
      if (into.get(next) === 0) open.push(next);
    }
  }
  return ranks;
}

/** Lanes beside a region at the most; more bundles share them. */
const LANES = 16;

/** Where a detour runs. */
export interface Lane<E> {
  /** From 0, outwards. */
  readonly number: number;
  /** The longest of its bundle, which the others join: those to the same part run into it, those from the same part out of it. */
  readonly trunk: E;
  readonly bundle: "to" | "from";
}

/** A lane for each detour: those that end at one part have one in common, and those that begin at one. Bundles beside each other have different ones. */
export function lanesOf<E extends Edge>(
  detours: ReadonlySet<E>,
  ranks: ReadonlyMap<string, number>,
): ReadonlyMap<E, Lane<E>> {
  const top = ({ from }: E) => ranks.get(from)!;
  const bottom = ({ to }: E) => ranks.get(to)!;
  const ending = grouped(detours, ({ to }) => to);
  const bundles = grouped(detours, ({ from, to }) =>
    ending.get(to)!.length > 1 ? `to ${to}` : `from ${from}`,
  );
  const reaches = [...bundles].map(([name, edges]) => {
    const trunk = edges.toSorted((a, b) => bottom(b) - top(b) - (bottom(a) - top(a)))[0]!;
    return { edges, trunk, bundle: name.startsWith("to ") ? ("to" as const) : ("from" as const) };
  });
  const ends: number[] = [];
  const lanes = new Map<E, Lane<E>>();
  for (const { edges, trunk, bundle } of reaches.sort((a, b) => top(a.trunk) - top(b.trunk))) {
    const free = ends.findIndex((end) => end < top(trunk));
    const number = free >= 0 ? free : ends.length < LANES ? ends.length : lanes.size % LANES;
    ends[number] = Math.max(bottom(trunk), ends[number] ?? 0);
    for (const edge of edges) lanes.set(edge, { number, trunk, bundle });
  }
  return lanes;
}

function grouped<E>(all: Iterable<E>, keyOf: (one: E) => string): ReadonlyMap<string, readonly E[]> {
  const groups = new Map<string, E[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}
