import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { ROOT, Workspace } from "./command.js";

/** Over a real NATS and a real Redis. Redis comes from the system; CI has it and asks for it by LK_REQUIRE. */
const required = (process.env.LK_REQUIRE ?? "").split(",").includes("redis");
const python = join(ROOT, ".venv/bin/python");
const nats = join(ROOT, ".venv/bin/nats-server");
const there = existsSync(nats) && spawnSync("redis-server", ["--version"]).status === 0;
const described = there || required ? describe : describe.skip;

jest.setTimeout(60_000);

const SLOW = `@external("outside.sleep")
node sleep(x: Int) -> Int

pipeline main(x: Int) -> Int {
  sleep(x)
}
`;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

described("a program on NATS and Redis", () => {
  const work = new Workspace();
  const children: ChildProcess[] = [];
  let env: Record<string, string>;

  /** Runs a server until the tests are done; resolves when its output has `sign`. */
  async function start(command: string, args: readonly string[], sign: string): Promise<ChildProcess> {
    const child = spawn(command, args, { cwd: work.root, env: { ...process.env, ...env }, stdio: "pipe" });
    children.push(child);
    let text = "";
    await new Promise<void>((ready, failed) => {
      const heard = (part: Buffer) => {
        text += part;
        if (text.includes(sign)) ready();
      };
      child.stdout.on("data", heard);
      child.stderr.on("data", heard);
      child.once("exit", (code) => failed(new Error(`${command} ended with ${code}: ${text}`)));
    });
    return child;
  }

  beforeAll(async () => {
    const [broker, store] = [await freePort(), await freePort()];
    env = {
      NATS_URL: `nats://127.0.0.1:${broker}`,
      REDIS_URL: `redis://127.0.0.1:${store}`,
      LK_PYTHON: python,
      LK_STATE_DIR: work.state,
    };
    for (const name of ["nats", "redis"]) mkdirSync(work.path(name));
    await start(
      nats,
      ["-js", "-sd", work.path("nats"), "-a", "127.0.0.1", "-p", `${broker}`],
      "Server is ready",
    );
    await start(
      "redis-server",
      ["--port", `${store}`, "--dir", work.path("redis"), "--save", ""],
      "Ready to accept",
    );
    for (const name of ["wordcount", "broken"]) work.example(name);
    work.write({
      "slow/lk.yaml": "name: slow\n",
      "slow/src/main.lk": SLOW,
      "slow/python/outside.py": "import time\n\n\ndef sleep(x):\n    time.sleep(60)\n    return x\n",
    });
    for (const name of ["wordcount", "broken", "slow"]) {
      await start(join(ROOT, "bin/lk"), ["serve", name], "ready: ");
    }
  });

  afterAll(async () => {
    for (const child of children.reverse()) {
      child.removeAllListeners("exit");
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
    }
    work.remove();
  });

  const lk = (...args: readonly string[]) => work.lk(args, { env });

  test("a session gives what a run here gives", async () => {
    const input = ["--input", work.path("wordcount/input.json")];
    const here = await lk("run", "wordcount", ...input);
    const there = await lk("submit", "--project", "wordcount", ...input, "--wait");
    expect([there.code, there.out]).toEqual([0, here.out]);
    expect(there.err).toMatch(/^session [0-9a-f]{32}\n/);
    const [, session] = /^session (\w+)/.exec(there.err)!;
    const status = await lk("status", session!, "--project", "wordcount", "--format", "json");
    expect(JSON.parse(status.out)).toMatchObject({ session, state: "done" });
    expect((await lk("sessions", "--project", "wordcount")).out).toContain(session);
  });

  test("a failure has the frames that it has here", async () => {
    const frames = (text: string) => text.match(/^\tat [^~\n]+/gm);
    const here = await lk("run", "broken", "--input", work.path("broken/input.json"));
    const there = await lk(
      "submit",
      "--project",
      "broken",
      "--input",
      work.path("broken/input.json"),
      "--wait",
    );
    expect(there.code).toBe(1);
    expect(frames(there.err)).toEqual(frames(here.err));
    expect(frames(there.err)).not.toBeNull();
  });

  test("a key stands for one session", async () => {
    const args = [
      "submit",
      "--project",
      "wordcount",
      "--input",
      '{"text":"a b a","top":1}',
      "--id",
      "order 7",
    ];
    expect((await lk(...args)).err).toBe((await lk(...args)).err);
  });

  test("a session is cancelled while it works, and says so", async () => {
    const { err } = await lk("submit", "--project", "slow", "--input", '{"x":1}');
    const [, session] = /^session (\w+)/.exec(err)!;
    const state = async () => {
      const { out } = await lk("status", session!, "--project", "slow", "--format", "json");
      return (JSON.parse(out) as { state: string }).state;
    };
    expect(await state()).toBe("running");
    expect((await lk("cancel", session!, "--project", "slow")).code).toBe(0);
    expect(await state()).toBe("cancelled");
    expect((await lk("sessions", "--project", "slow", "--failed")).out).toContain("cancelled");
  });

  test("a wrong input starts nothing", async () => {
    const { code, out, err } = await lk("submit", "--project", "wordcount", "--input", '{"text":7}');
    expect([code, out]).toEqual([2, ""]);
    expect(err).not.toContain("session");
  });

  test("what cannot be reached is named", async () => {
    const nowhere = { ...env, NATS_URL: `nats://127.0.0.1:${await freePort()}` };
    const { code, err } = await work.lk(["sessions", "--project", "wordcount"], { env: nowhere });
    expect(code).toBe(3);
    expect(err).toContain("NATS");
  });
});
