import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { connect } from "nats";
import { described, type Server, Servers } from "../client/servers.js";
import { ROOT, Workspace } from "./command.js";

jest.setTimeout(120_000);

/** A command from when it has said something; `end` gives how it ended. */
interface Running {
  readonly child: ChildProcess;
  readonly end: Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
}

/** No service runs here, so that sessions stay open. */
described("a server that goes away while a command waits", () => {
  const work = new Workspace();
  const servers = new Servers();
  const children: ChildProcess[] = [];
  let build: { readonly digest: string };

  beforeAll(async () => {
    work.write({
      "shop/lk.yaml": "name: shop\n",
      "shop/src/main.lk": "pipeline main(x: Int) -> Int {\n  x\n}\n",
    });
    expect((await work.lk(["build", "shop", "-o", "built"])).code).toBe(0);
    build = JSON.parse(readFileSync(work.path("built/descriptor.yaml"), "utf8"));
  });

  afterAll(async () => {
    for (const child of children) child.kill("SIGKILL");
    await servers.stop();
    work.remove();
  });

  async function reached() {
    const broker = await servers.nats();
    const store = await servers.redis(["--requirepass", "s3cr3t"]);
    const client = await connect({ servers: `127.0.0.1:${broker.port}` });
    await (await client.jetstreamManager()).streams.add({ name: "LK_shop", subjects: ["lk.shop.>"] });
    const bucket = await client.jetstream().views.kv("LK_shop");
    const entry = {
      digest: build.digest,
      program: "shop",
      version: "",
      registered: 1,
      accepts: true,
      descriptor: build,
    };
    await bucket.put(`build.${build.digest}`, gzipSync(JSON.stringify(entry)));
    await client.close();
    const env = {
      NATS_URL: `nats://user:s3cr3t@127.0.0.1:${broker.port}`,
      REDIS_URL: `redis://:s3cr3t@127.0.0.1:${store.port}`,
      LK_RELEASE: "shop",
      LK_PYTHON: join(ROOT, ".venv/bin/python"),
      LK_STATE_DIR: work.state,
    };
    return { broker, store, env };
  }

  /** Starts a command and waits until it has said something. */
  async function started(
    args: readonly string[],
    sign: RegExp,
    env: Readonly<Record<string, string>>,
  ): Promise<Running> {
    const child = spawn(join(ROOT, "bin/lk"), args, {
      cwd: work.root,
      env: { ...process.env, ...env },
      stdio: "pipe",
    });
    children.push(child);
    const said = { out: "", err: "" };
    const end = once(child, "close").then(([code]) => ({ code: code as number | null, ...said }));
    await new Promise<void>((ready) => {
      for (const name of ["out", "err"] as const)
        (name === "out" ? child.stdout : child.stderr).on("data", (part: Buffer) => {
          said[name] += part;
          if (sign.test(said.out + said.err)) ready();
        });
      end.then(() => ready());
    });
    return { child, end };
  }

  test("Ctrl-C ends the command, and the session goes on", async () => {
    const { env } = await reached();
    const { child, end } = await started(["submit", "--input", '{"x":1}', "--wait"], /^session \w+\n/, env);
    child.kill("SIGINT");
    const { code, out, err } = await end;
    expect([code, out]).toEqual([130, ""]);
    const session = err.slice(8, 40);
    expect(err).toBe(
      `session ${session}\nerror: interrupted\n  the session goes on: \`lk status ${session}\` says how far it is\n`,
    );
    const { out: status } = await work.lk(["status", session, "--format", "json"], { env });
    expect(JSON.parse(status)).toMatchObject({ session, state: "running" });
  });

  test.each<["NATS" | "Redis", "broker" | "store", string]>([
    ["NATS", "broker", "nats"],
    ["Redis", "store", "redis"],
  ])("%s is named once, with its address and what to do", async (name, which, scheme) => {
    const { env, ...both } = await reached();
    const server: Server = both[which];
    const submitted = await work.lk(["submit", "--input", '{"x":1}'], { env });
    expect(submitted.code).toBe(0);
    const session = submitted.err.slice(8, 40);
    work.write({ "lines.jsonl": '{"x":1}\n{"x":2}\n' });
    const commands: Running[] = [];
    for (const [args, sign] of [
      [["submit", "--input", '{"x":1}', "--wait"], /^session \w+\n/],
      [["submit", "--each", work.path("lines.jsonl"), "--wait"], /^session \w+\nsession \w+\n/],
      [["status", session, "--watch"], /running: 0 of 0 calls/],
    ] as const)
      commands.push(await started(args, sign, env));
    server.process.kill("SIGKILL");
    const ends = await Promise.all(commands.map(({ end }) => end));
    for (const { code, out, err } of ends) {
      expect([code, err]).toEqual([
        3,
        expect.stringContaining(`error: ${name} at ${scheme}://127.0.0.1:${server.port} `),
      ]);
      expect(err.match(/^error: /gm)).toHaveLength(1);
      expect(err).toMatch(
        / cannot be reached: .*\n {2}start a server, or name another one by (NATS|REDIS)_URL/,
      );
      expect(out + err).not.toMatch(/s3cr3t|maxRetries|ioredis|\n {4}at /);
    }
    expect(ends[0]!.err).toMatch(/the session goes on: `lk status \w{32}`/);
    expect(ends[1]!.err).toContain("the sessions go on: `lk sessions`");
    expect(ends[0]!.out + ends[1]!.out).toBe("");
  });
});
