import { sessionKey } from "./keys.js";
import type { Platform } from "./platform.js";

/** Where the calls of a service in a session are; each is in one of the last five. */
export interface CallCounts {
  readonly service: string;
  /** Asked for so far. */
  readonly total: number;
  readonly done: number;
  /** Ended with a failure, after all their tries. */
  readonly failed: number;
  /** A worker is at them, for the first time. */
  readonly running: number;
  /** Have failed, and wait for another try or are at it. */
  readonly retrying: number;
  /** Nobody has begun them. */
  readonly waiting: number;
}

/** Milliseconds for which it counts what a process says of the calls that it is at: it says so every second. */
const FRESH = 5_000;

/** How far a session is, a line a service, by name. It is written behind the work (docs/platform.md, "Keys"). */
export async function callCounts(platform: Platform, session: string): Promise<CallCounts[]> {
  const [counts, running] = await platform.redis((store) =>
    Promise.all([
      store.hgetall(sessionKey(session, "counts")),
      store.hgetall(sessionKey(session, "running")),
    ]),
  );
  return summarise(counts, running, Date.now());
}

/**
 * What the hashes of the runtime come to.
 * @param counts `<service>:asked|done|failed|again|retried` → a number
 * @param running `<service>:<process>` → how many calls it is at, a blank, and when it said so in milliseconds since 1970
 */
export function summarise(
  counts: Readonly<Record<string, string>>,
  running: Readonly<Record<string, string>>,
  now: number,
): CallCounts[] {
  const services = new Map<string, Map<string, number>>();
  const add = (field: string, kind: string | undefined, number: number) => {
    const at = field.lastIndexOf(":");
    const service = field.slice(0, at);
    const known = services.get(service) ?? new Map<string, number>();
    services.set(service, known);
    const name = kind ?? field.slice(at + 1);
    known.set(name, (known.get(name) ?? 0) + number);
  };
  for (const [field, value] of Object.entries(counts)) add(field, undefined, Number(value) || 0);
  for (const [field, value] of Object.entries(running)) {
    const [number, said] = value.split(" ").map(Number);
    if (number && said && now - said < FRESH) add(field, "running", number);
  }
  return [...services.keys()].sort().map((service) => places(service, services.get(service)!));
}

/** What comes twice after a crash is counted twice: no place has more calls than the others leave it. */
function places(service: string, counts: ReadonlyMap<string, number>): CallCounts {
  const of = (name: string) => counts.get(name) ?? 0;
  const total = of("asked");
  const done = Math.min(of("done"), total);
  // A try that failed and is made again has not failed the call.
  const failed = between(of("failed") - of("again"), total - done);
  const open = total - done - failed;
  const retrying = between(of("again") - of("retried"), open);
  const running = between(of("running"), open - retrying);
  return { service, total, done, failed, running, retrying, waiting: open - retrying - running };
}

function between(number: number, most: number): number {
  return Math.max(0, Math.min(number, most));
}
