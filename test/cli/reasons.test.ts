import { Redis } from "ioredis";
import { connect } from "nats";
import { Workspace } from "./command.js";
import { described, Servers, type Started } from "./servers.js";

jest.setTimeout(120_000);

const PROGRAM = `import list

@external("outside.sleep")
node sleep(x: Int) -> Int

pipeline main(x: Int) -> Int {
  sleep(x)
}

pipeline wide(xs: List(Int)) -> List(Int) {
  xs |> list.map(sleep)
}
`;

/** Sleeps for a minute, but not for what is not above zero. */
const OUTSIDE = "import time\n\n\ndef sleep(x):\n    time.sleep(60 if x > 0 else 0)\n    return x\n";

const RELEASE = "reasons";

/** Why a session ended that no `attempt` sees: brought about over real servers, and seen wherever it is shown. */
described("the reasons for which sessions end", () => {
  const work = new Workspace();
  const servers = new Servers(work);
  let served: Started;
  let gone: string;

  beforeAll(async () => {
    await servers.start();
    work.write({
      "slow/lk.yaml": "name: slow\n",
      "slow/src/main.lk": PROGRAM,
      "slow/python/outside.py": OUTSIDE,
      "older/lk.yaml": "name: older\n",
      "older/src/main.lk": PROGRAM,
      "older/python/outside.py": OUTSIDE,
    });
    const quick = { LK_LIMIT_ELEMENTS: "3", LK_BUILD_LOST: "3" };
    await servers.end(await servers.serve(["older", "--release", RELEASE], quick));
    gone = (await builds())[0]!;
    served = await servers.serve(["slow", "--release", RELEASE], quick);
  });

  afterAll(async () => {
    await servers.stop();
    work.remove();
  });

  const lk = (...args: readonly string[]) =>
    work.lk([...args, "--project", "slow", "--release", RELEASE], { env: servers.env });

  async function bucket<T>(work: (values: import("nats").KV) => Promise<T>): Promise<T> {
    const broker = await connect({ servers: servers.env.NATS_URL! });
    const values = await broker.jetstream().views.kv(`LK_${RELEASE}`);
    const found = await work(values);
    await broker.close();
    return found;
  }

  /** The digests of the builds that are registered. */
  function builds(): Promise<string[]> {
    return bucket(async (values) => {
      const found: string[] = [];
      for await (const key of await values.keys("build.*")) found.push(key.slice("build.".length));
      return found;
    });
  }

  /** The session that a `lk submit --wait` has begun. */
  async function begun(): Promise<string> {
    for (;;) {
      const { out } = await lk("sessions", "--format", "json");
      const { sessions } = JSON.parse(out) as { sessions: { session: string; state: string }[] };
      const found = sessions.find(({ session, state }) => state === "running" && !seen.has(session));
      if (found) return found.session;
    }
  }
  const seen = new Set<string>();

  /** What a request with the key of a session that has ended answers. */
  async function asked(key: string, pipeline: string, input: string) {
    const port = new RegExp(`^main-${pipeline} .*"port":(\\d+)`, "m").exec(served.text)![1];
    const answer = await fetch(`http://127.0.0.1:${port}/?wait=20s`, {
      method: "POST",
      headers: { "Idempotency-Key": key },
      body: input,
    });
    return { status: answer.status, ...((await answer.json()) as { kind?: string; error?: string }) };
  }

  const CASES: readonly [reason: string, kind: string, said: RegExp, Cause][] = [
    [
      "deadline",
      "SessionDeadline",
      /^not done within 4s, waiting for 1 call of main-sleep$/,
      { timeout: "4s" },
    ],
    [
      "cancelled",
      "SessionCancelled",
      /^the session was cancelled$/,
      { cause: async (session) => void (await lk("cancel", session)) },
    ],
    [
      "limit",
      "LimitExceeded",
      /^a map has 4 elements; at most 3 are taken$/,
      { pipeline: "wide", input: '{"xs":[0,0,0,0]}' },
    ],
    ["build-lost", "BuildLost", /^the services of its build [0-9a-f]{8} are gone$/, { build: () => gone }],
    [
      "poison",
      "PoisonMessage",
      /^a message could not be worked on: a message of version 7; /,
      {
        cause: async (session) => {
          const broker = await connect({ servers: servers.env.NATS_URL! });
          const [build] = (await builds()).filter((digest) => digest !== gone);
          const subject = `lk.${RELEASE}.${build!.slice(0, 8)}.main-main`;
          await broker.jetstream().publish(subject, JSON.stringify({ v: 7, session, build, id: "x" }));
          await broker.close();
        },
      },
    ],
    [
      "store-lost",
      "StoreLost",
      /^the store has lost what it held of the session$/,
      {
        cause: async () => {
          const store = new Redis(servers.env.REDIS_URL!);
          await store.flushall();
          store.disconnect();
        },
      },
    ],
  ];

  interface Cause {
    readonly pipeline?: string;
    readonly input?: string;
    readonly timeout?: string;
    readonly build?: () => string;
    readonly cause?: (session: string) => Promise<void>;
  }

  test.each(CASES)("%s", async (reason, kind, said, { pipeline = "main", input = '{"x":1}', ...how }) => {
    const key = `the session for ${reason}`;
    const options = [
      ...(how.timeout ? ["--timeout", how.timeout] : []),
      ...(how.build ? ["--build", how.build()] : []),
    ];
    const waiting = lk("submit", pipeline, "--input", input, "--id", key, "--wait", ...options);
    if (how.cause) await how.cause(await begun());
    const { code, out, err } = await waiting;
    expect([code, out]).toEqual([1, ""]);
    const session = /^session ([0-9a-f]{32})\n/.exec(err)![1]!;
    seen.add(session);
    const head = new RegExp(`lk\\.${kind}(?:Exception|): (.*)\n\tat main\\.${pipeline}\\(main\\.lk:\\d+\\)`);
    expect(err).toMatch(head);
    expect(head.exec(err)![1]).toMatch(said);

    const shown = await lk("status", session, "--format", "json");
    const read = JSON.parse(shown.out) as { state: string; failure: { kind: string; message: string } };
    expect([shown.code, read.state, read.failure.kind]).toEqual([0, reason, kind]);
    expect(read.failure.message).toMatch(said);
    const text = await lk("status", session);
    expect(text.out).toContain(reason);
    expect(text.out).toMatch(new RegExp(`lk trace ${session.slice(0, 6)}`));

    const entry = await bucket(async (values) => (await values.get(`session.${session}`))?.json<object>());
    expect(entry).toMatchObject({ session, state: reason });

    const traced = await lk("trace", session);
    expect(traced.out + traced.err).toMatch(head);

    if (how.build) return;
    const answer = await asked(key, pipeline, input);
    expect([answer.status, answer.kind ?? answer.error]).toEqual([500, kind]);
  });
});
