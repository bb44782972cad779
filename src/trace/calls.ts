import { isOurs, type Span } from "./spans.js";

/** A call, a pipeline's frame or a fan-out, with what it started. */
export interface Call {
  readonly name: string;
  /** `function`: within a call of a node; `other`: a span of another tool. */
  readonly form: "session" | "node" | "pipeline" | "function" | "other";
  readonly span: Span;
  /** In order of their start. */
  readonly children: readonly Call[];
}

export interface CallTree {
  /** The calls that nothing in the trace has called: the session, and what hangs below spans that are missing. */
  readonly roots: readonly Call[];
  /** Calls of nodes that have a span, tries of one call counted once, by service. */
  readonly calls: ReadonlyMap<string, number>;
}

const CONSUMER = 5;

/** The session's own call: at the top, or below what started it. */
export function sessionCall(roots: readonly Call[]): Call | undefined {
  return [...roots, ...roots.flatMap(({ children }) => children)].find(({ form }) => form === "session");
}

/** Builds the tree of calls from the spans of a trace, by parent; clocks of different hosts only order siblings. */
export function callTree(spans: readonly Span[]): CallTree {
  const known = new Set(spans.map((span) => span.id));
  const below = new Map<string, Span[]>();
  const tops: Span[] = [];
  for (const span of spans) {
    // A span that names itself as its parent would never end.
    if (span.parent === undefined || !known.has(span.parent) || span.parent === span.id) tops.push(span);
    else {
      const siblings = below.get(span.parent);
      if (siblings) siblings.push(span);
      else below.set(span.parent, [span]);
    }
  }
  return { roots: build([...tops, ...cycles(spans, tops, below)], below), calls: countCalls(spans) };
}

/** One span of each circle of parents, which no top leads to; its parent is forgotten. Only faulty spans have such. */
function cycles(
  spans: readonly Span[],
  tops: readonly Span[],
  below: ReadonlyMap<string, readonly Span[]>,
): Span[] {
  const reached = new Set<Span>();
  const reach = (from: readonly Span[]) => {
    const open = [...from];
    for (let span = open.pop(); span !== undefined; span = open.pop()) {
      if (reached.has(span)) continue;
      reached.add(span);
      for (const child of below.get(span.id) ?? []) open.push(child);
    }
  };
  reach(tops);
  if (reached.size === spans.length) return [];
  const found: Span[] = [];
  for (const span of spans) {
    if (reached.has(span)) continue;
    found.push(span);
    reach([span]);
  }
  return found;
}

/** Without recursion on the depth of the trace: loops and recursions nest thousands deep. */
function build(tops: readonly Span[], below: ReadonlyMap<string, readonly Span[]>): Call[] {
  interface Draft {
    readonly name: string;
    readonly form: Call["form"];
    readonly span: Span;
    readonly children: Draft[];
  }
  const draft = (span: Span): Draft => ({ name: span.name, form: form(span), span, children: [] });
  const roots = tops.map(draft);
  const open = [...roots];
  const placed = new Set(tops);
  for (let call = open.pop(); call !== undefined; call = open.pop()) {
    for (const span of below.get(call.span.id) ?? []) {
      if (placed.has(span)) continue;
      placed.add(span);
      const child = draft(span);
      call.children.push(child);
      open.push(child);
    }
    call.children.sort((a, b) => byStart(a.span, b.span));
  }
  return roots.sort((a, b) => byStart(a.span, b.span));
}

function byStart(a: Span, b: Span): number {
  if (a.start !== b.start) return a.start < b.start ? -1 : 1;
  return (
    Number(a.attributes.get("lk.element.index") ?? 0) - Number(b.attributes.get("lk.element.index") ?? 0)
  );
}

function form(span: Span): Call["form"] {
  if (!isOurs(span)) return "other";
  if (span.kind === CONSUMER) return "node";
  if (span.attributes.get("lk.function") === true) return "function";
  return span.name === "session" ? "session" : "pipeline";
}

/** Every call has exactly one first try. */
function countCalls(spans: readonly Span[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const span of spans) {
    const first = Number(span.attributes.get("lk.try") ?? 1) === 1;
    if (span.kind === CONSUMER && first && isOurs(span))
      counts.set(span.name, (counts.get(span.name) ?? 0) + 1);
  }
  return counts;
}
