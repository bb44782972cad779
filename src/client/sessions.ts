import { createHash } from "node:crypto";
import { type KV, NatsError } from "nats";
import { readEntry, type SessionEntry, type SessionState } from "./entry.js";
import type { Platform } from "./platform.js";
import { PlatformProblem } from "./problem.js";

/** The session of a key: submitting twice with the same key is one session. */
export function sessionOfKey(release: string, key: string): string {
  return createHash("sha256").update(`${release}\n${key}`).digest("hex").slice(0, 32);
}

/** A session's entry; undefined where there is none (any more). */
export async function findEntry(platform: Platform, session: string): Promise<SessionEntry | undefined> {
  const bucket = await platform.bucket();
  return platform.nats(async () => (await read(bucket, session))?.entry);
}

/** All sessions whose entries are still there, those that started last first. */
export async function listSessions(platform: Platform): Promise<SessionEntry[]> {
  const bucket = await platform.bucket();
  return platform.nats(async () => {
    const entries: SessionEntry[] = [];
    // Where there is nothing to wait for, that is said before there is a watch, or not at all.
    let complete = (await bucket.status()).values === 0;
    let stop = () => {
      complete = true;
    };
    const watch = await bucket.watch({ key: "session.*", initializedFn: () => stop() });
    stop = () => watch.stop();
    if (complete) watch.stop();
    for await (const update of watch) {
      const session = update.key.slice(key("").length);
      const entry = update.operation === "PUT" ? readEntry(update.string(), session) : undefined;
      // What is no entry is none of the sessions.
      if (entry !== undefined) entries.push(entry);
    }
    return entries.sort((a, b) => b.started - a.started);
  });
}

/** A session's entry with its revision in the bucket: an end is written over that one only. */
export interface Revised {
  readonly entry: SessionEntry;
  readonly revision: number;
}

/** Creates a session's entry; where there is one already, that is the session, and it is given. */
export async function createEntry(platform: Platform, entry: SessionEntry): Promise<Revised> {
  const bucket = await platform.bucket();
  return platform.nats(async () => {
    try {
      return { entry, revision: await bucket.create(key(entry.session), JSON.stringify(entry)) };
    } catch (error) {
      const earlier = isTaken(error) ? await read(bucket, entry.session) : undefined;
      if (earlier === undefined) throw error;
      return earlier;
    }
  });
}

/** Writes how a session ended; the first end that is written stays. */
export async function endEntry(platform: Platform, session: string, state: SessionState): Promise<void> {
  const bucket = await platform.bucket();
  await platform.nats(async () => {
    for (;;) {
      const found = await read(bucket, session);
      if (found === undefined || found.entry.state !== "running") return;
      try {
        const ended = { ...found.entry, state, ended: Date.now() };
        await bucket.update(key(session), JSON.stringify(ended), found.revision);
        return;
      } catch (error) {
        if (!isTaken(error)) throw error;
      }
    }
  });
}

function key(session: string): string {
  return `session.${session}`;
}

async function read(bucket: KV, session: string) {
  const found = await bucket.get(key(session));
  if (found === null || found.operation !== "PUT") return undefined;
  const entry = readEntry(found.string(), session);
  if (entry === undefined)
    throw new PlatformProblem(
      `what NATS holds of session ${session} is not what a service writes`,
      "see who else may write to the bucket of the release",
    );
  return { entry, revision: found.revision };
}

/** Somebody else has written the key in the meantime. */
function isTaken(error: unknown): boolean {
  return error instanceof NatsError && error.api_error?.err_code === WRONG_LAST_SEQUENCE;
}

const WRONG_LAST_SEQUENCE = 10_071;
