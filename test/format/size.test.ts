import { brokenPromise } from "./harness";

const nested = (open: string, close: string, depth: number, inner: string): string =>
  open.repeat(depth) + inner + close.repeat(depth);
const body = (expression: string): string => `fn f(a, b, x) {\n  ${expression}\n}\n`;

test.each([
  ["calls", body(nested("f(", ")", 190, "x"))],
  ["calls with a lambda last", body(nested("f(a, fn(x) { ", " })", 95, "x"))],
  ["lists", body(nested("[", "]", 190, "x"))],
  ["comparisons", body(nested("(a == ", ")", 190, "x"))],
  ["branches", body(nested("if a { b } else { ", " }", 180, "x"))],
  ["else after else", body(`${"if a { b } else ".repeat(900)}{ x }`)],
  ["texts in texts", body(nested('"${', '}"', 60, "x"))],
  ["types", `type T = ${nested("fn(", ") -> a", 190, "a")}\n`],
  ["patterns", body(`match x { ${nested("Some(", ")", 190, "a")} -> a }`)],
  ["operators in a row", body(`${"a + ".repeat(900)}b`)],
  ["accesses in a row", body(`a${".bcd".repeat(900)}`)],
  ["a list of numbers", `const x = [${"12345, ".repeat(20_000)}]\n`],
  ["a list of texts", `const x = ["a"${', "abc"'.repeat(20_000)}]\n`],
  ["a long text", `const x = "${"a".repeat(1_000_000)}"\n`],
  ["arms", body(`match x { ${Array.from({ length: 5_000 }, (_, n) => `${n} -> ${n}, `).join("")}_ -> 0 }`)],
  ["comments", body(`${"// above\n  f(1) // behind\n  ".repeat(5_000)}x`)],
])("what is deep or long keeps the promises: %s", (_, text) => {
  // A stack that overflows or a time that grows with the depth's power would end the test.
  expect(brokenPromise(text)?.slice(0, 500)).toBeUndefined();
});
