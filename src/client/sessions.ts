import { createHash } from "node:crypto";
import { type KV, NatsError } from "nats";
import type { Platform } from "./platform.js";

/** A session as it stands in the bucket; times in milliseconds since 1970. */
export interface SessionEntry {
  readonly session: string;
  readonly build: string;
  readonly pipeline: string;
  readonly started: number;
  readonly deadline: number;
  readonly state: SessionState;
  readonly ended?: number;
  /** Of an end that the keeper brought about (docs/runtime-protocol.md, "Failures"). */
  readonly failure?: object;
  /** SHA-256 over the wire values of the input, so that two inputs under one key are noticed. */
  readonly input?: string;
}

export type SessionState = "running" | "done" | "failed" | EndReason;

/** Why a session ended that no `attempt` sees. */
export type EndReason = "deadline" | "cancelled" | "limit" | "build-lost" | "store-lost" | "poison";

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
    for await (const update of watch)
      if (update.operation === "PUT") entries.push(update.json<SessionEntry>());
    return entries.sort((a, b) => b.started - a.started);
  });
}

/** Creates a session's entry; where there is one already, that is the session, and it is given. */
export async function createEntry(platform: Platform, entry: SessionEntry): Promise<SessionEntry> {
  const bucket = await platform.bucket();
  return platform.nats(async () => {
    try {
      await bucket.create(key(entry.session), JSON.stringify(entry));
      return entry;
    } catch (error) {
      const earlier = isTaken(error) ? await read(bucket, entry.session) : undefined;
      if (earlier === undefined) throw error;
      return earlier.entry;
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
  return { entry: found.json<SessionEntry>(), revision: found.revision };
}

/** Somebody else has written the key in the meantime. */
function isTaken(error: unknown): boolean {
  return error instanceof NatsError && error.api_error?.err_code === WRONG_LAST_SEQUENCE;
}

const WRONG_LAST_SEQUENCE = 10_071;
