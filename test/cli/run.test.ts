import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, Workspace } from "./command.js";

const work = new Workspace();
afterAll(() => work.remove());
jest.setTimeout(60_000);

beforeAll(() => {
  for (const name of ["checkout", "broken"]) work.example(name);
  work.write({
    "hello.lk":
      'node greet(name: String) -> String {\n  "Hello, ${name}!"\n}\n\npipeline main(name: String) -> String {\n  greet(name)\n}\n\ntest "greets" {\n  main("Ada") == "Hello, Ada!"\n}\n',
    "two.lk":
      "node f(x: Int) -> Int {\n  x\n}\n\npipeline first(x: Int) -> Int {\n  f(x)\n}\n\npipeline second(x: Int) -> Int {\n  f(x)\n}\n",
    "digits.lk":
      "node f(x: Int) -> Int {\n  x * 10\n}\n\npipeline main(x: Int, y: Float) -> (Int, Float) {\n  (f(x), y)\n}\n",
    "wrong.lk": "pipeline main() -> Int {\n  nothing\n}\n",
    "empty.lk": "",
    "false.lk":
      'test "one is two" {\n  1 == 2\n}\n\ntest "it fails" {\n  fail "no"\n}\n\ntest "fine" {\n  true\n}\n',
    "slow/slow.lk":
      '@external("sleeper.sleep")\nnode wait(seconds: Int) -> ()\n\npipeline main(seconds: Int) -> () {\n  wait(seconds)\n}\n',
    "slow/sleeper.py":
      "import os, time\n\ndef sleep(seconds):\n    with open('worker.pid', 'w') as file:\n        file.write(str(os.getpid()))\n    time.sleep(seconds)\n",
    "old/python":
      '#!/bin/sh\nif [ "$3" = -c ]; then echo 3 9; else echo "SyntaxError: invalid syntax" >&2; exit 1; fi\n',
    "odd/python": "#!/bin/sh\nexit 7\n",
  });
  for (const name of ["old", "odd"]) chmodSync(work.path(name, "python"), 0o755);
});

const NAME = '{"name": "Ada"}';

describe("lk run", () => {
  test("the value goes to standard output, the session to standard error", async () => {
    const { code, out, err } = await work.lk(["run", "hello.lk", "--input", NAME]);
    expect([code, out]).toEqual([0, '"Hello, Ada!"\n']);
    expect(err).toMatch(/^session [0-9a-f]{32}\n$/);
  });

  test("input from a file, from standard input, as text, with a byte order mark", async () => {
    work.write({ "input.json": `\ufeff${NAME}\n` });
    const results = await Promise.all([
      work.lk(["run", "hello.lk", "--input", "input.json"]),
      work.lk(["run", "hello.lk", "--input", "-"], { input: NAME }),
      work.lk(["run", "hello.lk", "--input", ` ${NAME}`]),
    ]);
    for (const { code, out } of results) expect([code, out]).toEqual([0, '"Hello, Ada!"\n']);
  });

  test("no digit is lost", async () => {
    const { out } = await work.lk([
      "run",
      "digits.lk",
      "--input",
      `{"x": "${"1234567890".repeat(30)}", "y": 1.0}`,
    ]);
    expect(out).toBe(`["${"1234567890".repeat(30)}0",1.0]\n`);
  });

  test("a named pipeline, of a file and of the project around", async () => {
    expect((await work.lk(["run", "two.lk", "second", "--input", '{"x": 3}'])).out).toBe("3\n");
    expect((await work.lk(["run", "two.lk", "two.first", "--input", '{"x": 4}'])).out).toBe("4\n");
    const input = work.path("checkout/input.json");
    expect((await work.lk(["run", "checkout", "--input", input], { cwd: "checkout" })).code).toBe(0);
  });

  test("a failure is a stack trace, and exit code 1", async () => {
    const { code, out, err } = await work.lk(["run", "broken", "--input", "broken/input.json"]);
    expect([code, out]).toEqual([1, ""]);
    const [session, ...trace] = err.split("\n");
    expect(trace.join("\n")).toMatch(
      /^Exception in thread "session-[0-9a-f]{32}" python\.LookupError: no rate for XAU\n\tat shop\.rates\.rate\(rates\.lk:\d+\) ~\[node shop-rates-convert, host /,
    );
    // `lk trace` prints the same.
    expect((await work.lk(["trace", session!.replace("session ", "")])).out).toBe(trace.join("\n"));
  });

  test.each<[string, string[], number, RegExp]>([
    [
      "no input",
      ["hello.lk"],
      2,
      /^error: the input lacks the parameter name: String\n {2}give it by `--input`: .* '\{"name": …\}'\n$/,
    ],
    [
      "a parameter left out",
      ["hello.lk", "--input", "{}"],
      2,
      /^error: the input lacks the parameter name: String\n$/,
    ],
    ...[" ", "null", "true", "3", '"a"'].map((input): [string, string[], number, RegExp] => [
      `no object but ${JSON.stringify(input)}`,
      ["hello.lk", "--input", input],
      2,
      /^error: .*\n {2}the input is one JSON object, with a value for each parameter's name\n$/,
    ]),
    ["no JSON", ["hello.lk", "--input", "{name}"], 2, /^error: the input is no JSON at 1:2: .+\n$/],
    [
      "no object",
      ["hello.lk", "--input", "[1]"],
      2,
      /^error: there is no input file `\[1\]`\n {2}the input is one JSON object/,
    ],
    ["an unknown parameter", ["hello.lk", "--input", '{"nam": "Ada"}'], 2, /did you mean `name`\?/],
    ["a wrong type", ["hello.lk", "--input", '{"name": 1}'], 2, /name: expected String, got 1/],
    [
      "no input file",
      ["hello.lk", "--input", "nothing.json"],
      2,
      /^error: there is no input file `nothing\.json`\n$/,
    ],
    [
      "a folder as input",
      ["hello.lk", "--input", "slow"],
      2,
      /^error: the input `slow` is a folder\n {2}name a file in it\n$/,
    ],
    [
      "no such pipeline",
      ["two.lk", "secnd"],
      2,
      /^error: there is no pipeline `secnd`\n {2}did you mean `second`\?\n$/,
    ],
    [
      "no main pipeline",
      ["two.lk"],
      2,
      /^error: the program has several pipelines.*\n {2}name one: `two\.first`, `two\.second`\n$/,
    ],
    ["nothing to run", ["empty.lk"], 2, /^error: the program has no pipeline to run\n/],
    ["no program", ["nothing.lk"], 2, /^error: there is no file or folder `nothing\.lk`\n/],
    ["errors", ["wrong.lk"], 1, /error\[LK\d+\]/],
  ])("%s", async (_, args, code, err) => {
    const result = await work.lk(["run", ...args]);
    expect(result.err).toMatch(err);
    expect(result).toMatchObject({ code, out: "" });
  });

  test("two runs at once are two sessions", async () => {
    const results = await Promise.all([1, 2, 3].map(() => work.lk(["run", "hello.lk", "--input", NAME])));
    expect(new Set(results.map(({ err }) => err)).size).toBe(3);
    for (const { code } of results) expect(code).toBe(0);
  });

  test("a reader that closes the pipe", async () => {
    const { code, err } = await work.run("bash", [
      "-c",
      `"${ROOT}/bin/lk" run hello.lk --input '${NAME}' | true; echo "\${PIPESTATUS[0]}"`,
    ]);
    expect(code).toBe(0);
    expect(err).toMatch(/^session [0-9a-f]{32}\n$/);
  });

  test("chaos gives the value, and names the seed where it fails", async () => {
    expect(await work.lk(["run", "hello.lk", "--input", NAME, "--chaos", "7"])).toMatchObject({
      code: 0,
      out: '"Hello, Ada!"\n',
    });
    const { code, err } = await work.lk(["run", "broken", "--input", "broken/input.json", "--chaos", "x"]);
    expect(code).toBe(1);
    expect(err).toMatch(/\nrepeat it with --chaos x\n$/);
  });
});

describe("Python", () => {
  test.each<[string, Record<string, string | undefined>, RegExp]>([
    [
      "none",
      { PATH: "" },
      /^error: Python is needed to run programs, and `python3` cannot be started: no such file or folder\n {2}install Python 3\.10 or later/,
    ],
    [
      "a name that is nothing",
      { LK_PYTHON: "/nowhere/python" },
      /^error: LK_PYTHON is `\/nowhere\/python`, which cannot be started: no such file or folder\n/,
    ],
    [
      "one before 3.10",
      { LK_PYTHON: "old/python" },
      /error: `.*old\/python` is Python 3\.9; programs need 3\.10 or later\n/,
    ],
    [
      "something else",
      { LK_PYTHON: "odd/python" },
      /error: LK_PYTHON is `.*odd\/python`, which cannot be started: it is no Python\n/,
    ],
    [
      "a broken virtual environment",
      { VIRTUAL_ENV: "/nowhere" },
      /^error: the active virtual environment has no usable Python/,
    ],
  ])("%s", async (_, env, err) => {
    const state = { LK_STATE_DIR: work.path("unused state") };
    mkdirSync(work.path("unused state", "sessions"), { recursive: true });
    const python = env.LK_PYTHON?.startsWith("o") ? { LK_PYTHON: work.path(env.LK_PYTHON) } : env;
    // Without a PATH there is no node either: the bundle is started by hand.
    const result = await work.run(
      process.execPath,
      [`${ROOT}/dist/start.js`, "run", "hello.lk", "--input", NAME],
      { env: { ...state, ...python } },
    );
    expect(result.err).toMatch(err);
    expect(result).toMatchObject({ code: 3, out: "" });
    // What did not begin leaves no session.
    expect(readdirSync(work.path("unused state", "sessions"), { encoding: "utf8" })).toEqual([]);
  });
});

describe("the state directory", () => {
  test("is private", async () => {
    const { err } = await work.lk(["run", "hello.lk", "--input", NAME]);
    const folder = join(work.state, "sessions", err.trim().replace("session ", ""));
    expect(readdirSync(folder).sort()).toEqual(["session.json", "spans.jsonl"]);
  });

  test("that cannot be written ends the run before it begins", async () => {
    const { code, out, err } = await work.lk(["run", "hello.lk", "--input", NAME], {
      env: { LK_STATE_DIR: "/proc/none" },
    });
    expect([code, out]).toEqual([3, ""]);
    expect(err).toMatch(
      /^error: the state directory `\/proc\/none` cannot be written: .*\n {2}name another one by LK_STATE_DIR\n$/,
    );
  });

  test("that is a file", async () => {
    work.write({ "state-file": "" });
    expect(
      (
        await work.lk(["run", "hello.lk", "--input", NAME], {
          env: { LK_STATE_DIR: work.path("state-file") },
        })
      ).code,
    ).toBe(3);
  });
});

describe("Ctrl-C", () => {
  test("ends the workers, exits with 130, and leaves a cancelled session", async () => {
    const child = spawn(join(ROOT, "bin/lk"), ["run", "slow.lk", "--input", '{"seconds": 600}'], {
      cwd: work.path("slow"),
      env: { ...process.env, LK_STATE_DIR: work.state },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let err = "";
    child.stderr.on("data", (part) => {
      err += part;
    });
    await until(
      () =>
        existsSync(work.path("slow/worker.pid")) && readFileSync(work.path("slow/worker.pid"), "utf8") !== "",
    );
    const worker = Number(readFileSync(work.path("slow/worker.pid"), "utf8"));
    child.kill("SIGINT");
    const code = await new Promise((done) => child.once("close", done));
    expect(code).toBe(130);
    await until(() => !alive(worker));
    const session = /^session ([0-9a-f]{32})\n/.exec(err)![1]!;
    expect(
      JSON.parse(readFileSync(join(work.state, "sessions", session, "session.json"), "utf8")).state,
    ).toBe("cancelled");
    expect((await work.lk(["trace", session])).out).toContain("lk.SessionCancelledException");
  });
});

describe("lk test", () => {
  test("passing tests", async () => {
    expect(await work.lk(["test", "hello.lk"])).toEqual({
      code: 0,
      out: "",
      err: "pass  greets\n1 passed, 0 failed\n",
    });
  });

  test("failing tests say why", async () => {
    const { code, out, err } = await work.lk(["test", "false.lk"]);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(
      /^FAIL {2}one is two \(false\.lk:1\)\n[\s\S]*1[\s\S]*2[\s\S]*FAIL {2}it fails \(false\.lk:5\)\n {6}Exception in thread "test" lk\.FailedException: no\n[\s\S]*pass {2}fine\n1 passed, 2 failed\n$/,
    );
  });

  test("JSON", async () => {
    const { code, out, err } = await work.lk(["test", "false.lk", "--format", "json"]);
    expect([code, err]).toEqual([1, ""]);
    expect(JSON.parse(out)).toEqual({
      tests: [
        { name: "one is two", file: "false.lk", line: 1, passed: false, message: expect.any(String) },
        {
          name: "it fails",
          file: "false.lk",
          line: 5,
          passed: false,
          message: expect.stringContaining("no"),
        },
        { name: "fine", file: "false.lk", line: 9, passed: true },
      ],
    });
  });
});

/** Resolves when something has come true; looks anew whenever the event loop is free. */
async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 30_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error("it did not come true");
    await new Promise((next) => setTimeout(next, 20));
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
