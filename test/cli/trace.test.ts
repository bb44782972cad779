import { Workspace } from "./command.js";

const work = new Workspace();
afterAll(() => work.remove());

const FAILED = "7f3a9c0d41e24b1a9f0c2d3e4f5a6b7c";
const RUNNING = "7f3a9c1d41e24b1a9f0c2d3e4f5a6b7c";
const CUT = "00000000000000000000000000000001";
const record = (session: string, more: object) =>
  JSON.stringify({
    version: 1,
    session,
    program: "shop",
    build: "a".repeat(64),
    pipeline: "main.main",
    started: "2026-11-24T22:53:37.000001Z",
    counts: [],
    ...more,
  });

beforeAll(() => {
  const failure = {
    kind: "Failed",
    message: "no\nrate",
    frames: [
      {
        function: "shop/main.rate",
        file: "src/shop/main.lk",
        line: 3,
        service: "shop-main-rate",
        kind: "node",
        host: "h",
      },
    ],
    causes: [],
    suppressed: [],
  };
  work.write({
    [`state/sessions/${FAILED}/session.json`]: record(FAILED, {
      state: "failed",
      ended: "2026-11-24T22:53:38.000001Z",
      failure,
    }),
    [`state/sessions/${RUNNING}/session.json`]: record(RUNNING, {
      state: "running",
      pid: process.pid,
      counts: [{ service: "shop-main-rate", function: "f", done: 3, failed: 0, retrying: 0, total: 9 }],
    }),
    [`state/sessions/${CUT}/spans.jsonl`]: '{"resourceSpans":[{',
    "state/last": `${FAILED}\n`,
  });
});

test("the stack trace of a failed session", async () => {
  expect(await work.lk(["trace", "last"])).toEqual({
    code: 0,
    err: "",
    out: `Exception in thread "session-${FAILED}" lk.FailedException: no\\nrate\n\tat shop.main.rate(main.lk:3) ~[node shop-main-rate, host h]\n`,
  });
  expect((await work.lk(["trace", "7f3a9c0", "--plain"])).out).toContain("\tat shop.main.rate(main.lk:3)\n");
});

test("JSON", async () => {
  const { code, out } = await work.lk(["trace", FAILED, "--format", "json"]);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    session: FAILED,
    state: "failed",
    failure: { kind: "Failed", message: "no\nrate" },
    holes: [],
    calls: [],
  });
});

test("a running session says where it is, and is incomplete", async () => {
  const { code, out } = await work.lk(["trace", RUNNING]);
  expect(code).toBe(5);
  expect(out).toContain("running since 2026-11-24T22:53:37.000001Z\nshop-main-rate: 3 of 9 done\n");
});

test.each([
  ["7f3a9c", 2, /^error: several sessions begin with 7f3a9c\n {2}7f3a9c[01]/],
  ["7f3a9", 2, /^error: `7f3a9` is too short\n {2}give at least 6 digits/],
  ["latest", 2, /^error: `latest` is no session\n/],
  ["abcdef12", 4, /^error: there is no session abcdef12 on this machine\n/],
  ["000000", 4, /^error: session 0{31}1 has left no record\n/],
])("%s", async (name, code, err) => {
  const result = await work.lk(["trace", name]);
  expect(result).toMatchObject({ code, out: "" });
  expect(result.err).toMatch(err);
});

test("without a session there is none", async () => {
  expect(await work.lk(["trace", "last"], { env: { LK_STATE_DIR: work.path("nowhere") } })).toEqual({
    code: 4,
    out: "",
    err: "error: there is no session yet\n  `lk run` makes one\n",
  });
});
