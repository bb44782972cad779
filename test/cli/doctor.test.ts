import { chmodSync } from "node:fs";
import { join } from "node:path";
import { bytes, missing } from "../../src/cli/doctor/finding.js";
import { findingText } from "../../src/cli/doctor/print.js";
import { brokerFindings, storeFindings } from "../../src/cli/doctor/servers.js";
import { ask, isAtLeast, versionIn } from "../../src/cli/doctor/tools.js";
import type { Output } from "../../src/cli/host.js";
import { described, freePort, Servers } from "../client/servers.js";
import { ROOT, Workspace } from "./command.js";

jest.setTimeout(60_000);

interface Report {
  readonly ok: boolean;
  readonly findings: readonly { part: string; status: string; message: string; hint?: string }[];
}

const STORE = {
  version: "7.0.15",
  address: "redis://h",
  persistent: true,
  eviction: "noeviction",
  room: 0,
  used: 5e9,
};

describe("what is known of Redis", () => {
  const doubts = (more: object) =>
    storeFindings({ ...STORE, ...more }).filter(({ status }) => status !== "ok");

  test("is good where it keeps what it is given", () => {
    expect(storeFindings(STORE)).toEqual([{ part: "redis", status: "ok", message: "7.0.15 at redis://h" }]);
  });

  test.each([
    [{ persistent: false }, "set `appendonly yes`"],
    [{ eviction: "allkeys-lru" }, "set `maxmemory-policy noeviction`"],
    [{ room: 5.1e9 }, "maxmemory"],
  ])("is doubtful with %j", (more, hint) => {
    const [doubt, ...others] = doubts(more);
    expect(others).toEqual([]);
    expect(doubt).toMatchObject({ part: "redis", status: "warn" });
    expect(doubt!.hint).toContain(hint);
  });

  test("is not doubted where the user may not know", () => {
    expect(
      doubts({ version: undefined, persistent: undefined, eviction: undefined, room: undefined }),
    ).toEqual([]);
  });
});

test("NATS is doubtful when its room is nearly used up", () => {
  const facts = { version: "2.10.4", address: "nats://h", stored: 95e6, room: 100e6 };
  expect(brokerFindings(facts)).toMatchObject([
    { status: "warn", message: expect.stringContaining("95.0 MB of 100 MB") },
  ]);
  expect(brokerFindings({ ...facts, room: undefined })).toMatchObject([{ status: "ok" }]);
});

test("what is missing is bad only where it is needed, and else says what for", () => {
  expect(missing("helm", { needed: true, reason: "for r" }, "m", "h")).toEqual({
    part: "helm",
    status: "bad",
    message: "m",
    hint: "h",
  });
  expect(missing("helm", { needed: false, reason: "for r" }, "m", "h")).toMatchObject({
    status: "warn",
    hint: "h; for r",
  });
});

test("sizes and versions", () => {
  expect([0, 999, 1000, 123_456_789, 5e15, 5e20].map(bytes)).toEqual([
    "0 bytes",
    "999 bytes",
    "1.0 kB",
    "123 MB",
    "5.0 PB",
    "500000 PB",
  ]);
  expect(["Python 3.11.7", "v3.14.2+gc309b6f", "nothing"].map(versionIn)).toEqual([
    "3.11.7",
    "3.14.2",
    undefined,
  ]);
  expect([isAtLeast("3.10.0", "3.8"), isAtLeast("3.9", "3.10"), isAtLeast("3.8", "3.8")]).toEqual([
    true,
    false,
    true,
  ]);
});

test("a program that is not there has no answer", async () => {
  expect(await ask("no-such-program", [], process.env)).toBeUndefined();
});

test.each([80, 120])("a finding fits a terminal of %d columns and acts on nothing", (columns) => {
  const output: Output = { write: () => {}, terminal: true, colour: false, columns };
  const text = findingText(
    { part: "redis", status: "warn", message: `\u001b[2J${"word ".repeat(60)}` },
    output,
  );
  expect(text).not.toContain("\u001b");
  for (const line of text.trimEnd().split("\n")) expect(line.length).toBeLessThan(columns);
  expect(findingText({ part: "nats", status: "bad", message: "m" }, { ...output, colour: true })).toBe(
    "\u001b[31;1mbad  \u001b[0m nats     m\n",
  );
});

described("lk doctor", () => {
  const work = new Workspace();
  const servers = new Servers();
  afterAll(async () => {
    await servers.stop();
    work.remove();
  });

  const python = join(ROOT, ".venv/bin/python");

  async function report(env: Readonly<Record<string, string>>, ...args: readonly string[]) {
    const { code, out, err } = await work.lk(["doctor", "--format", "json", ...args], {
      env: { LK_PYTHON: python, ...env },
    });
    const { ok, findings } = JSON.parse(out) as Report;
    expect([ok, err]).toEqual([code === 0, ""]);
    return { code, of: (part: string) => findings.filter((finding) => finding.part === part) };
  }

  /** Programs that print something, and the environment in which they are found first. */
  function tools(texts: Readonly<Record<string, string>>): { readonly PATH: string } {
    for (const [name, text] of Object.entries(texts)) {
      work.write({ [`bin/${name}`]: `#!/bin/sh\ncat <<'END'\n${text}\nEND\n` });
      chmodSync(work.path("bin", name), 0o755);
    }
    return { PATH: `${work.path("bin")}:${process.env.PATH}` };
  }

  test("all that is set up is good", async () => {
    const broker = await servers.nats();
    const store = await servers.redis(["--appendonly", "yes"]);
    const version = (gitVersion: string) => ({ gitVersion });
    const cluster = JSON.stringify({ clientVersion: version("v1.32.4"), serverVersion: version("v1.31.0") });
    const { code, of } = await report({
      NATS_URL: `nats://127.0.0.1:${broker.port}`,
      REDIS_URL: `redis://127.0.0.1:${store.port}`,
      ...tools({ helm: "v3.14.2+gc309b6f", kubectl: cluster }),
    });
    expect(code).toBe(0);
    for (const part of ["python", "state", "nats", "redis", "helm", "kubectl"])
      expect(of(part)).toMatchObject([{ status: "ok" }]);
    expect(of("jaeger")).toMatchObject([{ status: "warn" }]);
    expect(of("kubectl")[0]!.message).toBe("1.32.4, with a cluster of version 1.31.0");
  });

  test("what is named and not there is bad, with its address and nothing secret", async () => {
    const port = await freePort();
    const { code, of } = await report({
      NATS_URL: `nats://shop:s3cr3t@127.0.0.1:${port}`,
      REDIS_URL: `redis://:s3cr3t@127.0.0.1:${port}`,
      JAEGER_URL: `http://shop:s3cr3t@127.0.0.1:${port}`,
    });
    expect(code).toBe(3);
    for (const part of ["nats", "redis", "jaeger"]) {
      expect(of(part)).toMatchObject([
        { status: "bad", message: expect.stringContaining(`127.0.0.1:${port}`) },
      ]);
      expect(JSON.stringify(of(part))).not.toContain("s3cr3t");
    }
  });

  test("a Redis that forgets is doubtful, one without writes bad", async () => {
    const forgetful = await servers.redis(["--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru"]);
    const { of } = await report({ REDIS_URL: `redis://127.0.0.1:${forgetful.port}` });
    expect(of("redis").map(({ status, hint }) => [status, hint])).toEqual([
      ["ok", undefined],
      ["warn", "set `appendonly yes`"],
      ["warn", "set `maxmemory-policy noeviction`"],
    ]);
    const replica = await servers.redis(["--replicaof", "127.0.0.1", `${forgetful.port}`]);
    const bad = await report({ REDIS_URL: `redis://127.0.0.1:${replica.port}` });
    expect(bad.code).toBe(3);
    expect(bad.of("redis")).toMatchObject([{ status: "bad", message: expect.stringContaining("read-only") }]);
  });

  test("NATS without JetStream is bad", async () => {
    const { port } = await servers.nats("", { jetstream: false });
    const { code, of } = await report({ NATS_URL: `nats://127.0.0.1:${port}` });
    expect(code).toBe(3);
    expect(of("nats")).toMatchObject([{ status: "bad", hint: expect.stringContaining("`-js`") }]);
  });

  test("a program that is deployed needs helm and a cluster", async () => {
    work.write({ "shop/lk.yaml": "name: shop\ndeploy:\n  target: kubernetes\n", "shop/src/main.lk": "" });
    const old = tools({ helm: "v2.17.0", kubectl: '{"clientVersion":{"gitVersion":"v1.30.1"}}' });
    const { code, of } = await report(old, "--project", "shop");
    expect(code).toBe(3);
    expect(of("helm")).toMatchObject([{ status: "bad", message: "version 2.17.0; 3.8 or later is needed" }]);
    expect(of("kubectl")).toMatchObject([
      { status: "bad", message: "1.30.1, but no cluster can be reached" },
    ]);
    expect((await report(old)).of("helm")).toMatchObject([{ status: "warn" }]);
  });

  test("Python is always needed", async () => {
    for (const LK_PYTHON of [
      work.path("none"),
      join(tools({ python2: "Python 2.7.18" }).PATH.split(":")[0]!, "python2"),
    ]) {
      const { code, of } = await report({ LK_PYTHON });
      expect(code).toBe(3);
      expect(of("python")).toMatchObject([{ status: "bad", hint: expect.stringContaining("Python 3.10") }]);
    }
  });

  test("a state folder that cannot be made is bad", async () => {
    const { code, of } = await report({ LK_STATE_DIR: "/proc/none/state" });
    expect(code).toBe(3);
    expect(of("state")).toMatchObject([{ status: "bad" }]);
  });

  test("as text it is a line a finding", async () => {
    const { code, out, err } = await work.lk(["doctor"], { env: { LK_PYTHON: python } });
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^(ok|warn|bad) +(python|state|nats|redis|jaeger|helm|kubectl) +\S/m);
    for (const line of out.trimEnd().split("\n")) expect(line).toMatch(/^(ok {3}|warn {1}|bad {2}) \w+ +\S/);
  });
});
