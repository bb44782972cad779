import { gzipSync } from "node:zlib";
import { failureOf } from "../../src/cli/platform/failure.js";
import { readBuild } from "../../src/client/builds.js";
import { withEnd } from "../../src/client/ends.js";
import { readEntry } from "../../src/client/entry.js";
import { sessionKey } from "../../src/client/keys.js";
import { isAtLeast, oneLine, PlatformProblem, shownAddress, unreachable } from "../../src/client/problem.js";
import { sessionOfKey } from "../../src/client/sessions.js";
import { checkRelease, settings } from "../../src/client/settings.js";

const SESSION = "7f3a9c0d41e24b1a9f0c2d3e4f5a6b7c";
const ENTRY = {
  session: SESSION,
  build: "ab".repeat(32),
  pipeline: "main.main",
  started: 1,
  deadline: 2,
  state: "running",
};

describe("an entry with its end", () => {
  test("has the state of the end, which is known first", () => {
    expect(withEnd({ ...ENTRY, state: "running" }, { state: "done", value: "1" })).toEqual({
      ...ENTRY,
      state: "done",
    });
  });

  test("runs while its end was not seen, whatever was written since", () => {
    for (const state of ["running", "done", "failed", "cancelled", "deadline"] as const)
      expect(withEnd({ ...ENTRY, state, ended: 3 }, undefined)).toEqual({ ...ENTRY, state: "running" });
  });
});

describe("an entry of the bucket", () => {
  test("is read as it was written", () => {
    for (const more of [{}, { ended: 3, state: "deadline", failure: {}, input: "x" }])
      expect(readEntry(JSON.stringify({ ...ENTRY, ...more }), SESSION)).toEqual({ ...ENTRY, ...more });
  });

  test.each<[string, unknown]>([
    ["no JSON", undefined],
    ["null", null],
    ["a list", []],
    ["of another session", { ...ENTRY, session: SESSION.replace("7", "8") }],
    ["a build that acts on the terminal", { ...ENTRY, build: "\u001b[2Jabcdef" }],
    ["a pipeline that is no text", { ...ENTRY, pipeline: 7 }],
    ["a time that no clock shows", { ...ENTRY, started: 1e300 }],
    ["no deadline", { ...ENTRY, deadline: null }],
    ["an end that is none", { ...ENTRY, ended: "soon" }],
    ["a state that does not exist", { ...ENTRY, state: "\u001b[31m" }],
  ])("is none: %s", (_, entry) => {
    expect(readEntry(entry === undefined ? "{" : JSON.stringify(entry), SESSION)).toBeUndefined();
  });
});

describe("a build of the bucket", () => {
  const build = {
    digest: "ab".repeat(32),
    program: "shop",
    version: "1.0.0",
    registered: 1,
    accepts: true,
    descriptor: { name: "shop", modules: {}, services: {}, pipelines: {} },
  };

  test("is read as it was written", () => {
    expect(readBuild(gzipSync(JSON.stringify(build)))).toEqual(build);
  });

  test.each<[string, Uint8Array]>([
    ["not packed", Buffer.from(JSON.stringify(build))],
    ["no JSON", gzipSync("{")],
    ["no object", gzipSync("null")],
    ["a digest that is none", gzipSync(JSON.stringify({ ...build, digest: "../../x" }))],
    ["no descriptor", gzipSync(JSON.stringify({ ...build, descriptor: null }))],
    [
      "no services",
      gzipSync(JSON.stringify({ ...build, descriptor: { ...build.descriptor, services: [] } })),
    ],
  ])("is none: %s", (_, data) => {
    expect(readBuild(data)).toBeUndefined();
  });
});

test.each([
  "{",
  "null",
  "[]",
  '{"kind":"Failed"}',
  '{"kind":"Failed","message":7,"frames":[]}',
  '{"kind":1,"message":"","frames":{}}',
])("a failure that is none is said to be none: %s", (failure) => {
  expect(failureOf({ state: "failed", failure })).toEqual({
    kind: "Internal",
    message: "what the store holds is no failure",
    frames: [],
  });
});

describe("keys", () => {
  const hostile = ["*", ">", "a.b", "a b", "{x}", "\u001b[2J", "a\nb", "x".repeat(100_000), "🚀", "a:1", ""];

  test("of the user stand for sessions, whatever is in them", () => {
    const sessions = hostile.map((key) => sessionOfKey("shop", key));
    for (const session of sessions) expect(session).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(sessions).size).toBe(hostile.length);
    expect(sessionOfKey("other", "*")).not.toBe(sessions[0]);
  });

  test("of Redis have the session as their hash tag", () => {
    expect(sessionKey(SESSION, "end")).toBe(`lk:{${SESSION}}:end`);
  });

  test("a release is a word that subjects, streams and buckets can have in them", () => {
    for (const name of ["shop", "shop-2_x", "x".repeat(64)]) expect(checkRelease(name)).toBe(name);
    for (const name of [...hostile, "x".repeat(65), "ä", "a/b", "../x"])
      expect(() => checkRelease(name)).toThrow(PlatformProblem);
  });
});

describe("settings", () => {
  test("have defaults, and an empty variable counts as not set", () => {
    for (const env of [{}, { NATS_URL: "", REDIS_URL: " ", NATS_USER: "", NATS_TOKEN_FILE: "" }]) {
      const { nats, redis } = settings(env);
      expect([nats.url, redis.url]).toEqual(["nats://127.0.0.1:4222", "redis://127.0.0.1:6379"]);
      expect([nats.user, nats.token, nats.tls, redis.password, redis.tls]).toEqual(Array(5).fill(undefined));
    }
  });

  test("name a file that cannot be read", () => {
    for (const name of ["NATS_PASSWORD_FILE", "NATS_CREDS", "NATS_CA", "REDIS_KEY", "REDIS_PASSWORD_FILE"])
      expect(() => settings({ [name]: "/nowhere/x" })).toThrow(
        `${name} names /nowhere/x, which cannot be read: no such file`,
      );
    expect(() => settings({ NATS_CA: "/" })).toThrow("it is a folder");
  });

  test("take a variable before its file", () => {
    expect(settings({ NATS_TOKEN: " t ", NATS_TOKEN_FILE: "/nowhere" }).nats.token).toBe("t");
  });
});

describe("addresses are shown without what is secret", () => {
  test.each([
    ["nats://user:pass@host:4222", "nats://host:4222"],
    ["nats://a:b@h, nats://c@i", "nats://h,nats://i"],
    ["redis://:p@ss@host", "redis://host"],
    ["user:pass@host", "host"],
    ["nats://us\ner:pass@host", "nats://host"],
    ["REDIS://u:p@h/0", "REDIS://h/0"],
  ])("%j", (address, shown) => {
    expect(shownAddress(address)).toBe(shown);
  });

  test("and not at any length", () => {
    expect(shownAddress("x".repeat(10_000)).length).toBeLessThanOrEqual(200);
  });
});

test("versions are compared number by number", () => {
  expect([
    isAtLeast("2.10.4", "2.10"),
    isAtLeast("2.9.25", "2.10"),
    isAtLeast("7.0.15", "6.2"),
    isAtLeast("6.0.16", "6.2"),
  ]).toEqual([true, false, true, false]);
  expect([isAtLeast("2.11.0-RC.1", "2.10"), isAtLeast("", "2.10"), isAtLeast("x", "2.10")]).toEqual([
    true,
    false,
    false,
  ]);
});

test("an error of the system is found within that of a library, also in a circle of them", () => {
  const inner = Object.assign(new Error("x"), { code: "ECONNREFUSED" });
  expect(unreachable({ chainedError: { cause: inner } })).toBe("nothing listens there");
  const circle: { cause?: unknown } = {};
  circle.cause = circle;
  expect(unreachable(circle)).toBeUndefined();
  expect(unreachable(undefined)).toBeUndefined();
});

test("what a server says is one line of a bounded length", () => {
  expect(oneLine("a\r\n  b\tc")).toBe("a b c");
  expect(oneLine("x ".repeat(1_000)).length).toBeLessThanOrEqual(300);
});
