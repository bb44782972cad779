import {
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { Workspace } from "./command.js";

const UGLY = "fn f(  x )  {x+1}\n";
const NEAT = "fn f(x) {\n  x + 1\n}\n";

let work: Workspace;
beforeEach(() => {
  work = new Workspace();
  work.write({
    "shop/lk.yaml": "name: shop\n",
    "shop/src/main.lk": UGLY,
    "shop/src/deep/neat.lk": NEAT,
    "shop/src/.hidden/ugly.lk": UGLY,
    "shop/node_modules/ugly.lk": UGLY,
    "shop/extra/wrong.txt": "fn",
    "loose/a.lk": UGLY,
    "loose/b.lk": UGLY,
    "wrong.lk": 'fn f() {\n  "a\n}\n',
    "latin.lk": Uint8Array.from('const a = "caf\xe9"\n', (letter) => letter.charCodeAt(0)),
    "bare/readme": "",
    "notes.txt": "",
  });
});
afterEach(() => work.remove());

const read = (path: string): string => readFileSync(work.path(path), "utf8");

test("a project's files are laid out in place, and those that changed are named", async () => {
  const { code, out, err } = await work.lk(["fmt"], { cwd: "shop/src/deep" });
  expect([code, out, err]).toEqual([0, "../main.lk\n", "1 file formatted, 1 unchanged\n"]);
  expect([
    read("shop/src/main.lk"),
    read("shop/src/.hidden/ugly.lk"),
    read("shop/node_modules/ugly.lk"),
  ]).toEqual([NEAT, UGLY, UGLY]);
  const again = await work.lk(["fmt", "shop"]);
  expect(again).toEqual({ code: 0, out: "", err: "0 files formatted, 2 unchanged\n" });
});

test("folders and files, each file once", async () => {
  const { code, out, err } = await work.lk(["fmt", "loose", "loose/a.lk", "shop/src/main.lk"]);
  expect([code, out]).toEqual([0, "loose/a.lk\nloose/b.lk\nshop/src/main.lk\n"]);
  expect(err).toBe("3 files formatted, 0 unchanged\n");
});

test("what is laid out already is not written", async () => {
  const file = work.path("shop/src/deep/neat.lk");
  const before = statSync(file, { bigint: true });
  await work.lk(["fmt", "shop"]);
  const after = statSync(file, { bigint: true });
  expect([after.mtimeNs, after.ino]).toEqual([before.mtimeNs, before.ino]);
});

test("mode and links of a file stay, and nothing is left beside it", async () => {
  chmodSync(work.path("loose/a.lk"), 0o751);
  symlinkSync("a.lk", work.path("loose/link.lk"));
  await work.lk(["fmt", "loose/link.lk"]);
  expect(lstatSync(work.path("loose/link.lk")).isSymbolicLink()).toBe(true);
  expect([read("loose/a.lk"), statSync(work.path("loose/a.lk")).mode & 0o777]).toEqual([NEAT, 0o751]);
  expect(readdirSync(work.path("loose"))).toEqual(["a.lk", "b.lk", "link.lk"]);
});

test("--check writes nothing and fails where something would change", async () => {
  const { code, out, err } = await work.lk(["fmt", "--check", "shop", "loose"]);
  expect([code, out]).toEqual([1, "shop/src/main.lk\nloose/a.lk\nloose/b.lk\n"]);
  expect(err).toBe("3 files to be formatted, 1 unchanged\n");
  expect(read("loose/a.lk")).toBe(UGLY);
  expect(await work.lk(["fmt", "--check", "shop/src/deep"])).toMatchObject({ code: 0, out: "" });
});

test("a file with errors stays, the others are laid out", async () => {
  const before = read("wrong.lk");
  const { code, out, err } = await work.lk(["fmt", "wrong.lk", "latin.lk", "loose/a.lk"]);
  expect([code, out]).toEqual([1, "loose/a.lk\n"]);
  expect(err).toMatch(/error\[LK6101\][\s\S]*latin\.lk:1:15[\s\S]*error\[LK1001\][\s\S]*wrong\.lk:2:3/);
  expect(err).toMatch(/1 file formatted, 0 unchanged, 2 with errors\n$/);
  expect(read("wrong.lk")).toBe(before);
});

test.each([["-"], ["--stdin"]])("standard input to standard output: %s", async (how) => {
  expect(await work.lk(["fmt", how], { input: UGLY })).toEqual({ code: 0, out: NEAT, err: "" });
  expect(await work.lk(["fmt", how, "--check"], { input: NEAT })).toMatchObject({ code: 0, out: "" });
  expect(await work.lk(["fmt", how, "--check"], { input: UGLY })).toMatchObject({
    code: 1,
    out: "<stdin>\n",
  });
  const wrong = await work.lk(["fmt", how], { input: "fn f( {" });
  expect([wrong.code, wrong.out]).toEqual([1, ""]);
  expect(wrong.err).toMatch(/error\[LK1020\][\s\S]*<stdin>:1:5/);
});

test("a byte order mark and CRLF go", async () => {
  writeFileSync(work.path("loose/a.lk"), `\ufeff${NEAT.replaceAll("\n", "\r\n")}`);
  expect(await work.lk(["fmt", "loose/a.lk"])).toMatchObject({ code: 0, out: "loose/a.lk\n" });
  expect(read("loose/a.lk")).toBe(NEAT);
});

test("--format json", async () => {
  const { code, out, err } = await work.lk(["fmt", "--format", "json", "shop", "wrong.lk"]);
  expect([code, err]).toEqual([1, ""]);
  expect(JSON.parse(out)).toMatchObject({
    files: [
      { file: "shop/src/deep/neat.lk", changed: false, parsed: true },
      { file: "shop/src/main.lk", changed: true, parsed: true },
      { file: "wrong.lk", changed: false, parsed: false },
    ],
    diagnostics: [{ code: "LK1001", file: "wrong.lk" }],
  });
});

test.each<[string[], RegExp]>([
  [["notes.txt"], /^error: `notes\.txt` is no \.lk file\n/],
  [["bare"], /^error: there is no \.lk file in `bare`\n/],
  [["loos"], /^error: there is no file or folder `loos`\n {2}did you mean `loose`\?\n/],
  [[], /^error: there is no program in the current folder/],
  [["-", "loose"], /^error: standard input stands alone\n/],
  [[""], /^error: an argument is empty/],
])("fmt %j is refused", async (args, message) => {
  const { code, out, err } = await work.lk(["fmt", ...args]);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toMatch(message);
});

test("a project that lk new makes is laid out already", async () => {
  await work.lk(["new", "fresh"]);
  expect(await work.lk(["fmt", "--check", "fresh"])).toMatchObject({ code: 0, out: "" });
});
