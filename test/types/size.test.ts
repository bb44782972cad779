import { checkMarked } from "../harness/marked.js";

/** Errors of a program, and how long checking took in ms. */
function check(text: string): { readonly errors: readonly string[]; readonly time: number } {
  const start = performance.now();
  const { diagnostics } = checkMarked(text);
  const errors = diagnostics
    .filter((one) => one.severity === "error")
    .map((one) => `${one.code} ${one.message}`);
  return { errors, time: performance.now() - start };
}

const count = (length: number, item: (at: number) => string) => Array.from({ length }, (_, at) => item(at));

/** So long a check of any of these may take; what grows exponentially would take for ever. */
const patience = 20_000;

const programs: Readonly<Record<string, string>> = {
  "generalised lets in lets": `fn f() {\n  let f0 = fn(x) { (x, x) }\n${count(12, (at) => `  let f${at + 1} = fn(x) { f${at}(x) }`).join("\n")}\n  f12(1)\n}`,
};

test.each(Object.entries(programs))("%s", (_, text) => {
  const { errors, time } = check(text);
  expect(errors).toEqual([]);
  expect(time).toBeLessThan(patience);
});

/** Types that are exponential as text, or deeper than any: one report each, at the first that passes the limit. */
const refused: Readonly<Record<string, string>> = {
  "a chain of pairs": `fn f() {\n  let p0 = 1\n${count(2_000, (at) => `  let p${at + 1} = (p${at}, p${at})`).join("\n")}\n  let _ = p2000\n  1\n}`,
  "a chain of pairs of an open type": `fn f(p0) {\n${count(500, (at) => `  let p${at + 1} = (p${at}, p${at})`).join("\n")}\n  let _ = p500\n  1\n}`,
  "two chains of pairs that are compared": `fn f(a0, b0) {\n${count(100, (at) => `  let a${at + 1} = (a${at}, a${at})\n  let b${at + 1} = (b${at}, b${at})`).join("\n")}\n  a100 == b100\n}`,
  "a chain of calls of a pairing function": `fn pair(x) { (x, x) }\n\nfn f() {\n  let p0 = 1\n${count(1_000, (at) => `  let p${at + 1} = pair(p${at})`).join("\n")}\n  let _ = p1000\n  1\n}`,
  "many aliases of pairs": `type A0 = (Int, Int)\n\n${count(200, (at) => `type A${at + 1} = (A${at}, A${at})`).join("\n\n")}\n\nfn f(x: A200) -> A200 { x }`,
  "pairs within pairs": `fn d(x) { (x, x) }\n\nfn f(x: Int) {\n  let _ = ${"d(".repeat(150)}x${")".repeat(150)}\n  x\n}`,
  "functions that double twice what the one before doubles": `fn d0(x) { (x, x) }\n\n${count(30, (at) => `fn d${at + 1}(x) { d${at}(d${at}(x)) }`).join("\n\n")}`,
  "lambdas that double twice what the one before doubles": `fn f(x: Int) {\n  let d0 = fn(x) { (x, x) }\n${count(30, (at) => `  let d${at + 1} = fn(x) { d${at}(d${at}(x)) }`).join("\n")}\n  let _ = d30(x)\n  x\n}`,
  "aliases that double twice what the one before doubles": `type D0(a) = (a, a)\n\n${count(30, (at) => `type D${at + 1}(a) = D${at}(D${at}(a))`).join("\n\n")}\n\nfn f(x: D30(Int)) -> Int { 1 }`,
  "a chain of lists within lists": `fn f(p0) {\n${count(5_000, (at) => `  let p${at + 1} = [p${at}]`).join("\n")}\n  let _ = p5000\n  1\n}`,
  "a chain of calls of a function that makes a list": `fn one(x) { [x] }\n\nfn f(p0) {\n${count(5_000, (at) => `  let p${at + 1} = one(p${at})`).join("\n")}\n  let _ = p5000\n  1\n}`,
  "fields of a large type": `type A0 = (Int, Int)\n\n${count(14, (at) => `type A${at + 1} = (A${at}, A${at})`).join("\n\n")}\n\ntype R { x: Result(A14, A14) }`,
};

test.each(Object.entries(refused))("%s passes the limit", (_, text) => {
  const { errors, time } = check(text);
  expect(new Set(errors)).toEqual(
    new Set([expect.stringMatching(/^LK3062 The type of this has more than (50,000 parts|250 levels), /)]),
  );
  // One for each chain.
  expect(errors.length).toBeLessThanOrEqual(2);
  expect(time).toBeLessThan(patience);
});

test("a type of the largest size is compiled", () => {
  const text = `fn f(p0: Int) {\n${count(14, (at) => `  let p${at + 1} = (p${at}, p${at})`).join("\n")}\n  p14 == p14\n}`;
  expect(check(text).errors).toEqual([]);
});

test("a mismatch of exponentially large types is said in a line", () => {
  const text = `fn f(x: Int) {\n  let p0 = x\n${count(14, (at) => `  let p${at + 1} = (p${at}, p${at})`).join("\n")}\n  p14 + 1\n}`;
  const { diagnostics } = checkMarked(text);
  const [error] = diagnostics;
  expect(error!.message.length).toBeLessThan(1_000);
});
