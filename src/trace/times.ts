import { type Call, sessionCall } from "./calls.js";
import type { Span } from "./spans.js";

/** How long a call waited and ran, in nanoseconds. */
export interface CallTimes {
  readonly waited: bigint;
  readonly ran: bigint;
}

/** Of a call of a node: the wait in its queue is before its span. Of anything else the time of its span. */
export function timesOf({ start, end, attributes }: Span): CallTimes {
  const queued = Number(attributes.get("lk.queue_ms") ?? 0);
  const waited = Number.isFinite(queued) && queued > 0 ? BigInt(Math.round(queued * 1e6)) : 0n;
  return { waited, ran: end - start };
}

/** What the calls of one service took, summed over calls that may have run at once. */
export interface ServiceTimes extends CallTimes {
  readonly name: string;
  readonly calls: number;
}

/** What the time of a session went to. */
export interface TimeSum {
  /** On the critical path: running and waiting in queues of calls of nodes, and what was between them (glue, packers, messages, pauses before another try). */
  readonly critical: CallTimes & { readonly between: bigint };
  /** That which took longest first. */
  readonly services: readonly ServiceTimes[];
}

/** Sums the calls of nodes: along the critical path, and by service. */
export function timeSum(calls: readonly Call[], critical: CriticalPath): TimeSum {
  const sums = new Map<string, ServiceTimes>();
  const along = { waited: 0n, ran: 0n };
  for (const call of everyCall(calls)) {
    if (call.form !== "node") continue;
    const { waited, ran } = timesOf(call.span);
    const { name } = call;
    const sum = sums.get(name) ?? { name, calls: 0, waited: 0n, ran: 0n };
    sums.set(name, { name, calls: sum.calls + 1, waited: sum.waited + waited, ran: sum.ran + ran });
    if (!critical.has(call)) continue;
    along.waited += critical.get(call)!;
    along.ran += ran;
  }
  const whole = ofSession(calls)
    .filter((call) => critical.has(call))
    .reduce((sum, { span }) => sum + span.end - span.start, 0n);
  const between = whole - along.waited - along.ran;
  const total = (times: CallTimes) => times.waited + times.ran;
  return {
    critical: { ...along, between: between > 0n ? between : 0n },
    services: [...sums.values()].sort((a, b) => (total(a) > total(b) ? -1 : 1)),
  };
}

/** Calls, and all calls below them. */
export function* everyCall(calls: readonly Call[]): Generator<Call> {
  const open = [...calls];
  for (let call = open.pop(); call !== undefined; call = open.pop()) {
    yield call;
    for (const child of call.children) open.push(child);
  }
}

/** The session's own call alone, where there is one: what started it is no part of its time. */
function ofSession(calls: readonly Call[]): readonly Call[] {
  const session = sessionCall(calls);
  return session ? [session] : calls;
}

/** Calls on the critical path, each with the part of its wait that lies on it too, in nanoseconds. */
export type CriticalPath = ReadonlyMap<Call, bigint>;

/**
 * The calls that the end of the session waited for: from the end of each call back over those below it that ended last before what followed began. What stands beside it
 * could have taken longer without the session taking longer.
 */
export function criticalPath(calls: readonly Call[]): CriticalPath {
  const critical = new Map<Call, bigint>();
  const open: { readonly calls: readonly Call[]; readonly since: bigint | undefined }[] = [
    { calls: ofSession(calls), since: undefined },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const chain = lastOf(next.calls);
    for (const [index, call] of chain.entries()) {
      const { span } = call;
      // What it waited for while the call before it ran is in that call's time.
      const before = chain[index + 1]?.span.end ?? next.since ?? span.start;
      const free = span.start > before ? span.start - before : 0n;
      const { waited } = timesOf(span);
      critical.set(call, waited < free ? waited : free);
      open.push({ calls: call.children, since: span.start });
    }
  }
  return critical;
}

/** Of calls below one parent those that follow each other without overlap, from the one that ended last backwards. */
function lastOf(calls: readonly Call[]): Call[] {
  const byEnd = [...calls].sort((a, b) => (a.span.end > b.span.end ? -1 : 1));
  const found: Call[] = [];
  for (const call of byEnd) {
    const after = found.at(-1);
    if (after === undefined || call.span.end <= after.span.start) found.push(call);
  }
  return found;
}
