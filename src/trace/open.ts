import { isOurs, type Span } from "./spans.js";

/** A pipeline, an element or a fan-out that has not ended: spans leave when they end, so it is known by those that it is the parent of. */
export interface OpenFrame {
  /** The declaration that it is a call of. */
  readonly name: string;
  readonly element: { readonly index: number; readonly count: number } | undefined;
  /** When the first of its calls began, and the last one ended, in nanoseconds since 1970. */
  readonly since: bigint;
  readonly last: bigint;
  readonly ended: number;
  /** Where its calls ran. */
  readonly hosts: readonly string[];
}

/** What is open in a running session, that which began first first. */
export function openFrames(spans: readonly Span[]): OpenFrame[] {
  const known = new Set(spans.map(({ id }) => id));
  const frames = new Map<string, Span[]>();
  for (const span of spans) {
    if (span.parent === undefined || known.has(span.parent) || !isOurs(span)) continue;
    const calls = frames.get(span.parent);
    if (calls) calls.push(span);
    else frames.set(span.parent, [span]);
  }
  return [...frames.values()]
    .filter((calls) => calls.some(({ attributes }) => attributes.get("code.function.name") !== undefined))
    .map(frameOf)
    .sort((a, b) => (a.since < b.since ? -1 : 1));
}

function frameOf(calls: readonly Span[]): OpenFrame {
  const first = calls.reduce((a, b) => (b.start < a.start ? b : a));
  // Elements of a fan-out lie side by side in it; calls of one element have it in common.
  const element = elementOf(first);
  const common = calls.length > 1 && calls.every((each) => elementOf(each)?.index === element?.index);
  const last = calls.reduce((a, b) => (b.end > a.end ? b : a));
  return {
    name: String(first.attributes.get("code.function.name") ?? first.name),
    element: common ? element : undefined,
    since: first.start,
    last: last.end,
    ended: calls.length,
    hosts: [...new Set(calls.flatMap((span) => hostOf(span) ?? []))].sort(),
  };
}

/** The element of a fan-out that a span says it is in. */
export function elementOf({
  attributes,
}: Span): { readonly index: number; readonly count: number } | undefined {
  const index = attributes.get("lk.element.index");
  const count = attributes.get("lk.element.count");
  return typeof index === "number" && typeof count === "number" ? { index, count } : undefined;
}

/** The pod, else the host, that a span was made on. */
export function hostOf({ attributes }: Span): string | undefined {
  const host = attributes.get("k8s.pod.name") ?? attributes.get("host.name");
  return host === undefined ? undefined : String(host);
}
