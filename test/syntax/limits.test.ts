import { codes, parsed } from "./harness";

/** Everything that nests, as its beginning and its end; all the way to the limit, and far beyond it. */
const nests: readonly (readonly [string, string, string])[] = [
  ["parentheses", "(", ")"],
  ["lists", "[", "]"],
  ["blocks", "{ ", " }"],
  ["calls", "f(", ")"],
  ["constructors", "Some(", ")"],
  ["lambdas", "fn(x) { ", " }"],
  ["ifs", "if c { ", " } else { 1 }"],
  ["conditions", "if { ", " } { 1 } else { 1 }"],
  ["matches", "match x { _ -> ", " }"],
  ["interpolations", '"${', '}"'],
  ["attempts", "attempt { ", " }"],
];

function nested(depth: number, [, open, close]: readonly [string, string, string]): string {
  return `const x = ${open.repeat(depth)}1${close.repeat(depth)}`;
}

test.each(nests)("200 nested %s", (...nest) => {
  expect(codes(nested(200, nest))).toEqual([]);
});

test.each(nests)("10,000 nested %s name the limit", (...nest) => {
  const { diagnostics } = parsed(nested(10_000, nest));
  expect(diagnostics.map(({ code }) => code)).toEqual(["LK1010"]);
  expect(diagnostics[0]!.message).toContain("200");
});

test("10,000 unclosed brackets name the limit, and so do types and patterns", () => {
  expect(codes(`const x = ${"(".repeat(10_000)}`)).toEqual(["LK1010"]);
  expect(codes(`type T = ${"List(".repeat(10_000)}Int${")".repeat(10_000)}`)).toEqual(["LK1010"]);
  expect(codes(`fn f(x) { match x { ${"[".repeat(10_000)}${"]".repeat(10_000)} -> 1 } }`)).toEqual([
    "LK1010",
  ]);
});

/** What makes a tree deep without brackets. */
const chains: readonly (readonly [string, (length: number) => string])[] = [
  ["operators", (length) => `const x = 1${" + 1".repeat(length)}`],
  ["operators of growing tightness", (length) => `const x = true${" || 1 == 1 + 1 * 2".repeat(length / 4)}`],
  ["prefixes", (length) => `const x = ${"!".repeat(length)}true`],
  ["attempts", (length) => `const x = ${"attempt ".repeat(length)}1`],
  ["fails", (length) => `const x = ${"fail ".repeat(length)}"x"`],
  ["accesses", (length) => `const x = a${".b".repeat(length)}`],
  ["calls", (length) => `const x = f${"(1)".repeat(length / 2)}`],
  ["tries", (length) => `const x = a${"?".repeat(length)}`],
  ["pipes", (length) => `const x = 1${"\n  |> f".repeat(length / 2)}`],
  ["lines of operators", (length) => `const x = 1${" +\n  1".repeat(length)}`],
  ["else ifs", (length) => `const x = if a { 1 }${" else if b { 1 }".repeat(length)} else { 1 }`],
  ["types of functions", (length) => `type T = ${"fn() -> ".repeat(length / 2)}Int`],
];

test.each(chains)("1,000 %s in a row", (_, make) => {
  expect(codes(make(1_000 - 4))).toEqual([]);
});

test.each(chains)("100,000 %s in a row name the limit", (_, make) => {
  expect(codes(make(100_000))).toEqual(["LK1012"]);
});

test("what is long and flat has no limit", () => {
  const lines = Array.from({ length: 20_000 }, (_, index) => `  let x${index} = f(${index}, a.b + 1)`);
  expect(codes(`fn f() {\n${lines.join("\n")}\n  1\n}`)).toEqual([]);
  expect(codes(`const x = [${"-1 + f(2), ".repeat(20_000)}]`)).toEqual([]);
  expect(codes(`fn f(x) {\n  match x {\n${"    Some(1) -> a + 1\n".repeat(5_000)}  }\n}`)).toEqual([]);
});

test("a source of 10 MB is refused with its size and the limit", () => {
  const { diagnostics } = parsed(`// ${"x".repeat(10_000_000)}\nconst a = 1\n`);
  expect(diagnostics.map(({ code }) => code)).toEqual(["LK1011"]);
  expect(diagnostics[0]!.message).toContain("10000016");
  expect(diagnostics[0]!.message).toContain("4000000");
});

test("a text of 3 MB and a line of 3 MB are read", () => {
  expect(codes(`const a = "${"x".repeat(3_000_000)}"`)).toEqual([]);
  expect(codes(`const a = "${"\\n".repeat(1_500_000)}"`)).toEqual([]);
  expect(codes(`const a = [${"1, ".repeat(300_000)}]`)).toEqual([]);
});

test("a number has at most 100,000 digits", () => {
  expect(codes(`const a = 1${"0".repeat(99_999)}`)).toEqual([]);
  expect(codes(`const a = 1${"0".repeat(3_000_000)}`)).toEqual(["LK1013"]);
});

test("after 100 errors no more are looked for", () => {
  expect(codes("fn f() { x y }\n".repeat(5_000)).length).toBe(100);
});
