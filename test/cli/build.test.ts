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
