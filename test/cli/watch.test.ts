import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT, Workspace } from "./command.js";

jest.setTimeout(60_000);

let work: Workspace;
const children: ChildProcess[] = [];

const MAIN = "import prices\n\nnode f(x: Int) -> Int {\n  prices.double(x)\n}\n";
const PRICES = "fn double(x: Int) -> Int {\n  x * 2\n}\n";

beforeEach(() => {
  work = new Workspace();
  work.write({ "shop/lk.yaml": "name: shop\n", "shop/src/main.lk": MAIN, "shop/src/prices.lk": PRICES });
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  work.remove();
});

/** A running `lk check --watch`, whose output can be waited for. */
class Watch {
  readonly child: ChildProcess;
  private text = "";
  private heard: (() => void) | undefined;
  private gone = false;

  constructor(
    args: readonly string[],
    stream: "stdout" | "stderr",
    env: Readonly<Record<string, string>> = {},
  ) {
    const { FORCE_COLOR: _, NODE_OPTIONS: __, ...rest } = process.env;
    this.child = spawn(join(ROOT, "bin/lk"), ["check", "--watch", ...args], {
      cwd: work.root,
      env: { ...rest, ...env },
      stdio: "pipe",
    });
    children.push(this.child);
    this.child[stream]!.setEncoding("utf8").on("data", (part: string) => {
      this.text += part;
      this.heard?.();
    });
    this.child.once("close", () => {
      this.gone = true;
      this.heard?.();
    });
  }

  /** What is said up to an end that a pattern tells. */
  async until(end: RegExp): Promise<string> {
    for (;;) {
      const found = end.exec(this.text);
      if (found) {
        const said = this.text.slice(0, found.index + found[0].length);
        this.text = this.text.slice(said.length);
        return said;
      }
      if (this.gone) throw new Error(`it ended after ${JSON.stringify(this.text)}`);
      await new Promise<void>((resolve) => {
        this.heard = resolve;
      });
    }
  }

  /**
   * The next check that says something, as text without the times. On a busy machine a file that was only just emptied may have been seen before.
   */
  async check(has = ""): Promise<string> {
    for (;;) {
      const said = await this.until(/Watching for changes\.\n/);
      if (said.includes(has)) return said.replace(/\[\d\d:\d\d:\d\d\]/g, "[time]");
    }
  }

  /** The next check whose diagnostics have these codes. */
  async json(...codes: readonly string[]) {
    for (;;) {
      const document = JSON.parse(await this.until(/\n/));
      const found = document.diagnostics.map((one: { code: string }) => one.code);
      if (found.join() === codes.join()) return document;
    }
  }

  async ended(): Promise<readonly [code: number | null, signal: string | null]> {
    return (await once(this.child, "close")) as [number | null, string | null];
  }
}

test("a check for each change, whatever it is", async () => {
  const watch = new Watch(["shop"], "stderr");
  const clean = "2 modules checked, no errors. Watching for changes.\n";
  expect(await watch.check()).toBe(`[time] Checking…\n[time] ${clean}`);

  work.write({ "shop/src/prices.lk": PRICES.replace("x *", "y *") });
  const wrong = await watch.check("LK2201");
  expect(wrong).toMatch(/^\[time\] shop\/src\/prices\.lk changed\. Checking…\nerror\[LK2201\]/);
  expect(wrong).toContain("shop/src/prices.lk:2:3");
  expect(wrong).toMatch(/\n\[time\] 1 error in 2 modules\. Watching for changes\.\n$/);

  // As many editors save.
  work.write({ "shop/src/prices.lk.new": PRICES });
  renameSync(work.path("shop/src/prices.lk.new"), work.path("shop/src/prices.lk"));
  await watch.check(clean);

  // The file that took the place is watched as well.
  work.write({ "shop/src/prices.lk": "fn triple(x: Int) -> Int {\n  x * 3\n}\n" });
  await watch.check("shop/src/main.lk:4:10");
  work.write({ "shop/src/main.lk": MAIN.replace("double", "triple") });
  await watch.check(clean);

  work.write({ "shop/lk.yaml": "name: shop\nsorce: src\n" });
  await watch.check("LK6002");
  work.write({ "shop/lk.yaml": "name: shop\n" });
  await watch.check(clean);

  mkdirSync(work.path("shop/src/deep"));
  work.write({ "shop/src/deep/new.lk": "const a = b\n" });
  await watch.check("shop/src/deep/new.lk:1:11");
  rmSync(work.path("shop/src/deep"), { recursive: true });
  await watch.check(clean);
});

test("a folder that vanishes and comes back", async () => {
  const watch = new Watch(["shop"], "stderr");
  await watch.check();
  renameSync(work.path("shop"), work.path("away"));
  expect(await watch.check()).toBe(
    "[time] shop and 4 more changed. Checking…\nerror: there is no file or folder `shop`\n\n[time] Watching for changes.\n",
  );
  renameSync(work.path("away"), work.path("shop"));
  expect(await watch.check()).toContain("2 modules checked, no errors");
  work.write({ "shop/src/prices.lk": "" });
  await watch.check("1 error in 2 modules");
});

test("many files in one go are not as many checks", async () => {
  const watch = new Watch(["--format", "json", "shop"], "stdout");
  await watch.json();
  const names = Array.from({ length: 100 }, (_, at) => `shop/src/m${at}.lk`);
  work.write(Object.fromEntries(names.map((name) => [name, "const a = b\n"])));
  const { check } = await watch.json(...names.map(() => "LK2201"));
  expect(check).toBeLessThan(20);
});

test("Python that externals name is watched too", async () => {
  work.write({
    "shop/lk.yaml": "name: shop\npython:\n  path: python\n",
    "shop/src/main.lk": '@external("rates.lookup")\nnode lookup(x: Int) -> Int\n',
    "shop/python/rates.py": "def lookup(x):\n    return x\n",
  });
  const watch = new Watch(["--format", "json", "shop"], "stdout");
  await watch.json();
  work.write({ "shop/python/rates.py": "def lookup(x, y):\n    return x\n" });
  await watch.json("LK6203");
  rmSync(work.path("shop/python/rates.py"));
  await watch.json("LK6201");
  work.write({ "shop/python/rates.py": "def lookup(x):\n    return x\n" });
  await watch.json();
});

test("JSON has a document a line, in the form of a check that is made once", async () => {
  work.write({ "shop/src/main.lk": `import list\n\n${MAIN}` });
  const watch = new Watch(["--format", "json", "--deny-warnings", "shop"], "stdout");
  const once = JSON.parse((await work.lk(["check", "--format", "json", "shop"])).out);
  expect(await watch.json(once.diagnostics[0].code)).toEqual({
    check: 1,
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    failed: true,
    error: null,
    ...once,
  });
  renameSync(work.path("shop/src"), work.path("shop/gone"));
  expect(await watch.json("LK6007")).toMatchObject({ check: 2, failed: true, error: null });
  work.write({ "shop/gone/main.lk": MAIN });
  renameSync(work.path("shop/gone"), work.path("shop/src"));
  expect(await watch.json()).toMatchObject({ check: 3, failed: false, error: null });
  renameSync(work.path("shop"), work.path("away"));
  expect(await watch.json()).toMatchObject({
    check: 4,
    failed: true,
    error: { message: "there is no file or folder `shop`", hint: null },
  });
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s ends it quietly with %i", async (signal, code) => {
  const watch = new Watch(["shop"], "stderr");
  await watch.check();
  watch.child.kill(signal);
  expect(await watch.ended()).toEqual([code, null]);
  await expect(watch.until(/./)).rejects.toThrow('it ended after ""');
});

test("it ends when whoever started it has gone", async () => {
  const holds = new Watch(["shop"], "stderr");
  await holds.check();
  holds.child.stdin!.end();
  expect(await holds.ended()).toEqual([0, null]);

  const reads = new Watch(["--format", "json", "shop"], "stdout");
  await reads.json();
  reads.child.stdout!.destroy();
  work.write({ "shop/src/prices.lk": "" });
  expect(await reads.ended()).toEqual([0, null]);
});

test("standard input that is closed from the beginning says nothing", async () => {
  const watch = new Watch(["shop"], "stderr");
  watch.child.stdin!.end();
  await watch.check();
  work.write({ "shop/src/prices.lk": "" });
  await watch.check("1 error in 2 modules");
});

test("without the start-up snapshot it is the same", async () => {
  const watch = new Watch(["shop"], "stderr", { LK_NO_SNAPSHOT: "1" });
  await watch.check();
  work.write({ "shop/src/prices.lk": "" });
  await watch.check("1 error in 2 modules");
});

test.each<[string, string[], number, string]>([
  ["standard input", ["-"], 2, "standard input is read once, and `--watch` waits for changes of files"],
  ["standard input as a file", ["--stdin-name", "shop/src/main.lk"], 2, "standard input is read once"],
  [
    "SARIF",
    ["--format", "sarif", "shop"],
    2,
    "`--format sarif` describes one check, and `--watch` makes many",
  ],
  ["annotations", ["--format", "github", "shop"], 2, "`--format github` describes one check"],
  ["a folder that is missing", ["shp"], 2, "there is no file or folder `shp`\n  did you mean `shop`?"],
])("%s is refused", async (_, args, code, message) => {
  const result = await work.lk(["check", "--watch", ...args]);
  expect([result.code, result.out]).toEqual([code, ""]);
  expect(result.err).toContain(`error: ${message}`);
});

test("on a terminal the screen is cleared, once the answer is there", async () => {
  const { code, out } = await work.run(
    "python3",
    [
      join(__dirname, "terminal.py"),
      "Watching for changes.",
      "\u0003",
      join(ROOT, "bin/lk"),
      "check",
      "--watch",
      "shop",
    ],
    { env: { TERM: "xterm", NO_COLOR: "1" } },
  );
  expect(code).toBe(130);
  expect(out.replace(/\[[\d:]{8}\]/g, "[time]")).toMatch(
    /^\[time\] Checking…\r\n\u001b\[H\u001b\[2J\[time\] 2 modules checked, no errors\. Watching for changes\.\r\n(\^C)?\r\n$/,
  );
});
