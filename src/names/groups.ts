/**
 * Strongly connected components in the order of dependency, by Tarjan's algorithm (1972) with a stack of its own, so that long
 * chains of declarations need none of the machine's. Components and their members keep the order of `nodes` where they can.
 */
export function components<Node>(nodes: readonly Node[], targets: (node: Node) => Iterable<Node>): Node[][] {
  const found: Node[][] = [];
  const index = new Map<Node, number>();
  const low = new Map<Node, number>();
  const open: Node[] = [];
  const isOpen = new Set<Node>();
  const enter = (node: Node) => {
    index.set(node, index.size);
    low.set(node, index.get(node)!);
    open.push(node);
    isOpen.add(node);
    return { node, left: targets(node)[Symbol.iterator]() };
  };
  const order = new Map(nodes.map((node, at) => [node, at]));
  for (const root of nodes) {
    if (index.has(root)) continue;
    const frames = [enter(root)];
    while (frames.length > 0) {
      const { node, left } = frames.at(-1)!;
      const next = left.next();
      if (!next.done) {
        if (!index.has(next.value)) frames.push(enter(next.value));
        else if (isOpen.has(next.value)) low.set(node, Math.min(low.get(node)!, index.get(next.value)!));
        continue;
      }
      frames.pop();
      const above = frames.at(-1);
      if (above) low.set(above.node, Math.min(low.get(above.node)!, low.get(node)!));
      if (low.get(node) !== index.get(node)) continue;
      const members = open.splice(open.lastIndexOf(node));
      for (const member of members) isOpen.delete(member);
      found.push(members.sort((a, b) => order.get(a)! - order.get(b)!));
    }
  }
  return found;
}
