import type { BuildDescriptor } from "./builds.js";
import type { EndReason, SessionEntry, SessionState } from "./entry.js";
import { sessionKey } from "./keys.js";
import type { Platform } from "./platform.js";
import { giveRoom } from "./room.js";
import { runScript, STORE_LOST } from "./scripts.js";
import { endEntry, findEntry } from "./sessions.js";

/** How a session ended. */
export interface SessionEnd {
  readonly state: Exclude<SessionState, "running">;
  /** The JSON text of its value, as it came; undefined where it failed, or where the store has lost it. */
  readonly value?: string;
  /** The JSON text of its failure (docs/runtime-protocol.md, "Failures"); undefined where it did not fail, or where nobody knows any more. */
  readonly failure?: string;
}

/** How a session ended; undefined while it runs. */
export async function findEnd(platform: Platform, session: string): Promise<SessionEnd | undefined> {
  const stored = await storedEnd(platform, session);
  if (stored !== undefined) return stored;
  const entry = await findEntry(platform, session);
  if (entry === undefined || entry.state === "running") return undefined;
  // It may have ended between the two looks.
  return (
    (await storedEnd(platform, session)) ?? endOf(entry.state, entry.failure && JSON.stringify(entry.failure))
  );
}

/** How sessions ended of which the entries are known; those that run are not in it. */
export async function findEnds(
  platform: Platform,
  entries: readonly SessionEntry[],
): Promise<Map<string, SessionEnd>> {
  const ends = new Map<string, SessionEnd>();
  for (let first = 0; first < entries.length; first += BATCH)
    await Promise.all(
      entries.slice(first, first + BATCH).map(async ({ session, state, failure }) => {
        const stored = await storedEnd(platform, session);
        if (stored !== undefined) ends.set(session, stored);
        else if (state !== "running") ends.set(session, endOf(state, failure && JSON.stringify(failure)));
      }),
    );
  return ends;
}

/** Most requests that are sent before the first of them is answered. */
const BATCH = 500;

/**
 * An entry as its end has it. The two are read at different moments: what an entry that was read later says of an end that was not seen yet
 * is left to the next look, since nothing is known of why it ended.
 */
export function withEnd(entry: SessionEntry, end: SessionEnd | undefined): SessionEntry {
  if (end !== undefined) return { ...entry, state: end.state };
  const { ended: _, ...running } = entry;
  return { ...running, state: "running" };
}

async function storedEnd(platform: Platform, session: string): Promise<SessionEnd | undefined> {
  const key = sessionKey(session, "end");
  const [failed, raw, reason] = await platform.redis((store) => store.hmget(key, "failed", "raw", "reason"));
  if (typeof failed !== "string" || typeof raw !== "string") return undefined;
  if (failed !== "1") return { state: "done", value: raw };
  return endOf((reason as EndReason | "") || "failed", raw);
}

function endOf(state: SessionEnd["state"], failure: string | undefined): SessionEnd {
  return failure === undefined ? { state } : { state, failure };
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
    ...outermostFrame(entry, descriptor),
  });
  const reply = await runScript(platform, "end", session, "1", failure, "cancelled");
  // Another end was first.
  if (reply !== STORE_LOST && (reply as readonly unknown[]).length === 0) return findEnd(platform, session);
  const state = reply === STORE_LOST ? "store-lost" : "cancelled";
  await giveRoom(platform, session);
  await endEntry(platform, session, state);
  await platform.nats(async (broker) => {
    broker.publish(`lkend.${platform.release}.${session}`);
    await broker.flush();
  });
  return state === "cancelled" ? undefined : { state };
}

/** The frame of the pipeline that was started, where the build is known: an end from outside has no other. */
function outermostFrame({ pipeline }: SessionEntry, descriptor: BuildDescriptor | undefined) {
  const { service = "", declaration = pipeline } = descriptor?.pipelines[pipeline] ?? {};
  const line = descriptor?.services[service]?.line;
  const file = descriptor?.modules[declaration.slice(0, declaration.lastIndexOf("."))]?.file;
  if (line === undefined || file === undefined) return { trace: [], frames: [] };
  const name = declaration.replaceAll("/", ".");
  return {
    trace: [`${name}(${file.slice(file.lastIndexOf("/") + 1)}:${line})`],
    frames: [{ function: name, file, line, service, kind: "pipeline" }],
  };
}
