import { readFileSync } from "node:fs";
import { Workspace } from "./command.js";
import { described, freePort, Servers } from "./servers.js";

jest.setTimeout(60_000);

const SLOW = `@external("outside.sleep")
node sleep(x: Int) -> Int

pipeline main(x: Int) -> Int {
  sleep(x)
}
`;

described("a program on NATS and Redis", () => {
  const work = new Workspace();
  const servers = new Servers(work);

  beforeAll(async () => {
    await servers.start();
    for (const name of ["wordcount", "broken"]) work.example(name);
    work.write({
      "slow/lk.yaml": "name: slow\n",
      "slow/src/main.lk": SLOW,
      "slow/python/outside.py": "import time\n\n\ndef sleep(x):\n    time.sleep(60)\n    return x\n",
    });
    for (const name of ["wordcount", "broken", "slow"]) {
      await servers.serve([name]);
    }
  });

  afterAll(async () => {
    await servers.stop();
    work.remove();
  });

  const lk = (...args: readonly string[]) => work.lk(args, { env: servers.env });

  test("before the first session there are none", async () => {
    expect(await lk("sessions", "--project", "slow")).toMatchObject({
      code: 0,
      out: "",
      err: "no such sessions\n",
    });
    const listed = await lk("sessions", "--project", "slow", "--format", "json");
    expect(JSON.parse(listed.out)).toEqual({ sessions: [] });
  });

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

  describe("a session a line", () => {
    const each = (lines: readonly string[], ...args: readonly string[]) => {
      work.write({ "lines.jsonl": `${lines.join("\n")}\n` });
      return lk("submit", "--project", "wordcount", "--each", work.path("lines.jsonl"), ...args);
    };
    const good = ["a b a", "c", "d d d"].map((text) => JSON.stringify({ text, top: 1 }));

    test("values come in the order of the lines", async () => {
      const { code, out, err } = await each([good[0]!, "", good[1]!, good[2]!], "--wait");
      const alone = await Promise.all(
        good.map((input) => lk("submit", "--project", "wordcount", "--input", input, "--wait")),
      );
      expect([code, out]).toEqual([0, alone.map((one) => one.out).join("")]);
      expect(err.match(/^session [0-9a-f]{32}$/gm)).toHaveLength(3);
    });

    test("nothing is sent where a line does not fit, and each such line is named", async () => {
      const before = (await lk("sessions", "--project", "wordcount")).out;
      const { code, out, err } = await each([good[0]!, '{"text":7}', "", "nonsense"]);
      expect([code, out]).toEqual([2, ""]);
      expect(err).toMatch(/^error: line 2: /m);
      expect(err).toMatch(/^error: line 4: /m);
      expect(err).toContain("2 lines of 3 do not fit");
      expect((await lk("sessions", "--project", "wordcount")).out).toBe(before);
    });

    test("a key stands for one session a line, and each line has a key of its own", async () => {
      const first = await each(good, "--id", "batch");
      expect(first.out).toMatch(/^([0-9a-f]{32}\n){3}$/);
      expect((await each(good, "--id", "batch", "--format", "json")).out.match(/"session":"\w+"/g)).toEqual(
        first.out.match(/\w+/g)!.map((session) => `"session":"${session}"`),
      );
      const second = await lk("submit", "--project", "wordcount", "--input", good[1]!, "--id", "batch:2");
      expect(second.err).toBe(`session ${first.out.split("\n")[1]}\n`);
      const other = await each([good[0]!, good[2]!, good[1]!], "--id", "batch");
      expect(other.code).toBe(2);
      expect(other.err).toMatch(/^error: line 2: session \w+ was started with another input/);
      expect(other.err).toContain("1 session had been started");
    });

    test("one that fails leaves the others their values, and is grouped with those that failed like it", async () => {
      const input = JSON.parse(readFileSync(work.path("broken/input.json"), "utf8")) as object;
      work.write({ "broken.jsonl": `${JSON.stringify(input)}\n${JSON.stringify(input)}\n` });
      const file = work.path("broken.jsonl");
      const { code, out, err } = await lk("submit", "--project", "broken", "--each", file, "--wait");
      expect([code, out]).toEqual([1, ""]);
      expect(err).toMatch(/^line 1: Exception in thread/m);
      expect(err).toMatch(/^line 2: Exception in thread/m);
      const listed = await lk("sessions", "--project", "broken", "--group-by", "failure", "--format", "json");
      const { groups } = JSON.parse(listed.out) as { groups: { count: number; session: string }[] };
      expect(groups).toHaveLength(1);
      expect(groups[0]!.count).toBeGreaterThanOrEqual(2);
      expect((await lk("status", groups[0]!.session, "--project", "broken")).out).toContain("lk trace");
      expect((await lk("sessions", "--project", "broken", "--since", "1ms")).out).toBe("");
    });
  });

  test("a build is chosen by its first digits", async () => {
    const args = ["submit", "--project", "wordcount", "--input", '{"text":"a","top":1}'];
    const { out } = await lk(...args, "--format", "json");
    const { build } = JSON.parse(out) as { build: string };
    expect((await lk(...args, "--build", build.slice(0, 8), "--wait")).code).toBe(0);
    const unknown = await lk(...args, "--build", "0000000");
    expect([unknown.code, unknown.out]).toEqual([2, ""]);
    expect(unknown.err).toContain(`it has ${build.slice(0, 8)}`);
    expect((await lk(...args, "--build", build.slice(0, 3))).err).toContain("too short");
  });

  test("a session that takes longer than it may says what it was waiting for", async () => {
    const args = ["submit", "--project", "slow", "--input", '{"x":1}', "--timeout", "300ms", "--wait"];
    const { code, out, err } = await lk(...args);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain(
      "lk.SessionDeadlineException: not done within 300ms, waiting for 1 call of main-sleep",
    );
    const [, session] = /^session (\w+)/.exec(err)!;
    const { out: status } = await lk("status", session!, "--project", "slow", "--format", "json");
    expect(JSON.parse(status)).toMatchObject({ state: "deadline", failure: { kind: "SessionDeadline" } });
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

  describe("what is hostile", () => {
    const hostile = [
      "*",
      ">",
      "a b",
      "../x",
      "\u001b[2J",
      "a\nb",
      "-- -x",
      "x".repeat(50_000),
      "\u202e",
      "'; rm -rf ~",
    ];

    /** Whatever is wrong is said on lines that act on nothing, and starts nothing. */
    async function refused(code: number, ...args: readonly string[]): Promise<void> {
      const result = await lk(...args);
      expect([args.slice(0, 3).join(" ").slice(0, 80), result.code, result.out]).toEqual([
        expect.anything(),
        code,
        "",
      ]);
      expect(result.err).toMatch(/^error: /);
      expect(result.err).not.toMatch(/[\u001b\u202e]|fault in lk/);
      expect(result.err.length).toBeLessThan(2_000);
    }

    test("names no session", async () => {
      for (const name of hostile) {
        await refused(2, "status", "--project", "wordcount", "--", name);
        await refused(2, "cancel", "--project", "wordcount", "--", name);
      }
      await refused(4, "status", "--project", "wordcount", "0".repeat(32));
    });

    test("names no pipeline, build or release", async () => {
      for (const name of hostile) {
        await refused(2, "submit", "--project", "wordcount", "--input", "{}", "--", name);
        await refused(2, "submit", "--project", "wordcount", "--input", "{}", `--build=${name}`);
        await refused(2, "sessions", `--release=${name}`);
      }
    });

    test("names no file", async () => {
      for (const name of hostile.filter((each) => each.length < 1_000))
        await refused(2, "submit", "--project", "wordcount", `--each=no/${name}`);
    });

    test("is a key like any other, unless it is too long", async () => {
      const input = ["--input", '{"text":"a","top":1}'];
      const sessions = new Set<string>();
      for (const key of hostile.filter((each) => each.length < 1_000)) {
        const { code, err } = await lk("submit", "--project", "wordcount", ...input, `--id=${key}`);
        expect([key, code]).toEqual([key, 0]);
        sessions.add(err);
      }
      expect(sessions.size).toBe(hostile.length - 1);
      await refused(2, "submit", "--project", "wordcount", ...input, `--id=${"x".repeat(50_000)}`);
    });
  });

  test("a wrong input starts nothing", async () => {
    const { code, out, err } = await lk("submit", "--project", "wordcount", "--input", '{"text":7}');
    expect([code, out]).toEqual([2, ""]);
    expect(err).not.toContain("session");
  });

  test("what cannot be reached is named", async () => {
    const nowhere = { ...servers.env, NATS_URL: `nats://127.0.0.1:${await freePort()}` };
    const { code, err } = await work.lk(["sessions", "--project", "wordcount"], { env: nowhere });
    expect(code).toBe(3);
    expect(err).toContain("NATS");
  });
});
