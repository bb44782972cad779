import { scan } from "../../src/project/python/scan.js";
import { surface } from "../../src/project/python/surface.js";

/** `name(required..most; keywords)` or what else a name is. */
function names(source: string): Record<string, string> {
  return Object.fromEntries(
    [...surface(source).bindings].map(([name, binding]) => {
      if (binding.kind !== "function") return [name, binding.kind];
      const { required, most, keywords } = binding.signature;
      const flags = `${binding.form === "coroutine" ? " coroutine" : ""}${binding.decorated ? " decorated" : ""}`;
      return [name, `${required}..${most}${keywords.length > 0 ? ` ${keywords.join(",")}` : ""}${flags}`];
    }),
  );
}

describe("functions of a Python module", () => {
  test.each<[string, Record<string, string>]>([
    ["def f(): pass", { f: "0..0" }],
    ["def f(a, b=1, *, key): return a", { f: "1..2 key" }],
    [
      "def f(a, /, b, *args, idempotency_key, other=None, **rest):\n  pass",
      { f: "2..Infinity idempotency_key,other".replace(",other", "") },
    ],
    [
      "def f(a: dict[str, int] = {'a': 1}, b: 'x, y' = (1, 2)) -> tuple[int, int]:\n  return 1, 2",
      { f: "0..2" },
    ],
    [
      "def f[T](a: T,\n      b,  # a comment, with a comma\n      ):\n    '''doc\ndef g(x): pass\n'''\n    def inner(z): pass\n",
      { f: "2..2" },
    ],
    ["async def f(a): pass", { f: "1..1 coroutine" }],
    [
      "@functools.lru_cache(maxsize=None)\ndef f(a): pass\n@click.command\ndef g(a): pass",
      { f: "1..1", g: "1..1 decorated" },
    ],
    ["if True:\n    def f(a): pass\nelse:\n\tdef g(): pass", { f: "1..1", g: "0..0" }],
    ["class A:\n    def f(self): pass\n    x = 1\nB = A\n", { A: "class", B: "unknown" }],
    [
      "a = b = 1\nc: int = 2\nd, (e) = 3, 4\nf += 1",
      { a: "unknown", b: "unknown", c: "unknown", int: "unknown", d: "unknown" },
    ],
    [
      "import os.path as p, sys\nfrom .x import (y,\n  z as w,)",
      { p: "unknown", sys: "unknown", y: "import", w: "import" },
    ],
    [
      'x = \'def f(): pass\'\ns = """\ndef g(): pass\n"""; h = 1',
      { x: "unknown", s: "unknown", h: "unknown" },
    ],
    ["def f(a): pass\ndef f(a, b): pass", { f: "2..2" }],
    ["\ufeffdef f(größe): return größe\r\ndef g():\r\n  pass\r\n", { f: "1..1", g: "0..0" }],
    ["def f(a, \\\n  b): pass", { f: "2..2" }],
  ])("%j", (source, expected) => {
    expect(names(source)).toEqual(expected);
  });

  test.each([
    ["from os import *", "the module imports everything of `os`"],
    ["def __getattr__(name): pass", "the module has a `__getattr__`"],
    ["globals()['f'] = 1", "the module makes names while it runs"],
    ["x = 'open", "the file has a string or bracket that does not close"],
    ["def f(a:", "the file has a string or bracket that does not close"],
    ["def f(a): pass", undefined],
  ])("%j may have more names: %s", (source, reason) => {
    expect(surface(source).open).toBe(reason);
  });

  test("imports are found in functions too", () => {
    const source = "import a.b as c, d\nfrom . import e\ndef f():\n  from ..g.h import i\n  if x: import j\n";
    expect(surface(source).imports).toEqual(["a.b", "d", ".", ".e", "..g.h", "..g.h.i", "j"]);
  });

  test("a string of a megabyte", () => {
    expect(scan(`x = """${'a\\b"\n'.repeat(250_000)}"""\ndef f(): pass`).lines.length).toBe(2);
  });
});
