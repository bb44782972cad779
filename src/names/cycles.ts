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

/** The shortest cycle within a strongly connected component, by a search in breadth from each of its nodes; undefined where it has none. */
function shortestCycle<Node>(
  group: readonly Node[],
  targets: (node: Node) => readonly Node[],
): Node[] | undefined {
  const members = new Set(group);
  let shortest: Node[] | undefined;
  for (const start of group) {
    const before = new Map<Node, Node>();
    const depth = new Map([[start, 1]]);
    const queue = [start];
    search: for (const node of queue) {
      const length = depth.get(node)!;
      if (shortest && length >= shortest.length) break;
      for (const target of targets(node)) {
        if (target === start) {
          shortest = [node];
          for (let at = before.get(node); at !== undefined; at = before.get(at)) shortest.unshift(at);
          break search;
        }
        if (!members.has(target) || depth.has(target)) continue;
        depth.set(target, length + 1);
        before.set(target, node);
        queue.push(target);
      }
    }
    if (shortest?.length === 1) break;
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
