import type { BuildDescriptor } from "./builds.js";
import { sessionKey } from "./keys.js";
import type { Platform } from "./platform.js";
import { runScript, STORE_LOST } from "./scripts.js";
import { type EndReason, endEntry, findEntry, type SessionEntry, type SessionState } from "./sessions.js";

/** How a session ended. */
export interface SessionEnd {
  readonly state: Exclude<SessionState, "running">;
  /** The bytes of its value, or of its failure as messages carry it; undefined where the store has lost them. */
  readonly raw: Buffer | undefined;
}

/** Milliseconds between two looks, where nobody says that a session has ended. */
const LOOK = 1_000;

/** How a session ended; undefined while it runs. */
export async function findEnd(platform: Platform, session: string): Promise<SessionEnd | undefined> {
  const stored = await storedEnd(platform, session);
  if (stored !== undefined) return stored;
  const entry = await findEntry(platform, session);
  if (entry === undefined || entry.state === "running") return undefined;
  // It may have ended between the two looks.
  return (await storedEnd(platform, session)) ?? { state: entry.state, raw: undefined };
}

async function storedEnd(platform: Platform, session: string): Promise<SessionEnd | undefined> {
  const key = sessionKey(session, "end");
  const [failed, raw, reason] = await platform.redis((store) =>
    store.hmgetBuffer(key, "failed", "raw", "reason"),
  );
  if (!failed || !raw) return undefined;
  const state = reason?.length
    ? (reason.toString() as EndReason)
    : failed.toString() === "1"
      ? "failed"
      : "done";
  return { state, raw };
}

/**
 * Waits for a session's end.
 * @param look called about every second while it runs
 * @param until milliseconds since 1970 after which nothing is waited for any more
 * @returns undefined where `until` has passed
 */
export async function waitForEnd(
  platform: Platform,
  session: string,
  until: number,
  look: () => Promise<void> = async () => {},
): Promise<SessionEnd | undefined> {
  let wake = () => {};
  const subscription = await platform.nats((broker) =>
    broker.subscribe(`lkend.${platform.release}.${session}`, { callback: () => wake() }),
  );
  try {
    for (;;) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const end = await findEnd(platform, session);
      if (end !== undefined || Date.now() > until) return end;
      await look();
      let timer: NodeJS.Timeout | undefined;
      const pause = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, LOOK);
      });
      await Promise.race([woken, pause]);
      clearTimeout(timer);
    }
  } finally {
    subscription.unsubscribe();
  }
}

/**
 * Cancels a session.
 * @returns how it had ended before; undefined where it is this that ended it
 */
export async function cancelSession(
  platform: Platform,
  entry: SessionEntry,
  descriptor: BuildDescriptor | undefined,
): Promise<SessionEnd | undefined> {
  const { session } = entry;
  const before = await findEnd(platform, session);
  if (before !== undefined) return before;
  const failure = JSON.stringify({
    kind: "SessionCancelled",
    message: "the session was cancelled",
    frames: rootFrames(entry, descriptor),
  });
  const reply = await runScript(platform, "end", session, "1", failure, "cancelled");
  // Another end was first.
  if (reply === 0) return findEnd(platform, session);
  await endEntry(platform, session, reply === STORE_LOST ? "store-lost" : "cancelled");
  await platform.nats(async (broker) => {
    broker.publish(`lkend.${platform.release}.${session}`);
    broker.publish(`lkcancel.${platform.release}.${session}`);
    await broker.flush();
  });
  return reply === STORE_LOST ? { state: "store-lost", raw: undefined } : undefined;
}

/** The frame of the pipeline that was started, as failures in messages have it. */
function rootFrames({ pipeline }: SessionEntry, descriptor: BuildDescriptor | undefined): unknown[] {
  const entry = descriptor?.pipelines[pipeline];
  return entry ? [[entry.declaration, descriptor?.services[entry.service]?.line ?? 0]] : [];
}
