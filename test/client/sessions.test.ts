import { Redis } from "ioredis";
import { connect, type NatsConnection, StringCodec } from "nats";
import type { Build } from "../../src/client/builds.js";
import { cancelSession, findEnd, findEnds } from "../../src/client/ends.js";
import type { SessionEntry } from "../../src/client/entry.js";
import { sessionKey } from "../../src/client/keys.js";
import { Platform } from "../../src/client/platform.js";
import { createEntry, endEntry, findEntry, listSessions } from "../../src/client/sessions.js";
import { settings } from "../../src/client/settings.js";
import { startSession } from "../../src/client/start.js";
import { waitForEnd, waitForEnds } from "../../src/client/waiting.js";
import { described, Servers } from "./servers.js";

jest.setTimeout(60_000);

const DIGEST = "ab".repeat(32);

const BUILD: Build = {
  digest: DIGEST,
  program: "shop",
  version: "1.0.0",
  registered: 1,
  accepts: true,
  descriptor: {
    name: "shop",
    modules: { main: { file: "src/main.lk", sha256: "" } },
    services: { "main-main": { kind: "pipeline", function: "main.main", line: 4 } },
    pipelines: { "main.main": { service: "main-main", declaration: "main.main" } },
  },
};

let last = 0;
const newId = () => (++last).toString(16).padStart(32, "0");

function entryOf(session: string, more: Partial<SessionEntry> = {}): SessionEntry {
  const started = Date.now() + last;
  return {
    session,
    build: DIGEST,
    pipeline: "main.main",
    started,
    deadline: started + 60_000,
    state: "running",
    ...more,
  };
}

/** Without any service: what they would do is done here. */
described("sessions in NATS and Redis", () => {
  const servers = new Servers();
  let broker: NatsConnection;
  let store: Redis;
  let platform: Platform;

  beforeAll(async () => {
    const [nats, redis] = [await servers.nats(), await servers.redis()];
    const env = { NATS_URL: `nats://127.0.0.1:${nats.port}`, REDIS_URL: `redis://127.0.0.1:${redis.port}` };
    broker = await connect({ servers: env.NATS_URL });
    store = new Redis(env.REDIS_URL);
    const manager = await broker.jetstreamManager();
    await manager.streams.add({ name: "LK_shop", subjects: ["lk.shop.>"] });
    await broker.jetstream().views.kv("LK_shop");
    platform = await Platform.connect(settings(env), "shop");
  });

  afterAll(async () => {
    await platform?.close();
    await broker?.close();
    store?.disconnect();
    await servers.stop();
  });

  /** Ends a session as the script of the services does. */
  async function end(session: string, failed: "0" | "1", raw: string, reason = ""): Promise<void> {
    await store.hset(sessionKey(session, "end"), { failed, raw, reason });
  }

  const tell = (session: string) => broker.publish(`lkend.shop.${session}`);

  test("an entry is created once, and the first end that is written stays", async () => {
    const session = newId();
    expect(await findEntry(platform, session)).toBeUndefined();
    const entry = entryOf(session);
    const created = await createEntry(platform, entry);
    expect(created.entry).toEqual(entry);
    expect(await createEntry(platform, { ...entry, started: 7 })).toEqual(created);
    await endEntry(platform, session, "cancelled");
    await endEntry(platform, session, "deadline");
    expect(await findEntry(platform, session)).toMatchObject({
      ...entry,
      state: "cancelled",
      ended: expect.any(Number),
    });
  });

  test("a list has the latest first, and nothing that is no entry", async () => {
    const [early, late, other] = [newId(), newId(), newId()];
    await createEntry(platform, entryOf(late, { started: Date.now() + 2_000_000 }));
    await createEntry(platform, entryOf(early, { started: Date.now() + 1_000_000 }));
    const bucket = await broker.jetstream().views.kv("LK_shop");
    await bucket.put(`session.${other}`, "{");
    await bucket.put("session.x", JSON.stringify(entryOf(early)));
    const sessions = (await listSessions(platform)).map(({ session }) => session);
    expect(sessions.slice(0, 2)).toEqual([late, early]);
    expect(sessions).not.toContain(other);
    await expect(findEntry(platform, other)).rejects.toThrow(
      `what NATS holds of session ${other} is not what`,
    );
    await bucket.purge(`session.${other}`);
    await bucket.purge("session.x");
  });

  test("an end is known from Redis first, else from the bucket", async () => {
    const [running, done, failed, lost] = [newId(), newId(), newId(), newId()];
    const failure = { kind: "SessionDeadline", message: "m", frames: [] };
    const entries = [
      entryOf(running),
      entryOf(done),
      entryOf(failed, { state: "failed" }),
      entryOf(lost, { state: "deadline", failure }),
    ];
    for (const entry of entries) await createEntry(platform, entry);
    await end(done, "0", "1.0");
    await end(failed, "1", "{}");
    const expected = [
      undefined,
      { state: "done", value: "1.0" },
      { state: "failed", failure: "{}" },
      { state: "deadline", failure: JSON.stringify(failure) },
    ];
    expect(await Promise.all(entries.map(({ session }) => findEnd(platform, session)))).toEqual(expected);
    const ends = await findEnds(platform, entries);
    expect(entries.map(({ session }) => ends.get(session))).toEqual(expected);
  });

  test("an end is waited for, told or not, and no longer than until", async () => {
    const [told, untold, never] = [newId(), newId(), newId()];
    for (const session of [told, untold, never]) await createEntry(platform, entryOf(session));
    let looks = 0;
    const waiting = waitForEnd(platform, told, Number.POSITIVE_INFINITY, async () => {
      if (looks++ > 0) return;
      await end(told, "0", "7");
      tell(told);
    });
    expect(await waiting).toEqual({ state: "done", value: "7" });
    const other = waitForEnd(platform, untold, Number.POSITIVE_INFINITY, async () => end(untold, "0", "8"));
    expect(await other).toEqual({ state: "done", value: "8" });
    expect(await waitForEnd(platform, never, Date.now() - 1)).toBeUndefined();
  });

  test("the ends of many come as they are told; foreign ones are left alone", async () => {
    const sessions = Array.from({ length: 300 }, newId);
    const foreign = newId();
    const order = [...sessions].reverse();
    const taken: string[] = [];
    let looked = false;
    const open = await waitForEnds(
      platform,
      sessions,
      Number.POSITIVE_INFINITY,
      (session, { value }) => taken.push(`${session} ${value}`),
      async () => {
        if (looked) return;
        looked = true;
        for (const session of [foreign, ...order]) {
          await end(session, "0", `"${session}"`);
          tell(session);
        }
        await broker.flush();
      },
    );
    expect(open.size).toBe(0);
    expect([...taken].sort()).toEqual(sessions.map((session) => `${session} "${session}"`));
  });

  test("sessions that have not ended in time are named", async () => {
    const [done, open] = [newId(), newId()];
    for (const session of [done, open]) await createEntry(platform, entryOf(session));
    await end(done, "0", "1");
    const taken: string[] = [];
    expect([...(await waitForEnds(platform, [done, open], Date.now() - 1, (id) => taken.push(id)))]).toEqual([
      open,
    ]);
    expect(taken).toEqual([done]);
  });

  describe("a start", () => {
    const start = (session: string, more: object = {}) =>
      startSession(platform, {
        session,
        build: BUILD,
        pipeline: "main.main",
        values: ['{"a":1.0}', "[2]"],
        timeout: 60_000,
        ...more,
      });

    async function messages(session: string): Promise<string[]> {
      const manager = await broker.jetstreamManager();
      const found: string[] = [];
      const { state } = await manager.streams.info("LK_shop");
      for (let seq = Math.max(1, state.first_seq); seq <= state.last_seq; seq++) {
        const text = StringCodec().decode((await manager.streams.getMessage("LK_shop", { seq })).data);
        if (text.includes(session)) found.push(text);
      }
      return found;
    }

    test("is one message with the values as they were written, however often it is repeated", async () => {
      const session = newId();
      const entry = await start(session);
      expect(await start(session)).toEqual(entry);
      const [text, ...others] = await messages(session);
      expect(others).toEqual([]);
      expect(text).toContain('"values":{"0":{"a":1.0},"1":[2]}');
      expect(JSON.parse(text!)).toMatchObject({
        v: 1,
        session,
        build: DIGEST,
        kind: "advance",
        step: "main.main",
      });
      const mark = await store.hgetall(sessionKey(session, "mark"));
      expect(mark).toMatchObject({
        build: DIGEST,
        pipeline: "main.main",
        deadline: `${entry.deadline}`,
        input: entry.input,
      });
      expect(await store.pttl(sessionKey(session, "mark"))).toBeGreaterThan(80_000_000);
    });

    test("with something else under the same key is refused", async () => {
      const session = newId();
      await start(session);
      const other = { ...BUILD, digest: "cd".repeat(32) };
      await expect(start(session, { values: ["1", "2"] })).rejects.toThrow("was started with another input");
      await expect(start(session, { build: other })).rejects.toThrow(
        `was started with the build ${DIGEST.slice(0, 8)}`,
      );
      expect(await messages(session)).toHaveLength(1);
    });

    test("of a large input sends a message that refers to it", async () => {
      const session = newId();
      await start(session, { values: [`"${"x".repeat(700_000)}"`] });
      const [text] = await messages(session);
      const { ref } = JSON.parse(text!) as { ref: string };
      expect(text!.length).toBeLessThan(1_000);
      expect((await store.get(sessionKey(session, `value:${ref}`)))?.length).toBeGreaterThan(700_000);
    });
  });

  describe("a session is cancelled", () => {
    test("once, with the frame of its pipeline", async () => {
      const session = newId();
      const entry = await startSession(platform, {
        session,
        build: BUILD,
        pipeline: "main.main",
        values: [],
        timeout: 60_000,
      });
      expect(await cancelSession(platform, entry, BUILD.descriptor)).toBeUndefined();
      const ended = await cancelSession(platform, entry, BUILD.descriptor);
      expect(ended).toMatchObject({ state: "cancelled" });
      expect(JSON.parse(ended!.failure!)).toMatchObject({
        kind: "SessionCancelled",
        frames: [{ function: "main.main", line: 4 }],
      });
      expect(await findEntry(platform, session)).toMatchObject({ state: "cancelled" });
    });

    test("and is lost where Redis has lost it", async () => {
      const entry = entryOf(newId());
      await createEntry(platform, entry);
      expect(await cancelSession(platform, entry, undefined)).toEqual({ state: "store-lost" });
      expect(await findEntry(platform, entry.session)).toMatchObject({ state: "store-lost" });
    });

    test("not where it has ended before", async () => {
      const entry = entryOf(newId());
      await createEntry(platform, entry);
      await end(entry.session, "0", "5");
      expect(await cancelSession(platform, entry, undefined)).toEqual({ state: "done", value: "5" });
    });
  });
});
