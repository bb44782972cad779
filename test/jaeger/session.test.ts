import { Workspace } from "../cli/command";
import { described as overServers, Servers } from "../cli/servers";
import { describeJaeger, type Jaeger, startJaeger } from "./jaeger";
import { answering } from "./server";

/** Sessions over a real NATS and a real Redis whose spans go to a real Jaeger, as `lk trace` prints them. CI asks for all three by LK_REQUIRE. */
const described = overServers === describe ? describeJaeger : describe.skip;

jest.setTimeout(120_000);

const SLOW = `@external("outside.sleep")
node sleep(x: Int) -> Int

pipeline main(x: Int) -> Int {
  sleep(x)
}
`;

described("a program whose spans go to Jaeger", () => {
  const work = new Workspace();
  const servers = new Servers(work);
  let jaeger: Jaeger;
  /** One that has lost all. */
  let empty: Jaeger;

  beforeAll(async () => {
    [jaeger, empty] = await Promise.all([startJaeger(), startJaeger()]);
    await servers.start();
    servers.env.OTEL_EXPORTER_OTLP_ENDPOINT = jaeger.otlp;
    for (const name of ["wordcount", "broken"]) work.example(name);
    work.write({
      "slow/lk.yaml": "name: slow\n",
      "slow/src/main.lk": SLOW,
      "slow/python/outside.py": "import time\n\n\ndef sleep(x):\n    time.sleep(60)\n    return x\n",
    });
    for (const name of ["wordcount", "broken", "slow"]) await servers.serve([name]);
  });

  afterAll(async () => {
    await servers.stop();
    await Promise.all([jaeger.stop(), empty.stop()]);
    work.remove();
  });

  const lk = (args: readonly string[], more: Record<string, string> = {}) =>
    work.lk(args, { env: { ...servers.env, ...more } });

  async function submit(program: string, more: Record<string, string>, ...args: readonly string[]) {
    const { err, code } = await lk(["submit", "--project", program, ...args], more);
    return { session: /^session (\w+)/.exec(err)![1]!, err, code };
  }

  /** Asks until Jaeger has the session's own span, which leaves last. */
  async function traced(session: string, ...args: readonly string[]) {
    for (let round = 0; ; round++) {
      const found = await lk(["trace", session, "--jaeger", jaeger.query, ...args]);
      if (found.code === 0 || round > 100) return found;
    }
  }

  /** Without what differs between two runs. */
  const bare = (text: string) =>
    text
      .slice(text.indexOf("Exception in thread"))
      .replace(/session-[0-9a-f]{32}/, "session-<id>")
      .replace(/host [^\],]+/g, "host <host>");

  test("a failure has the trace that it has here, with attempts and causes, by Jaeger and by the store", async () => {
    const input = ["--input", work.path("broken/input.json")];
    const here = await lk(["run", "broken", ...input]);
    const { session, err, code } = await submit("broken", {}, ...input, "--wait");
    expect(code).toBe(1);
    expect(bare(err)).toBe(bare(here.err));
    const found = await traced(session, "--project", work.root);
    expect(found).toMatchObject({ code: 0, err: "" });
    expect(bare(found.out)).toBe(bare(here.err));
    const stored = await lk(["trace", session, "--release", "broken"]);
    expect(stored).toMatchObject({ code: 0, err: "" });
    expect(bare(stored.out)).toBe(`${bare(here.err)}\t... from the session's record on the platform\n`);
    const nowhere = await lk(["trace", session, "--release", "broken", "--jaeger", "127.0.0.1:1"]);
    expect(nowhere.err).toMatch(/^error: Jaeger at http:\/\/127.0.0.1:1 cannot be reached/);
    expect(nowhere.code).toBe(5);
    expect(bare(nowhere.out)).toBe(
      `${bare(here.err)}\t... from the session's record on the platform: Jaeger could not be asked\n`,
    );
    const evicted = await lk(["trace", session, "--release", "broken", "--jaeger", `${empty.query}`]);
    expect(evicted).toMatchObject({ code: 5, err: "" });
    expect(evicted.out).toContain("on the platform: Jaeger has no spans of it\n");
  });

  test("a session that ended well is a tree, with every call in Jaeger", async () => {
    const { session, code } = await submit(
      "wordcount",
      {},
      "--input",
      work.path("wordcount/input.json"),
      "--wait",
    );
    expect(code).toBe(0);
    const { out } = await traced(session);
    expect(out).toMatch(
      /^session [0-9a-f]{32}: done in .*\n├─ lk submit +[\d.]+ m?s +of lk\n└─ main\.main +[\d.]+ m?s \* pipeline\n/,
    );
    expect(out).toMatch(/─ main-count ×15 .* waited /);
    expect(out).toContain("* the end waited for these: ");
    const json = JSON.parse((await traced(session, "--format", "json")).out);
    expect(json).toMatchObject({ state: "done", missing: 0, holes: [] });
    expect(json.calls).toMatchObject([{ name: "lk submit", calls: [{ name: "session" }] }]);
  });

  test("the command's own span goes to a Jaeger that is too old for OTLP, too", async () => {
    const more = {
      OTEL_TRACES_EXPORTER: "jaeger",
      OTEL_EXPORTER_JAEGER_ENDPOINT: `${jaeger.thrift}/api/traces`,
    };
    const { session, code } = await submit(
      "broken",
      more,
      "--input",
      work.path("broken/input.json"),
      "--wait",
    );
    expect(code).toBe(1);
    const json = JSON.parse((await traced(session, "--format", "json")).out);
    expect(json.calls).toMatchObject([{ name: "lk submit", calls: [{ name: "session", failed: true }] }]);
    expect(json.failure.frames.length).toBe(6);
  });

  test("a collector that hangs, refuses or is away changes nothing, and holds nobody up", async () => {
    const input = ["--input", work.path("broken/input.json"), "--wait"];
    const plain = await submit("broken", { OTEL_SDK_DISABLED: "true" }, ...input);
    await answering(
      (request, response) => {
        if (request.url!.includes("refused")) response.writeHead(500).end();
      },
      async ({ url }) => {
        for (const more of [
          { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${url}/hangs` },
          { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${url}/refused` },
          { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://127.0.0.1:1/" },
          { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "no address" },
          { OTEL_TRACES_EXPORTER: "jaeger", OTEL_EXPORTER_JAEGER_ENDPOINT: `${url}/hangs` },
          { OTEL_TRACES_EXPORTER: "jaeger", OTEL_EXPORTER_JAEGER_ENDPOINT: "http://127.0.0.1:1/" },
        ]) {
          const { code, err } = await submit("broken", more, ...input);
          expect([more, code, bare(err)]).toEqual([more, 1, bare(plain.err)]);
        }
      },
    );
  });

  test("a running session says where it is; followed, it is printed when it has ended", async () => {
    const { session } = await submit("slow", {}, "--input", '{"x":1}');
    for (;;) {
      const { code, out } = await lk(["trace", session, "--project", "slow"]);
      expect(code).toBe(5);
      expect(out).toContain(": running since ");
      if (out.includes("main-sleep: 0 of 1 done, 1 running\n")) break;
    }
    const following = lk(["trace", session, "--follow", "--project", "slow"]);
    expect((await lk(["cancel", session, "--project", "slow"])).code).toBe(0);
    const { out } = await following;
    expect(out).toContain("lk.SessionCancelledException: the session was cancelled\n");
  });

  test("what nobody knows", async () => {
    const { code, out, err } = await lk([
      "trace",
      "f".repeat(32),
      "--jaeger",
      jaeger.query,
      "--project",
      "slow",
    ]);
    expect([code, out]).toEqual([4, ""]);
    expect(err).toMatch(
      /^error: there is no session f{32} on this machine; Jaeger at \S+ has no trace f{32}; the release `slow` has no session f{32}\n/,
    );
  });
});
