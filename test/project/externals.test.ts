import { load, pythonFiles } from "../../src/project/index.js";
import { memoryFiles } from "../../src/project/memory.js";
import { PythonLookup } from "../../src/project/python/lookup.js";

const FILES = memoryFiles({
  "/py/rates.py":
    "def lookup(currency): return 1\nfrom shop.prices import price, lost\nfrom .sibling import helper\n",
  "/py/sibling.py": "def helper(a, b): pass\nimport rates\n",
  "/py/shop/__init__.py": "from .prices import price as cost\n",
  "/py/shop/prices.py": "def price(a): return a\n",
  "/py/round.py": "from around import x\n",
  "/py/around.py": "from round import x\n",
  "/py/fast.cpython-311-x86_64-linux-gnu.so": "",
});

function find(path: string, installed = false): string {
  const dot = path.lastIndexOf(".");
  const found = new PythonLookup(FILES, ["/py"], installed).find(path.slice(0, dot), path.slice(dot + 1));
  switch (found.kind) {
    case "function":
      return `${found.file} ${found.binding.signature.required}`;
    case "no function":
      return `no function in ${found.file}`;
    case "unknown":
      return `unknown: ${found.reason}`;
    default:
      return found.kind;
  }
}

describe("looking up Python functions", () => {
  test.each([
    ["rates.lookup", "/py/rates.py 1"],
    ["rates.price", "/py/shop/prices.py 1"],
    ["shop.cost", "/py/shop/prices.py 1"],
    ["shop.prices.price", "/py/shop/prices.py 1"],
    ["rates.lost", "unknown: it is imported from `shop.prices`"],
    ["rates.look_up", "no function in /py/rates.py"],
    ["rate.lookup", "no module"],
    ["fast.run", "unknown: `fast.cpython-311-x86_64-linux-gnu.so` has no source"],
    ["math.sqrt", "unknown: `math` is a module of Python's own"],
    ["round.x", "unknown: its imports go in a circle"],
  ])("%s: %s", (path, expected) => {
    expect(find(path)).toBe(expected);
  });

  test("a module that is not there may come with requirements", () => {
    expect(find("numpy.sum", true)).toBe(
      "unknown: `numpy` is not in the project; it may come with its requirements",
    );
  });

  test("what a module needs is found over its imports", () => {
    const lookup = new PythonLookup(FILES, ["/py"], false);
    expect(lookup.closure(["rates"])).toEqual([
      "/py/rates.py",
      "/py/shop/__init__.py",
      "/py/shop/prices.py",
      "/py/sibling.py",
    ]);
    expect(lookup.closure(["shop.prices", "math"])).toEqual(["/py/shop/__init__.py", "/py/shop/prices.py"]);
  });
});

describe("a Python file that is no text which Python reads", () => {
  const bytes = (text: string, width: number, big = false, mark = false) => {
    const codes = [...(mark ? "\ufeff" : ""), ...text].map((letter) => letter.codePointAt(0)!);
    return Uint8Array.from(
      codes.flatMap((code) => {
        const little = Array.from({ length: width }, (_, at) => (code >> (8 * at)) & 0xff);
        return big ? little.reverse() : little;
      }),
    );
  };
  const latin = (text: string) => bytes(text, 1);
  const source = "def f(x):\n    return x\n";
  const unnamed = "it is no UTF-8, and no `# coding:` line names what it is";

  test.each<[string, Uint8Array, string | undefined]>([
    ["UTF-8", Buffer.from(`# ü\n${source}`), undefined],
    ["UTF-8 with a mark", Buffer.from(`\ufeff${source}`), undefined],
    ["an empty file", Buffer.from(""), "no function"],
    ["UTF-16 with a mark", bytes(source, 2, false, true), "it is UTF-16"],
    ["UTF-16, big end first, with a mark", bytes(source, 2, true, true), "it is UTF-16"],
    ["UTF-16 without a mark", bytes(source, 2), "it seems to be UTF-16"],
    ["UTF-16, big end first, without a mark", bytes(source, 2, true), "it seems to be UTF-16"],
    ["UTF-32", bytes(source, 4, false, true), "it is UTF-32"],
    ["UTF-32, big end first", bytes(source, 4, true, true), "it is UTF-32"],
    ["one NUL", Buffer.from(`${source}\0`), "byte 23 is NUL"],
    ["Latin-1", latin(`# \xe9\n${source}`), unnamed],
    ["Latin-1 that is named", latin(`# -*- coding: latin-1 -*-\n# \xe9\n${source}`), undefined],
    [
      "named as vim does, in the second line",
      latin(`#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n# \xe9\n${source}`),
      undefined,
    ],
    ["named in the third line", latin(`#\n#\n# coding: latin-1\n# \xe9\n${source}`), unnamed],
    ["named behind code", latin(`x = 1\n# coding: latin-1\n# \xe9\n${source}`), unnamed],
    ["named UTF-8, wrongly", latin(`# coding: utf-8\n# \xe9\n${source}`), unnamed],
  ])("%s", (_, content, expected) => {
    const files = memoryFiles({ "/py/m.py": content });
    const found = new PythonLookup(files, ["/py"], false).find("m", "f");
    expect(found.kind === "no source" ? found.problem : found.kind).toBe(expected ?? "function");
  });
});

describe("Python files of a build", () => {
  test("a project's folder goes whole, without caches and hidden files", () => {
    const files = memoryFiles({
      "/p/lk.yaml": "name: p\n",
      "/p/src/main.lk": "fn f() { 1 }",
      "/p/python/a.py": "",
      "/p/python/data/table.csv": "1",
      "/p/python/__pycache__/a.pyc": "",
      "/p/python/.secret": "",
    });
    const { program } = load(files, "/p", { kind: "project", root: "/p", main: undefined });
    expect(pythonFiles(files, program!, []).map(({ path }) => path)).toEqual(["a.py", "data/table.csv"]);
  });

  test("of what lies beside a single file only what is used goes", () => {
    const files = memoryFiles({
      "/d/x.lk": "fn f() { 1 }",
      "/d/rates.py": "import helper\n",
      "/d/helper.py": "",
      "/d/unrelated.py": "",
      "/d/python/other.py": "",
    });
    const { program } = load(files, "/d", { kind: "file", location: "/d/x.lk" });
    expect(pythonFiles(files, program!, ["rates"]).map(({ path }) => path)).toEqual([
      "helper.py",
      "other.py",
      "rates.py",
    ]);
  });
});
