import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lines, type Made } from "../jaeger/spans.js";
import { ROOT, Workspace } from "./command.js";

const work = new Workspace();
afterAll(() => work.remove());
jest.setTimeout(60_000);

beforeAll(async () => {
  work.example("broken");
  expect((await work.lk(["run", "broken", "--input", "broken/input.json"])).code).toBe(1);
});

const trace = async (...args: readonly string[]) => {
  const { code, out, err } = await work.lk(["trace", "last", ...args]);
  expect([code, err]).toEqual([0, ""]);
  return out;
};

test("--source has the line of each frame, while the program is the one that ran", async () => {
  const out = await trace("--source", "--plain", "--project", "broken");
  const file = work.path("broken/src/shop/rates.lk");
  const text = readFileSync(file, "utf8");
  const frames = [...out.matchAll(/^\tat shop\.rates\.\w+\(rates\.lk:(\d+)\)\n\t {4}(\d+) \| (.*)$/gm)];
  expect(frames.length).toBe(3);
  for (const [, at, line, source] of frames) {
    expect(line).toBe(at);
    expect(source).toBe(text.split("\n")[Number(at) - 1]);
  }
  writeFileSync(file, `\n${text}`);
  const changed = await trace("--source", "--plain", "--project", "broken");
  expect(changed).not.toContain(" | ");
  expect(changed.match(/^\t {4}\(the program here is not that of build [0-9a-f]{8}\)$/gm)).toHaveLength(1);
  writeFileSync(file, text);
  const elsewhere = await trace("--source", "--project", join(work.root, "state"));
  expect(elsewhere).toContain("(there is no program in ");
});

test("--python has the frames of the external, innermost", async () => {
  const [, first, second] = (await trace("--python", "--plain")).split("\n");
  expect(first).toMatch(/^\tat python\.exchange\.rate\(exchange\.py:\d+\)$/);
  expect(second).toMatch(/^\tat shop\.rates\.rate\(rates\.lk:\d+\)$/);
});

test("--args says that nothing was recorded", async () => {
  expect(await trace("--args")).toContain("\t    (no arguments: they are recorded where ");
});

test("--args has what the failing call was given, where that is recorded; nothing that is named like a secret", async () => {
  work.write({
    "secret/lk.yaml": "name: secret\n",
    "secret/src/main.lk":
      'node charge(card: String, api_key: String) -> Int {\n  fail("no")\n}\n\npipeline main(card: String, api_key: String) -> Int {\n  charge(card, api_key)\n}\n',
  });
  const input = '{"card":"visa\\u001b[31m","api_key":"s3cret"}';
  const env = { LK_TRACE_ARGUMENTS: "1" };
  expect((await work.lk(["run", "secret", "--input", input], { env })).code).toBe(1);
  const { out } = await work.lk(["trace", "last", "--args", "--plain"]);
  expect(out).toContain('\tat main.charge(main.lk:2)\n\t    card = "visa\\u001b[31m"\n');
  expect(out).not.toContain("s3cret");
  expect((await work.lk(["trace", "last", "--format", "html"])).out).not.toContain("s3cret");
});

const RUNNING = "7f3a9c1d41e24b1a9f0c2d3e4f5a6b7c";
const record = (more: object) =>
  JSON.stringify({
    version: 1,
    session: RUNNING,
    program: "shop",
    build: "a".repeat(64),
    pipeline: "main.main",
    started: "2026-11-24T22:53:37.000001Z",
    pid: process.pid,
    ...more,
  });

test("--follow waits for the end, and says meanwhile where the session is", async () => {
  const counts = (done: number) => [
    { service: "shop-rate", function: "f", done, failed: 0, retrying: 0, total: 2 },
  ];
  const call: Made = {
    id: 5,
    parent: 4,
    name: "shop-rate",
    kind: 5,
    host: "h",
    attributes: { "lk.service": "shop-rate", "code.function.name": "main.main" },
  };
  const file = `state/sessions/${RUNNING}/session.json`;
  work.write({
    [file]: record({ state: "running", counts: counts(1) }),
    [`state/sessions/${RUNNING}/spans.jsonl`]: lines([call], RUNNING),
  });
  const now = await work.lk(["trace", RUNNING]);
  expect(now.code).toBe(5);
  const open =
    /shop-rate: 1 of 2 done\nopen: main\.main, since [\d:.]+Z, 1 call in it ended, the last at [\d:.]+Z, on h\n/;
  expect(now.out).toMatch(open);
  const child = spawn(join(ROOT, "bin/lk"), ["trace", RUNNING, "--follow"], {
    env: { ...process.env, LK_STATE_DIR: work.state },
  });
  const said = { out: "", err: "" };
  child.stdout.on("data", (part) => {
    said.out += part;
  });
  const ended = once(child, "close");
  // It looks again only after it has said where the session is.
  await new Promise<void>((resolve) => {
    child.stderr.on("data", (part) => {
      said.err += part;
      if (open.test(said.err)) resolve();
    });
  });
  work.write({ [file]: record({ state: "done", ended: "2026-11-24T22:53:38.000001Z", counts: counts(2) }) });
  const [code] = await ended;
  expect(said.out).toContain(`session ${RUNNING} main.main: done in 1.00 s\n`);
  // One of its two calls has left no span.
  expect(code).toBe(5);
});
