import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Workspace } from "./command.js";

const work = new Workspace();
afterAll(() => work.remove());
beforeAll(() => {
  work.example("checkout");
  work.write({
    "one/hello.lk": '@external("rates.lookup")\nnode rate(name: String) -> Float\n',
    "one/rates.py": "import helper\ndef lookup(name): return 1.0\n",
    "one/helper.py": "",
    "one/other.py": "",
    "wrong.lk": "const a = b\n",
  });
});

/** Digest of every file below a folder. */
function digests(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    const path = join(folder, name);
    if (statSync(path).isFile()) found[name] = createHash("sha256").update(readFileSync(path)).digest("hex");
  }
  return found;
}

test("the same input gives the same bytes, from wherever it is built", async () => {
  expect(await work.lk(["build", "checkout", "-o", "first"])).toMatchObject({
    code: 0,
    out: "",
    err: "4 services built in first\n",
  });
  await work.lk(["build", "-o", "../second"], { cwd: "checkout/src" });
  work.example("checkout");
  const first = digests(work.path("first"));
  expect(digests(work.path("checkout/second"))).toEqual(first);
  expect(Object.keys(first)).toEqual(
    expect.arrayContaining([
      "descriptor.yaml",
      "functions/main-checkout.py",
      "python/shop_rates.py",
      "schemas/main-checkout.input.json",
    ]),
  );
});

test("a build is replaced as a whole", async () => {
  await work.lk(["build", "checkout", "-o", "out"]);
  writeFileSync(work.path("out/functions/old.py"), "");
  expect((await work.lk(["build", "checkout", "-o", "out"])).code).toBe(0);
  expect(existsSync(work.path("out/functions/old.py"))).toBe(false);
  expect(readdirSync(work.root).filter((name) => name.startsWith(".out"))).toEqual([]);
});

test("an empty folder is filled, another one refused", async () => {
  mkdirSync(work.path("empty"));
  expect((await work.lk(["build", "checkout", "-o", "empty"])).code).toBe(0);
  work.write({ "mine/notes.txt": "keep" });
  expect(await work.lk(["build", "checkout", "-o", "mine"])).toMatchObject({
    code: 2,
    err: "error: the folder `mine` is not empty, and lk did not make it\n  name another one by -o, or empty it\n",
  });
  expect(readdirSync(work.path("mine"))).toEqual(["notes.txt"]);
  expect((await work.lk(["build", "checkout", "-o", "mine/notes.txt"])).code).toBe(2);
});

test("a program with errors leaves nothing behind", async () => {
  expect((await work.lk(["build", "wrong.lk", "-o", "none"])).code).toBe(1);
  expect(existsSync(work.path("none"))).toBe(false);
});

test("a folder that cannot be made", async () => {
  const { code, err } = await work.lk(["build", "checkout", "-o", "/proc/none/out"]);
  expect([code, err]).toEqual([3, expect.stringMatching(/^error: `\/proc\/none\/out` cannot be written: /)]);
});

test("a changed Python file is a new build", async () => {
  const digest = () =>
    JSON.parse(readFileSync(work.path("changed/descriptor.yaml"), "utf8")).digest as string;
  await work.lk(["build", "checkout", "-o", "changed"]);
  const before = digest();
  work.write({ "checkout/python/data.txt": "1" });
  await work.lk(["build", "checkout", "-o", "changed"]);
  expect(digest()).not.toBe(before);
});

test("of what lies beside a single file the modules that it needs are taken", async () => {
  expect((await work.lk(["build", "one/hello.lk", "-o", "single"])).code).toBe(0);
  expect(readdirSync(work.path("single/python")).sort()).toEqual(["helper.py", "rates.py"]);
});

describe("--import", () => {
  const program = (call: string) => ({
    "imported/main.lk": `@external("${call}")\nnode rate(name: String) -> Float\n`,
    "imported/rates.py": [
      "import functools",
      "def plain(name): return 1.0",
      "two = lambda name, day: 1.0",
      "made = functools.partial(plain)",
      "number = 1.0",
      "keyed = functools.wraps(plain)(lambda name, *, idempotency_key: 1.0)",
      "print('imported')",
    ].join("\n"),
    "imported/broken.py": "made = object\nraise RuntimeError('no licence')\n",
    "imported/gone.py": "made = object\nimport os\nos._exit(0)\n",
  });

  test.each(["rates.plain", "rates.made", "rates.keyed"])("%s can be called", async (call) => {
    work.write(program(call));
    expect(await work.lk(["build", "imported/main.lk", "--import", "-o", "imported/out"])).toMatchObject({
      code: 0,
      out: "",
      err: "imported\n1 service built in imported/out\n",
    });
  });

  test.each([
    ["rates.two", "`rates.two` cannot be called: `rates.two` does not take 1 argument"],
    ["rates.number", "`rates.number` is no function"],
    ["broken.made", "importing `broken` raises RuntimeError: no licence"],
  ])("%s is refused, and nothing is built", async (call, message) => {
    work.write(program(call));
    const done = await work.lk(["build", "imported/main.lk", "--import", "-o", "imported/none"]);
    expect(done).toMatchObject({ code: 1, out: "" });
    expect(done.err).toContain(message);
    expect(done.err).toContain("imported/main.lk:2:6");
    expect(existsSync(work.path("imported/none"))).toBe(false);
  });

  test("a module that ends Python is said to have done so", async () => {
    work.write(program("gone.made"));
    const done = await work.lk(["build", "imported/main.lk", "--import", "-o", "imported/none"]);
    expect(done.code).toBe(3);
    expect(done.err).toContain("before importing the externals was over");
  });

  test("without it no code is run", async () => {
    work.write(program("gone.made"));
    expect((await work.lk(["build", "imported/main.lk", "-o", "imported/read"])).code).toBe(0);
  });
});
