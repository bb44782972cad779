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
  [
    "a wrong format",
    ["--format", "xml"],
    2,
    /^error: `--format` has no value `xml`\n {2}it takes `text`, `json`, `sarif` or `github`\n$/,
  ],
  [
    "a misspelt format",
    ["--format", "jsn"],
    2,
    /^error: `--format` has no value `jsn`\n {2}did you mean `json`\?\n$/,
  ],
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

test("standard input as a file of its project, saved or not", async () => {
  const buffer = (text: string, name: string, ...more: string[]) =>
    work.lk(["check", ...more, "--stdin-name", name], { input: text, cwd: "shop" });
  const wrong = await buffer("fn double(x: Int) -> Int {\n  x * y\n}\n", "src/prices.lk", "-");
  expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining("src/prices.lk:2:7")]);
  // What others import from the buffer is missed in their files.
  const gone = await buffer("fn triple(x: Int) -> Int {\n  x * 3\n}\n", "src/prices.lk");
  expect([gone.code, gone.err]).toEqual([1, expect.stringContaining("src/main.lk:4:10")]);
  const fresh = await buffer("import main\n\nconst a = main.g\n", "src/unsaved.lk");
  expect([fresh.code, fresh.err]).toEqual([1, expect.stringContaining("src/unsaved.lk:3:16")]);
  expect((await buffer("const a = 1\n", "src/unsaved.lk")).err).toBe("3 modules checked, no errors\n");
  const config = await buffer("name: shop\nsorce: src\n", "lk.yaml");
  expect([config.code, config.err]).toEqual([1, expect.stringContaining("lk.yaml:2:1")]);
});

test("a last line counts what was found", async () => {
  work.write({
    "counts.lk": "import list\n\nconst a = b\n\nconst c = d\n",
    "warned.lk": "import list\n\nconst a = 1\n",
  });
  const last = async (...args: string[]) => (await work.lk(["check", ...args])).err.split("\n").at(-2);
  expect(await last("counts.lk")).toBe("2 errors and 1 warning in 1 module");
  expect(await last("wrong.lk")).toBe("1 error in 1 module");
  expect(await last("warned.lk")).toBe("1 module checked, no errors, 1 warning");
  expect(await last("warned.lk", "counts.lk", "good.lk")).toBe("2 errors and 2 warnings in 3 modules");
  // A file that two programs share is said once.
  expect(await last("counts.lk", `../${work.root.split("/").at(-1)}/counts.lk`)).toMatch(/^2 errors/);
});

test("SARIF and annotations name files from the repository's root", async () => {
  work.write({ "repo/.git/HEAD": "", "repo/a b/wrong.lk": "const a = b\n" });
  const sarif = await work.lk(["check", "wrong.lk", "--format", "sarif"], { cwd: "repo/a b" });
  expect([sarif.code, sarif.err]).toEqual([1, ""]);
  const { results, originalUriBaseIds } = JSON.parse(sarif.out).runs[0];
  expect(results[0].locations[0].physicalLocation.artifactLocation.uri).toBe("a%20b/wrong.lk");
  expect(decodeURIComponent(originalUriBaseIds["%SRCROOT%"].uri)).toBe(`file://${work.path("repo")}/`);
  const github = await work.lk(["check", "wrong.lk", "--format", "github"], {
    cwd: "repo/a b",
    env: { GITHUB_WORKSPACE: work.root },
  });
  expect(github).toEqual({
    code: 1,
    out: "::error file=repo/a b/wrong.lk,line=1,endLine=1,col=11,endColumn=12,title=LK2201%3A unknown name::There is no `b` here.\n",
    err: "1 error in 1 module\n",
  });
  const clean = await work.lk(["check", "good.lk", "--format", "sarif"]);
  expect(JSON.parse(clean.out).runs[0].results).toEqual([]);
});

test("lk build and lk test have these formats too", async () => {
  const built = await work.lk(["build", "wrong.lk", "--format", "sarif"]);
  expect([built.code, JSON.parse(built.out).runs[0].results[0].ruleId]).toEqual([1, "LK2201"]);
  work.write({ "tests.lk": 'test "one: two" {\n  1 == 2\n}\n' });
  const tested = await work.lk(["test", "tests.lk", "--format", "github"]);
  expect(tested).toMatchObject({
    code: 1,
    out: expect.stringMatching(
      /^::error file=.*tests\.lk,line=1,endLine=1,title=test failed%3A one%3A two::/,
    ),
  });
  const unread = await work.lk(["test", "wrong.lk", "--format", "github"]);
  expect([unread.code, unread.out]).toEqual([1, expect.stringMatching(/^::error file=.*wrong\.lk,line=2/)]);
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
