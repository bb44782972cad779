import type { Argument } from "./arguments.js";
import { type Call, callTree, sessionCall } from "./calls.js";
import type { Failure } from "./failure.js";
import { failuresOf } from "./failures.js";
import type { NodeCount, SessionRecord } from "./record.js";
import type { Span } from "./spans.js";

/** All that is known of a session. */
export interface Trace {
  readonly session: string;
  readonly program: string | undefined;
  readonly pipeline: string | undefined;
  readonly build: string | undefined;
  /** As in the record. */
  readonly modules: Readonly<Record<string, string>> | undefined;
  readonly state: "running" | "done" | "failed" | "cancelled" | "lost";
  /** Why it ended where no `attempt` sees it. */
  readonly reason: string | undefined;
  /** RFC 3339. */
  readonly started: string | undefined;
  readonly ended: string | undefined;
  readonly failure: Failure | undefined;
  /** Failures of other elements of the fan-outs around it, in their order. */
  readonly siblings: readonly Failure[];
  /** Of the call that failed, where they were recorded. */
  readonly arguments: readonly Argument[] | undefined;
  readonly counts: readonly NodeCount[];
  readonly calls: readonly Call[];
  readonly holes: readonly Hole[];
  /** Spans that others name as the one around them, and that are not there; 0 where those of what went well were never kept. */
  readonly missing: number;
  /** Whether spans of what went well were kept, as far as the failed ones say. */
  readonly sampled: boolean;
}

/** Calls that took place, but left no span. */
export interface Hole {
  readonly service: string;
  readonly calls: number;
}

/**
 * Joins a session's record and its spans. Either may be missing: the record alone has the failure with its frames, the spans alone have it in the failing span's
 * attributes.
 * @param lost whether the process that ran the session is gone without a word
 */
export function assemble(
  session: string,
  record: SessionRecord | undefined,
  spans: readonly Span[],
  lost = false,
): Trace {
  const tree = callTree(spans);
  const root = sessionCall(tree.roots)?.span;
  const {
    failure,
    siblings,
    arguments: recorded,
  } = record === undefined || record.state === "failed" || record.failure !== undefined
    ? failuresOf(spans, record)
    : { failure: undefined, siblings: [], arguments: undefined };
  const sampled = !spans.some((span) => span.attributes.get("lk.sampled") === false);
  const state = lost && record?.state === "running" ? "lost" : (record?.state ?? stateOf(root, failure));
  return {
    session,
    program: record?.program,
    pipeline: record?.pipeline,
    build: record?.build ?? attribute(spans[0], "lk.build"),
    modules: record?.modules,
    state,
    reason: record?.reason,
    started: record?.started ?? (root && iso(root.start)),
    ended: record?.ended ?? (root && iso(root.end)),
    failure,
    siblings,
    arguments: recorded,
    counts: record?.counts ?? [],
    calls: tree.roots,
    holes: state === "running" || state === "lost" ? [] : holes(record?.counts ?? [], tree.calls),
    missing: sampled && state !== "running" && state !== "lost" ? missingSpans(spans) : 0,
    sampled,
  };
}

function stateOf(root: Span | undefined, failure: Failure | undefined): Trace["state"] {
  if (root === undefined) return failure === undefined ? "running" : "failed";
  return root.failed ? "failed" : "done";
}

function holes(counts: readonly NodeCount[], seen: ReadonlyMap<string, number>): Hole[] {
  return counts
    .map(({ service, done, failed }) => ({ service, calls: done + failed - (seen.get(service) ?? 0) }))
    .filter(({ calls }) => calls > 0);
}

/** How many spans are named as parents and are not there. */
export function missingSpans(spans: readonly Span[]): number {
  const known = new Set(spans.map(({ id }) => id));
  const missing = new Set<string>();
  for (const span of spans)
    if (span.parent !== undefined && !known.has(span.parent)) missing.add(span.parent);
  return missing.size;
}

function attribute(span: Span | undefined, key: string): string | undefined {
  const value = span?.attributes.get(key);
  return value === undefined ? undefined : String(value);
}

function iso(nanoseconds: bigint): string {
  return new Date(Number(nanoseconds / 1_000_000n)).toISOString();
}
