import { applyEdits } from "../../src/diagnostics/edits.js";
import { library } from "../../src/library/index.js";
import { meantMember, memberSynonyms } from "../../src/names/index.js";
import { checkMarked } from "../harness/marked.js";

const members = (module: string) =>
  [...library.get(module)!.matchAll(/^(?:fn|const) ([a-z_]+)/gm)].map(([, name]) => name);

describe("what other languages call a member", () => {
  test.each([...memberSynonyms()])("%s.%s is none here, and all that its hint names are", (module, name) => {
    expect(members(module)).not.toContain(name);
    const { member, hint } = meantMember(module, name)!;
    if (member) expect(members(member.module)).toContain(member.name);
    for (const [, of, named] of hint.matchAll(/\b([a-z]+)\.([a-z_]+)/g))
      expect(members(of!)).toContain(named);
  });
});

const imports = ["dict", "int", "list", "math", "option", "string"]
  .map((name) => `import ${name}\n`)
  .join("");

// A program with a method called on a value, and what its edits make of it.
const methods: readonly [string, string][] = [
  ["fn f(s: String) -> Int { s.length }", "fn f(s: String) -> Int { string.length(s) }"],
  ["fn f(s: String) -> Int { s.len() }", "fn f(s: String) -> Int { string.length(s) }"],
  [
    'fn f(n: Int) -> String { (n + 1).to_string() ++ "." }',
    'fn f(n: Int) -> String { int.to_string(n + 1) ++ "." }',
  ],
  ["fn f(n: Int) -> Int { n.abs }", "fn f(n: Int) -> Int { math.abs(n) }"],
  [
    "fn f(xs: List(Int)) { xs.map(fn(x) { x + 1 }) }",
    "fn f(xs: List(Int)) { list.map(xs, fn(x) { x + 1 }) }",
  ],
  [
    "fn f(xs: List(Int)) { xs.reduce(0, fn(a, b) { a + b }) }",
    "fn f(xs: List(Int)) { list.fold(xs, 0, fn(a, b) { a + b }) }",
  ],
  ["fn f(o: Option(Int)) { o.unwrap_or(1) }", "fn f(o: Option(Int)) { option.unwrap(o, 1) }"],
  ['fn f(d: Dict(String, Int)) { d.contains("a") }', 'fn f(d: Dict(String, Int)) { dict.has(d, "a") }'],
];

describe.each(methods)("%s", (text, repaired) => {
  test("is one mistake, whose edit compiles", () => {
    const [one, ...others] = checkMarked(text).diagnostics;
    expect([one!.code, others]).toEqual(["LK3034", []]);
    expect(one!.hint).toMatch(/^write `[a-z]+\.[a-z_]+\(.+\)`; it needs `import [a-z]+`$/);
    const edited = applyEdits(text, one!.fix!);
    expect(edited.replace(/^import \w+\n+/, "")).toBe(repaired);
    expect(checkMarked(edited).diagnostics).toEqual([]);
  });
});

test("what is imported already is not imported again", () => {
  const text = `${imports}\nfn f(s: String) -> Int { s.length }`;
  const found = checkMarked(text).diagnostics.find(({ code }) => code === "LK3034")!;
  expect(found.hint).toBe("write `string.length(s)`");
  expect(applyEdits(text, found.fix!)).toBe(text.replace("s.length", "string.length(s)"));
});

test("a type of the program has no functions of the library, also under a name of one of its modules", () => {
  const text = "type List2 { A, B }\n\ntype Math { C, D }\n\nfn f(a: List2, m: Math) { (a.length, m.abs) }";
  expect(checkMarked(text).diagnostics.map(({ hint }) => hint)).toEqual([
    expect.stringContaining("match on it"),
    expect.stringContaining("match on it"),
  ]);
});
