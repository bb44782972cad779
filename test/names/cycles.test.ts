import { shortestCycles } from "../../src/names/cycles.js";
import { chance } from "../harness/chance.js";

/** The cycles of a graph that is written `a b c, b a`: a node and its targets. */
function cycles(written: string): string[] {
  const edges = new Map(
    written.split(", ").map((line) => [line[0]!, line.slice(1).trim().split(" ").filter(Boolean)]),
  );
  const nodes = [...edges.keys()];
  return shortestCycles(nodes, (node) => edges.get(node) ?? []).map((cycle) => cycle.join(""));
}

test.each<[string, string, string[]]>([
  ["no cycle", "a b c, b c, c", []],
  ["a node by itself", "a a", ["a"]],
  ["of two", "b a, a b", ["ba"]],
  ["the shortest of a component, not that of its first node", "a b, b c, c a d, d c", ["cd"]],
  ["each of two components", "a b, b a, c d, d c", ["ab", "cd"]],
  ["two of a component without a node in common", "a b, b a c, c d, d c a", ["ab", "cd"]],
  ["of two with a node in common one", "a b c, b a, c a", ["ab"]],
  ["a node by itself rather than a longer way", "a b, b b a", ["b"]],
  ["of equal ones that with the first node", "a b, b c, c a d, d b", ["abc"]],
])("%s", (_, written, expected) => {
  expect(cycles(written)).toEqual(expected);
});

const SEED = Number(process.env.SEED ?? 20_261_127);

test(`on random graphs the cycles are cycles, share no node, and leave none (seed ${SEED})`, () => {
  const random = chance(SEED);
  for (let round = 0; round < 400; round++) {
    const size = 1 + random(9);
    const nodes = Array.from({ length: size }, (_, at) => at);
    const edges = nodes.map(() => nodes.filter(() => random(size) === 0));
    const found = shortestCycles(nodes, (node) => edges[node]!);
    const all = found.flat();
    expect(new Set(all).size).toBe(all.length);
    for (const cycle of found) {
      for (const [at, node] of cycle.entries()) expect(edges[node]).toContain(cycle[(at + 1) % cycle.length]);
      expect(cycle[0]).toBe(Math.min(...cycle));
    }
    const rest = nodes.filter((node) => !all.includes(node));
    expect(lengthOfShortest(rest, edges)).toBe(Number.POSITIVE_INFINITY);
    const first = Math.min(...found.map((cycle) => cycle.length), Number.POSITIVE_INFINITY);
    expect(first).toBe(lengthOfShortest(nodes, edges));
  }
});

/** By paths of growing length. */
function lengthOfShortest(nodes: readonly number[], edges: readonly (readonly number[])[]): number {
  for (let length = 1; length <= nodes.length; length++) {
    for (const start of nodes) {
      let reached = new Set([start]);
      for (let step = 0; step < length; step++)
        reached = new Set(
          [...reached].flatMap((node) => edges[node]!.filter((target) => nodes.includes(target))),
        );
      if (reached.has(start)) return length;
    }
  }
  return Number.POSITIVE_INFINITY;
}

test("a ring of ten thousand modules takes no hour", () => {
  const nodes = Array.from({ length: 10_000 }, (_, at) => at);
  const began = performance.now();
  const [ring] = shortestCycles(nodes, (node) => [(node + 1) % nodes.length]);
  expect(ring).toHaveLength(10_000);
  expect(performance.now() - began).toBeLessThan(20_000);
});
