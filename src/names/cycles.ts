import { components } from "./groups.js";

/**
 * The cycles of a graph that have no node in common, each as short as any that is left: of modules that import each other in many ways one
 * cycle is told, the one that is read fastest, and another only where no import of the first has to do with it.
 * @returns each cycle from its first node in the order of `nodes`; of equally short ones that with the first node
 */
export function shortestCycles<Node>(
  nodes: readonly Node[],
  targets: (node: Node) => Iterable<Node>,
): Node[][] {
  const found: Node[][] = [];
  let left = [nodes];
  while (left.length > 0) {
    const next: Node[][] = [];
    for (const part of left) {
      const inside = new Set(part);
      const within = (node: Node) => [...targets(node)].filter((target) => inside.has(target));
      for (const group of components(part, within)) {
        const cycle = shortestCycle(group, within);
        if (!cycle) continue;
        found.push(cycle);
        const used = new Set(cycle);
        const rest = group.filter((node) => !used.has(node));
        if (rest.length > 0) next.push(rest);
      }
    }
    left = next;
  }
  const order = new Map(nodes.map((node, at) => [node, at]));
  return found.map((cycle) => fromFirst(cycle, order));
}

/** So many edges are followed before the shortest cycle so far is taken: a ring of thousands of modules has no other. */
const most = 200_000;

/** The shortest cycle within a strongly connected component, by a search in breadth from each of its nodes; undefined where it has none. */
function shortestCycle<Node>(
  group: readonly Node[],
  targets: (node: Node) => readonly Node[],
): Node[] | undefined {
  const alone = group.find((node) => targets(node).includes(node));
  if (alone !== undefined) return [alone];
  const members = new Set(group);
  let shortest: Node[] | undefined;
  let followed = 0;
  for (const start of group) {
    if (shortest && (shortest.length === 2 || followed > most)) break;
    const before = new Map<Node, Node>();
    const depth = new Map([[start, 1]]);
    const queue = [start];
    search: for (const node of queue) {
      const length = depth.get(node)!;
      if (shortest && length >= shortest.length) break;
      for (const target of targets(node)) {
        followed++;
        if (target === start) {
          shortest = [node];
          for (let at = before.get(node); at !== undefined; at = before.get(at)) shortest.push(at);
          shortest.reverse();
          break search;
        }
        if (!members.has(target) || depth.has(target)) continue;
        depth.set(target, length + 1);
        before.set(target, node);
        queue.push(target);
      }
    }
  }
  return shortest;
}

function fromFirst<Node>(cycle: readonly Node[], order: ReadonlyMap<Node, number>): Node[] {
  let first = 0;
  cycle.forEach((node, at) => {
    if (order.get(node)! < order.get(cycle[first]!)!) first = at;
  });
  return [...cycle.slice(first), ...cycle.slice(0, first)];
}

/** Names of a cycle that are told at its beginning and at its end. */
const told = 5;

/** A cycle as a message has it, `a` → `b` → `a`; the middle of a long one is left out. */
export function cycleText(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  const left = names.length - 2 * told;
  if (left < 2) return quoted.join(" → ");
  return [...quoted.slice(0, told), `${left} more`, ...quoted.slice(-told)].join(" → ");
}
