import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findSession, newSession, openSession, sessionFolder, stateFolder } from "../../src/state/index.js";

let state: string;
beforeEach(() => {
  state = join(mkdtempSync(join(tmpdir(), "lk state 🗂 ")), "made", "by lk");
});
afterEach(() => rmSync(join(state, "..", ".."), { recursive: true, force: true }));

const id = (number: number) => number.toString(16).padStart(32, "0");

test.each([undefined, "", "home/me", "."])(
  "without a home directory in HOME (%j) it is still absolute",
  (HOME) => {
    expect(stateFolder({ HOME })).toMatch(/^\/.*\.local\/state\/lambdakube$/);
  },
);

test("where the state is", () => {
  expect(stateFolder({ LK_STATE_DIR: "/s", XDG_STATE_HOME: "/x", HOME: "/h" })).toBe("/s");
  expect(stateFolder({ XDG_STATE_HOME: "/x", HOME: "/h" })).toBe("/x/lambdakube");
  expect(stateFolder({ XDG_STATE_HOME: "relative", HOME: "/h" })).toBe("/h/.local/state/lambdakube");
});

test("folders are for their owner only, and the last session is known", () => {
  const [first, second] = [newSession(), newSession()];
  openSession(state, first);
  const { folder } = openSession(state, second);
  for (const path of [state, join(state, "sessions"), folder])
    expect(statSync(path).mode & 0o777).toBe(0o700);
  expect(statSync(join(state, "last")).mode & 0o777).toBe(0o600);
  expect(findSession(state, "last")).toEqual({ kind: "found", id: second });
  expect(first).toMatch(/^[0-9a-f]{32}$/);
});

test("a session that is taken back leaves the one before as the last", () => {
  const [first, second] = [newSession(), newSession()];
  const one = openSession(state, first);
  openSession(state, second).forget();
  expect(findSession(state, "last")).toEqual({ kind: "found", id: first });
  one.forget();
  expect(readdirSync(state)).toEqual(["sessions"]);
  expect(readdirSync(join(state, "sessions"))).toEqual([]);
});

test("the newest 200 are kept, and what still runs", () => {
  for (let number = 0; number < 205; number++) {
    const folder = sessionFolder(state, id(number));
    mkdirSync(folder, { recursive: true });
    if (number === 1)
      writeFileSync(join(folder, "session.json"), JSON.stringify({ state: "running", pid: process.pid }));
    utimesSync(folder, 1000 + number, 1000 + number);
  }
  openSession(state, id(999));
  const left = readdirSync(join(state, "sessions"));
  expect(left.length).toBe(201);
  expect(left).toContain(id(999));
  expect(left).toContain(id(1));
  expect(left).not.toContain(id(0));
  expect(left).not.toContain(id(5));
  expect(left).toContain(id(6));
});

describe("finding a session", () => {
  beforeEach(() => {
    for (const name of ["abcdef00", "abcdef11", "1234567"]) openSession(state, name.padEnd(32, "0"));
  });

  test.each([
    ["1234567".padEnd(32, "0"), "found"],
    ["123456", "found"],
    ["session-123456", "found"],
    ["ABCDEF11", "found"],
    ["12345", "short"],
    ["abcdef", "ambiguous"],
    ["abcdef22", "none"],
    ["../../etc", "malformed"],
    ["", "malformed"],
    ["1".repeat(33), "malformed"],
  ])("%s: %s", (name, kind) => {
    expect(findSession(state, name).kind).toBe(kind);
  });

  test("a last session that was removed is none", () => {
    rmSync(sessionFolder(state, readFileSync(join(state, "last"), "utf8").trim()), { recursive: true });
    expect(findSession(state, "last").kind).toBe("none");
  });
});
