import { existsSync, readdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { ROOT, Workspace } from "../cli/command.js";

const work = new Workspace();
afterAll(() => work.remove());
jest.setTimeout(300_000);

/** Without what npm sets for the scripts of the tests themselves. */
const bare = Object.fromEntries(
  Object.keys(process.env)
    .filter((name) => name.startsWith("npm_"))
    .map((name) => [name, undefined]),
);

let installed: string;
beforeAll(async () => {
  const packed = await work.run("npm", ["pack", "--silent", "--pack-destination", work.root, ROOT], {
    env: bare,
  });
  expect(packed).toMatchObject({ code: 0 });
  const archive = readdirSync(work.root).find((name) => name.endsWith(".tgz"))!;
  const result = await work.run(
    "npm",
    [
      "install",
      "--global",
      "--prefix",
      work.path("prefix"),
      "--offline",
      "--no-audit",
      "--no-fund",
      work.path(archive),
    ],
    { env: bare },
  );
  expect(result).toMatchObject({ code: 0 });
  installed = work.path("prefix", "bin", "lk");
});

test("the package has what it needs and nothing else", () => {
  const root = work.path("prefix", "lib", "node_modules", "lambdakube");
  expect(readdirSync(root).sort()).toEqual([
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "bin",
    "dist",
    "docs",
    "package.json",
    "runtime-python",
  ]);
  expect(existsSync(work.path("prefix", "lib", "node_modules", "lambdakube", "node_modules"))).toBe(false);
  // npm takes every README.
  expect(readdirSync(join(root, "docs")).sort()).toEqual(["README.md", "lk.schema.json"]);
  expect(readdirSync(`${root}/runtime-python`).sort()).toEqual(["README.md", "lambdakube"]);
  expect(readdirSync(`${root}/runtime-python/lambdakube`).filter((name) => !name.endsWith(".py"))).toEqual([
    "platform",
    "py.typed",
  ]);
  expect(
    readdirSync(`${root}/runtime-python/lambdakube/platform`).filter((name) => !name.endsWith(".py")),
  ).toEqual(["lua"]);
});

test("the snapshot was made at the installation, for this node", () => {
  const local = work.path("prefix", "lib", "node_modules", "lambdakube", "dist", "local");
  expect(readdirSync(local).sort()).toEqual(["lk.blob", "lk.cache", "node", "stamp"]);
});

test("`lk` and `lambdakube` are commands", async () => {
  const { version } = await import("../../package.json");
  for (const name of ["lk", "lambdakube"]) {
    expect((await work.run(work.path("prefix", "bin", name), ["--version"])).out).toBe(`${version}\n`);
  }
  expect(realpathSync(installed)).toBe(realpathSync(work.path("prefix/lib/node_modules/lambdakube/bin/lk")));
});

test.each([
  ["with the snapshot", {}],
  ["with the bundle", { LK_NO_SNAPSHOT: "1" }],
])("a new project checks, passes its tests and runs, %s", async (_, env) => {
  const name = `hello ${Object.keys(env).length}`;
  expect(await work.run(installed, ["new", name], { env })).toMatchObject({ code: 0, out: "" });
  const inside = { cwd: name, env };
  expect(await work.run(installed, ["check"], inside)).toEqual({
    code: 0,
    out: "",
    err: "1 module checked, no errors\n",
  });
  const tested = await work.run(installed, ["test"], inside);
  expect(tested.code).toBe(0);
  expect(tested.err).toMatch(/\n2 passed, 0 failed\n$/);
  const ran = await work.run(installed, ["run"], inside);
  expect(ran).toMatchObject({ code: 0, out: '["Hello, world!"]\n' });
  expect(ran.err).toMatch(/^session [0-9a-f]{32}\n$/);
  const named = await work.run(installed, ["run", "--input", '{"names": ["Ada", "Grace"]}'], inside);
  expect(named.out).toBe('["Hello, Ada!","Hello, Grace!"]\n');
  const trace = await work.run(installed, ["trace", "last"], inside);
  expect(trace.code).toBe(0);
  expect(trace.out).toMatch(/^session [0-9a-f]{32} main\.main: done in .*\n[\s\S]*main-greet ×2 /);
});

test("a package that npm may not run scripts of starts from the bundle", async () => {
  const archive = readdirSync(work.root).find((name) => name.endsWith(".tgz"))!;
  await work.run(
    "npm",
    [
      "install",
      "--global",
      "--prefix",
      work.path("plain"),
      "--offline",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      work.path(archive),
    ],
    { env: bare },
  );
  const local = work.path("plain/lib/node_modules/lambdakube/dist/local");
  expect(existsSync(local)).toBe(false);
  const lk = work.path("plain/bin/lk");
  expect((await work.run(lk, ["check", "-"], { input: "const a = 1\n" })).code).toBe(0);
  // The first run has left the code cache for the next ones.
  expect(readdirSync(local)).toEqual(["lk.cache"]);
  expect((await work.run(lk, ["check", "-"], { input: "const a = 1\n" })).code).toBe(0);
});
