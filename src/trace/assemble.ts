import { type Call, callTree } from "./calls.js";
import type { Failure, FrameEntry } from "./failure.js";
import type { NodeCount, SessionRecord } from "./record.js";
import type { Span } from "./spans.js";

/** All that is known of a session. */
export interface Trace {
  readonly session: string;
  readonly program: string | undefined;
  readonly pipeline: string | undefined;
  readonly build: string | undefined;
  readonly state: "running" | "done" | "failed" | "cancelled" | "lost";
  /** Why it ended where no `attempt` sees it. */
  readonly reason: string | undefined;
  /** RFC 3339. */
  readonly started: string | undefined;
  readonly ended: string | undefined;
  readonly failure: Failure | undefined;
  readonly counts: readonly NodeCount[];
  readonly calls: readonly Call[];
  readonly holes: readonly Hole[];
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
  const root = tree.roots.find((call) => call.form === "session")?.span;
  const failure =
    record?.failure ??
    (record === undefined || record.state === "failed" ? failureOfSpans(spans) : undefined);
  const state = lost && record?.state === "running" ? "lost" : (record?.state ?? stateOf(root, failure));
  return {
    session,
    program: record?.program,
    pipeline: record?.pipeline,
    build: record?.build ?? attribute(spans[0], "lk.build"),
    state,
    reason: record?.reason,
    started: record?.started ?? (root && iso(root.start)),
    ended: record?.ended ?? (root && iso(root.end)),
    failure,
    counts: record?.counts ?? [],
    calls: tree.roots,
    holes: state === "running" || state === "lost" ? [] : holes(record?.counts ?? [], tree.calls),
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

/** The failure that the failing spans carry: of the session's own span if it has one, else of the span with most frames, which was outermost. */
export function failureOfSpans(spans: readonly Span[]): Failure | undefined {
  let best: { readonly failure: Failure; readonly weight: number } | undefined;
  for (const span of spans) {
    const failure = span.failed ? failureOf(span) : undefined;
    if (!failure) continue;
    const weight = span.name === "session" ? Number.POSITIVE_INFINITY : failure.frames.length;
    if (!best || weight > best.weight) best = { failure, weight };
  }
  return best?.failure;
}

function failureOf(span: Span): Failure | undefined {
  const kind = attribute(span, "lk.failure.kind");
  if (kind === undefined) return undefined;
  const type = attribute(span, "error.type");
  return {
    kind,
    ...(kind === "External" && type !== undefined && { exception: type.replace(/^python\./, "") }),
    message: attribute(span, "lk.failure.message") ?? "",
    frames: frames(attribute(span, "lk.failure.frames")),
  };
}

function frames(text: string | undefined): readonly FrameEntry[] {
  if (text === undefined) return [];
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? (value as FrameEntry[]) : [];
  } catch {
    return [];
  }
}

function attribute(span: Span | undefined, key: string): string | undefined {
  const value = span?.attributes.get(key);
  return value === undefined ? undefined : String(value);
}

function iso(nanoseconds: bigint): string {
  return new Date(Number(nanoseconds / 1_000_000n)).toISOString();
}
