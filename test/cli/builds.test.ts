import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT, Workspace } from "./command.js";
import { described, Servers } from "./servers.js";

/** Builds of a program side by side, and sessions that are started from within the image, over a real NATS and a real Redis. */
const python = join(ROOT, ".venv/bin/python");

jest.setTimeout(120_000);

const program = (mark: string) => `@concurrency(4)
@external("outside.waiting")
node waiting(file: String) -> Bool

node marked(x: Int, go: Bool) -> String {
  if x < 0 { fail "below zero" } else { "\${x} \${go} ${mark}" }
}

pipeline main(x: Int, file: String) -> String {
  marked(x, waiting(file))
}
`;

const WAITING = `import os
import time


def waiting(file):
    while file and not os.path.exists(file):
        time.sleep(0.01)
    return True
`;

described("builds of a program", () => {
  const work = new Workspace();
  const servers = new Servers(work);
  const here = () => ({ env: { ...servers.env, LK_RELEASE: "marks" } });
  const lk = (...args: readonly string[]) => work.lk(args, here());
  const inImage = (...args: readonly string[]) =>
    work.run(python, ["-m", "lambdakube", "submit", ...args], {
      env: { ...here().env, PYTHONPATH: join(ROOT, "runtime-python") },
    });
  const input = (x: number, file = "") => ["--input", JSON.stringify({ x, file })];
  const begun = (text: string) => /^session (\w{32})\n/.exec(text)![1]!;
  let old: string;

  beforeAll(async () => {
    await servers.start();
    servers.env.LK_BUILD_LOST = "1";
    for (const mark of ["old", "new"])
      work.write({
        [`${mark}/lk.yaml`]: "name: marks\n",
        [`${mark}/src/main.lk`]: program(mark),
        [`${mark}/python/outside.py`]: WAITING,
      });
  });
  afterAll(async () => {
    await servers.stop();
    work.remove();
  });

  test("each session is worked on by its own", async () => {
    const before = await servers.serve(["old"]);
    const first = begun((await lk("submit", ...input(1, work.path("go")))).err);
    await servers.serve(["new"]);
    expect((await lk("submit", ...input(2), "--wait")).out).toBe('"2 true new"\n');
    const status = await lk("status", first, "--format", "json");
    const { build, state } = JSON.parse(status.out) as { build: string; state: string };
    expect(state).toBe("running");
    old = build;
    expect((await lk("submit", ...input(3), "--wait", "--build", old)).out).toBe('"3 true old"\n');
    expect((await inImage(...input(4), "--wait")).out).toBe('"4 true new"\n');
    expect((await inImage(...input(5), "--wait", "--build", old.slice(0, 8))).out).toBe('"5 true old"\n');
    work.write({ go: "" });
    const last = await lk("status", first, "--watch", "--format", "json");
    expect(last.out).toContain('"state":"done"');
    await servers.end(before);
  });

  test("what is asked of one that is gone fails, and says so", async () => {
    for (const submit of [lk.bind(undefined, "submit"), inImage]) {
      const done = await submit(...input(6), "--wait", "--build", old);
      expect(done.code).toBe(1);
      expect(done.err).toContain(
        `lk.BuildLostException: the services of its build ${old.slice(0, 8)} are gone`,
      );
    }
  });

  test("the image says what lk says", async () => {
    const cases: readonly (readonly string[])[] = [
      [...input(-1), "--wait", "--id", "fails"],
      [...input(7), "--wait", "--id", "a key"],
      [...input(8), "--id", "a key"],
      ["--input", '{"x": "seven", "file": ""}'],
      ["--input", '{"x": 1, "fiel": ""}'],
      [],
      ["nothing", ...input(1)],
      ["mian", ...input(1)],
      ["--input", "missing.json"],
      ["--input", " "],
      [...input(1), "--timeout", "soon"],
      [...input(1), "--build", "ffffffff"],
    ];
    for (const args of cases) {
      const theirs = await lk("submit", ...args);
      const ours = await inImage(...args);
      // What is known of other builds changes as services come and go.
      expect([args, ours.code, ours.out, ours.err]).toEqual([args, theirs.code, theirs.out, theirs.err]);
    }
  });

  test("the image names what cannot be reached", async () => {
    const done = await work.run(python, ["-m", "lambdakube", "submit", ...input(1)], {
      env: { ...here().env, PYTHONPATH: join(ROOT, "runtime-python"), NATS_URL: "nats://127.0.0.1:1" },
    });
    expect([done.code, done.out]).toEqual([3, ""]);
    expect(done.err).toMatch(/^error: NATS at nats:\/\/127\.0\.0\.1:1 cannot be reached/);
    expect(existsSync(work.path("session.json"))).toBe(false);
  });
});
