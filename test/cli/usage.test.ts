import { existsSync } from "node:fs";
import { version } from "../../package.json";
import { ROOT, Workspace } from "./command.js";

const work = new Workspace();
afterAll(() => work.remove());

test.each([
  ["--version", `${version}\n`],
  ["-V", `${version}\n`],
])("%s", async (option, out) => {
  expect(await work.lk([option])).toEqual({ code: 0, out, err: "" });
});

test("--version is the same without a snapshot", async () => {
  expect((await work.run(process.execPath, [`${ROOT}/dist/start.js`, "--version"])).out).toBe(`${version}\n`);
});

test("--help and the help of a command go to standard output", async () => {
  const all = await work.lk(["--help"]);
  for (const name of ["new", "check", "fmt", "test", "build", "run", "trace", "explain"])
    expect(all.out).toContain(`\n  ${name} `);
  expect(all).toMatchObject({ code: 0, err: "" });
  const one = await work.lk(["help", "run"]);
  expect(one.out).toContain("--chaos <SEED>");
  expect((await work.lk(["run", "--help"])).out).toBe(one.out);
});

test("without a command the help goes to standard error", async () => {
  const { code, out, err } = await work.lk([]);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain("Usage: lk");
});

test.each([
  [["chek"], "error: unknown command `chek`\n  did you mean `check`?\n"],
  [["help", "chek"], "error: unknown command `chek`\n  did you mean `check`?\n"],
  [["run", "--inputs", "x"], "error: unknown option `--inputs`\n  did you mean `--input`?\n"],
  [["trace"], "error: missing required argument `SESSION`\n  `lk help trace` says what there is\n"],
  [["new"], "error: missing required argument `NAME`\n  `lk help new` says what there is\n"],
  [
    ["new", "a", "b"],
    "error: too many arguments for `new`. Expected 1 argument but got 2.\n  `lk help new` says what there is\n",
  ],
  [["zebra"], "error: unknown command `zebra`\n  `lk help` says what there is\n"],
  [["check", "--zebra"], "error: unknown option `--zebra`\n  `lk help check` says what there is\n"],
  [
    ["graph", "--format", "png"],
    "error: `--format` has no value `png`\n  it takes `text`, `mermaid`, `dot` or `svg`\n",
  ],
])("%j", async (args, err) => {
  expect(await work.lk(args)).toEqual({ code: 2, out: "", err });
});

test.each([
  [["new", ""]],
  [["check", ""]],
  [["check", "a.lk", ""]],
  [["test", ""]],
  [["build", ""]],
  [["build", "-o", ""]],
  [["run", ""]],
  [["run", "a.lk", ""]],
  [["run", "--input", ""]],
  [["run", "--chaos="]],
  [["trace", ""]],
  [["explain", ""]],
])("%j is refused, not taken for the current folder", async (args) => {
  const { code, out, err } = await work.lk(args);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toMatch(/^error: (an argument is empty|`--\w+` is given nothing)\n {2}see whether a variable/);
});

test("explain takes a code however it is written", async () => {
  const { code, out } = await work.lk(["explain", "lk6005"]);
  expect(code).toBe(0);
  expect(out).toMatch(/^error\[LK6005\]: value not allowed\n\n[\s\S]*An example:\n\n {4}=== lk\.yaml/);
  for (const written of ["6005", "LK6005", "[LK6005]"])
    expect((await work.lk(["explain", written])).out).toBe(out);
  expect(JSON.parse((await work.lk(["explain", "6005", "--format", "json"])).out)).toMatchObject({
    code: "LK6005",
  });
});

test("explain without a code lists them all", async () => {
  const { code, out, err } = await work.lk(["explain"]);
  expect([code, err]).toEqual([0, ""]);
  expect(out).toMatch(/^Syntax: [\s\S]*\n {2}LK1001 {2}unclosed string\n[\s\S]*LK6206/);
  const json = JSON.parse((await work.lk(["explain", "--format", "json"])).out);
  expect(json.diagnostics.length).toBe(out.match(/^ {2}LK/gm)!.length);
});

test.each([
  ["all", "`lk explain` lists them all"],
  ["LK60005", "did you mean `LK6005`?"],
  ["60O5", "did you mean `LK6005`?"],
])("explain %s", async (written, hint) => {
  expect(await work.lk(["explain", written])).toEqual({
    code: 2,
    out: "",
    err: `error: there is no diagnostic \`${written}\`\n  ${hint}\n`,
  });
});

test("a reader that closes the pipe ends nothing in an error", async () => {
  const { code, err } = await work.run("bash", [
    "-c",
    `set -o pipefail; for i in 1 2 3; do "${ROOT}/bin/lk" help run; done | head -c 1 >/dev/null; echo "\${PIPESTATUS[0]}" >&2`,
  ]);
  expect([code, err]).toEqual([0, "0\n"]);
});

// A device that is always full.
(existsSync("/dev/full") ? describe : describe.skip)("standard output on a full disk is one message", () => {
  beforeAll(() =>
    work.write({
      "full.lk":
        'node one(x: Int) -> Int {\n  x + 1\n}\n\npipeline main() -> Int {\n  one(1)\n}\n\ntest "one" {\n  main() == 2\n}\n',
    }),
  );
  test.each([
    "--version",
    "--help",
    "help run",
    "explain LK1042",
    "check full.lk --format json",
    "test full.lk --format json",
    "run full.lk",
    "trace last",
    "trace last --format json",
  ])("lk %s", async (args) => {
    if (args.startsWith("trace")) await work.lk(["run", "full.lk"]);
    const { code, err } = await work.run("sh", ["-c", `"${ROOT}/bin/lk" ${args} >/dev/full`]);
    const said = err.split("\n").filter((line) => line !== "" && !/^session [0-9a-f]{32}$/.test(line));
    expect(said.at(-1)).toBe("error: standard output cannot be written: no space left on the disk");
    expect(said.filter((line) => !line.includes("No space left") && !line.includes("I/O error"))).toEqual(
      said.slice(-1),
    );
    expect(code).toBe(3);
  });
});

test("no node", async () => {
  const { code, err } = await work.run("/bin/sh", [`${ROOT}/bin/lk`, "check"], {
    env: { PATH: "/nonexistent" },
  });
  expect([code, err]).toEqual([3, "error: no `node` on the PATH; lk needs Node.js 20 or later\n"]);
});

test("a node that did not make the snapshot starts the bundle", async () => {
  // As a version manager's shim does.
  work.write({ "bin/node": `#!/bin/sh\nexec "${process.execPath}" "$@"\n` });
  const { code, err } = await work.run("bash", [
    "-c",
    `chmod +x bin/node; PATH="$PWD/bin:$PATH"; bash -x "${ROOT}/bin/lk" check /dev/null; true`,
  ]);
  expect(code).toBe(0);
  expect(err).toMatch(/exec .*bin\/node'? .*dist\/start\.js'? check/);
});

test.each([[{}], [{ LK_NO_SNAPSHOT: "1" }]])(
  "a current folder that was removed is named, with %j",
  async (env) => {
    const script = 'mkdir gone && cd gone && rmdir ../gone && exec "$0" check';
    const { code, out, err } = await work.run("sh", ["-c", script, `${ROOT}/bin/lk`], { env });
    expect([code, out]).toEqual([2, ""]);
    // The shell has said something before.
    expect(err).toMatch(/error: the current folder is gone\n {2}change to one that exists\n$/);
  },
);
