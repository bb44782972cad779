import { Workspace } from "./command.js";

const work = new Workspace();
afterAll(() => work.remove());

const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

beforeAll(() => {
  work.write({
    "good.lk": "node twice(x: Int) -> Int {\n  x * 2\n}\n",
    "wrong.lk": 'fn f() -> String {\n  "😀" ++ unknown\n}\n',
    "latin.lk": latin('const a = "caf\xe9"\n'),
    "empty.lk": "",
    "mark.lk": "\ufeffconst a = 1\n",
    "crlf.lk": "const a = 1\r\nconst b = a\r\n",
    "notes.txt": "",
    "bare/readme": "",
    "shop/lk.yaml": "name: shop\n",
    "shop/src/main.lk": "import prices\n\nnode f(x: Int) -> Int {\n  prices.double(x)\n}\n",
    "shop/src/prices.lk": "fn double(x: Int) -> Int {\n  x * 2\n}\n",
    "bad/lk.yaml": "name: shop\nsorce: src\n",
  });
});

test.each<[string, string[], number, RegExp]>([
  ["a program without errors", ["good.lk"], 0, /^1 module checked, no errors\n$/],
  ["a project", ["shop"], 0, /^2 modules checked/],
  ["several programs", ["good.lk", "shop", "shop/src/prices.lk", "good.lk"], 0, /^3 modules checked/],
  ["errors", ["wrong.lk"], 1, /error\[LK\d+\][\s\S]*wrong\.lk:2:10/],
  ["errors among good ones", ["good.lk", "wrong.lk"], 1, /wrong\.lk:2/],
  [
    "no file",
    ["god.lk"],
    2,
    /^error: there is no file or folder `god\.lk`\n {2}did you mean `good\.lk`\?\n$/,
  ],
  [
    "no program in a folder",
    ["bare"],
    2,
    /^error: there is no program in `bare`: no lk\.yaml there or above\n/,
  ],
  ["no .lk file", ["notes.txt"], 2, /^error: `notes\.txt` is no \.lk file\n/],
  [
    "no UTF-8",
    ["latin.lk"],
    1,
    /error\[LK6101\][\s\S]*latin\.lk:1:15[\s\S]*Byte 14 \(0xE9\) is no part of a UTF-8 text/,
  ],
  ["an empty file", ["empty.lk"], 0, /warning\[LK6102\][\s\S]*empty\.lk:1:1/],
  ["an empty file, warnings denied", ["empty.lk", "--deny-warnings"], 1, /warning\[LK6102\]/],
  ["a byte order mark", ["mark.lk"], 0, /no errors/],
  ["CRLF", ["crlf.lk"], 0, /no errors/],
  ["a wrong lk.yaml", ["bad"], 1, /error\[LK6002\][\s\S]*bad\/lk\.yaml:2:1[\s\S]*Did you mean `source`/],
  [
    "a wrong option",
    ["--formt", "json"],
    2,
    /^error: unknown option `--formt`\n {2}did you mean `--format`\?\n$/,
  ],
  ["a wrong format", ["--format", "xml"], 2, /^error: .*Allowed choices are text, json\.\n$/],
])("%s", async (_, args, code, err) => {
  const result = await work.lk(["check", ...args]);
  expect(result.err).toMatch(err);
  expect(result).toMatchObject({ code, out: "" });
});

test("standard input", async () => {
  const good = await work.lk(["check", "-"], { input: "const a = 1\n" });
  expect(good.code).toBe(0);
  const wrong = await work.lk(["check", "-"], { input: "const a = b\n" });
  expect(wrong.err).toContain("<stdin>:1:11");
  expect(wrong.code).toBe(1);
});

test("JSON has the documented form, with columns in code points", async () => {
  const { code, out, err } = await work.lk(["check", "wrong.lk", "--format", "json"]);
  expect([code, err]).toEqual([1, ""]);
  const { diagnostics } = JSON.parse(out);
  expect(diagnostics[0]).toMatchObject({
    severity: "error",
    code: expect.stringMatching(/^LK\d{4}$/),
    title: expect.any(String),
    message: expect.any(String),
    file: "wrong.lk",
    start: { line: 2, column: 10 },
    end: { line: 2, column: 17 },
    labels: expect.any(Array),
  });
  expect(JSON.parse((await work.lk(["check", "good.lk", "--format", "json"])).out)).toEqual({
    diagnostics: [],
  });
});

test("colours only where they are wanted", async () => {
  const plain = await work.lk(["check", "wrong.lk"]);
  const forced = await work.lk(["check", "wrong.lk"], { env: { FORCE_COLOR: "1" } });
  const both = await work.lk(["check", "wrong.lk"], { env: { FORCE_COLOR: "1", NO_COLOR: "1" } });
  expect([plain, forced, both].map(({ err }) => err.includes("\u001b["))).toEqual([false, true, false]);
});

test("the same from another folder", async () => {
  const { err } = await work.lk(["check", "../wrong.lk"], { cwd: "shop" });
  expect(err).toContain("../wrong.lk:2");
});

test("without a path it is the project around the current folder", async () => {
  expect((await work.lk(["check"], { cwd: "shop/src" })).err).toBe("2 modules checked, no errors\n");
});

test("the snapshot and the bundle say the same", async () => {
  const [snapshot, bundle] = await Promise.all([
    work.lk(["check", "wrong.lk"]),
    work.lk(["check", "wrong.lk"], { env: { LK_NO_SNAPSHOT: "1" } }),
  ]);
  expect(bundle).toEqual(snapshot);
});
