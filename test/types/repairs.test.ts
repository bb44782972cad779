import { applyEdits } from "../../src/diagnostics/index.js";
import { checkMarked } from "../harness/marked.js";

/** What is wrong with a program once the edits of all its errors are made; each of them has some. */
function mended(text: string): { readonly text: string; readonly errors: readonly string[] } {
  const { diagnostics } = checkMarked(text);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  expect(errors.map(({ fix }) => fix !== undefined)).toEqual([true]);
  const repaired = applyEdits(
    text,
    errors.flatMap(({ fix }) => fix ?? []),
  );
  const left = checkMarked(repaired).diagnostics.filter(({ severity }) => severity === "error");
  return { text: repaired, errors: left.map(({ message }) => message) };
}

const head =
  'fn line(width: Int, mark: String, _twice: Bool) -> String { "${width}" ++ mark }\n\ntype Box { label: String, size: Int, open: Bool }\n\n';

test.each<[what: string, wrong: string, right: string]>([
  [
    "a number for a condition",
    "fn f(n: Int) { if n { 1 } else { 2 } }",
    "fn f(n: Int) { if n != 0 { 1 } else { 2 } }",
  ],
  ["a text in a condition", "fn f(s: String) { s || true }", 'fn f(s: String) { s != "" || true }'],
  [
    "a list in a guard",
    "fn f(n: Int, xs: List(Int)) { match n { 0 if xs -> 1, _ -> 2 } }",
    "fn f(n: Int, xs: List(Int)) { match n { 0 if xs != [] -> 1, _ -> 2 } }",
  ],
  ["a `?` on an Int", "fn f(n: Int) { n? }", "fn f(n: Int) { n }"],
  [
    "a second block without `else`",
    "fn f(n: Int) { [if n > 0 { 1 } { 2 }] }",
    "fn f(n: Int) { [if n > 0 { 1 } else { 2 }] }",
  ],
  [
    "a second block without `else`, as a statement",
    "fn f(n: Int) { if n > 0 { 1 } { 2 } }",
    "fn f(n: Int) { if n > 0 { 1 } else { 2 } }",
  ],
  [
    "`match`, misspelt",
    "fn f(n: Int) { mathc n { 1 -> 2, _ -> 3 } }",
    "fn f(n: Int) { match n { 1 -> 2, _ -> 3 } }",
  ],
  [
    "an attribute's label without its colon",
    "@retry(max 3)\nnode f(n: Int) -> Int { n }",
    "@retry(max: 3)\nnode f(n: Int) -> Int { n }",
  ],
  ["`=` in the value of a body", "fn f(n: Int) { n = 3 }", "fn f(n: Int) { n == 3 }"],
  [
    "`=` behind a field",
    "fn f(box: Box) -> Bool {\n  box.size = 3\n}",
    "fn f(box: Box) -> Bool {\n  box.size == 3\n}",
  ],
  ["`=` for a `let`", "fn f(n: Int) {\n  m = n\n  m + n\n}", "fn f(n: Int) {\n  let m = n\n  m + n\n}"],
  ["a Float with a negative exponent", "fn f() { 5.e-1 }", "fn f() { 5.0e-1 }"],
  ["a text behind a number", 'fn f(n: Int) { n + "a" }', 'fn f(n: Int) { "${n}" ++ "a" }'],
  ["a number behind a text", 'fn f(n: Float) { "a" + n }', 'fn f(n: Float) { "a" ++ "${n}" }'],
  ["a literal behind a text", 'fn f() { "a" + 1 }', 'fn f() { "a" ++ "1" }'],
  ["a text behind a literal", 'fn f() { 1 + "a" }', 'fn f() { "1" ++ "a" }'],
  ["a product behind a text", 'fn f(n: Int) { 2 * n + "a" }', 'fn f(n: Int) { "${2 * n}" ++ "a" }'],
  [
    "a text that is asked for",
    "fn f(n: Int, s: String) -> String { n + s }",
    'fn f(n: Int, s: String) -> String { "${n}" ++ s }',
  ],
  ["a Bool before a text", 'fn f(b: Bool) { b + "a" }', 'fn f(b: Bool) { "${b}" ++ "a" }'],
  ["two texts", "fn f(a: String, b: String) { a + b }", "fn f(a: String, b: String) { a ++ b }"],
  ["a Float without digits behind its point", "fn f() { 1.e5 }", "fn f() { 1.0e5 }"],
  [
    "arguments before a label",
    'fn f() { line("-", 2, _twice: true) }',
    'fn f() { line(2, "-", _twice: true) }',
  ],
  [
    "an argument and one with a label",
    'fn f() { line("-", mark: 2, _twice: true) }',
    'fn f() { line(2, mark: "-", _twice: true) }',
  ],
  [
    "two labels",
    'fn f() { line(_twice: "a", width: 1, mark: true) }',
    'fn f() { line(_twice: true, width: 1, mark: "a") }',
  ],
  ["fields before a label", 'fn f() { Box(1, "a", open: true) }', 'fn f() { Box("a", 1, open: true) }'],
  [
    "fields with labels",
    'fn f() { Box(label: 1, size: "a", open: true) }',
    'fn f() { Box(label: "a", size: 1, open: true) }',
  ],
  ["the first entry of a list", 'fn f() { [1, "b", "c"] }', 'fn f() { ["1", "b", "c"] }'],
  [
    "the first arm of a match",
    "fn f(n: Int) { match n { 0 -> 1, 1 -> Some(2), _ -> None } }",
    "fn f(n: Int) { match n { 0 -> Some(1), 1 -> Some(2), _ -> None } }",
  ],
])("%s", (_, wrong, right) => {
  expect(mended(head + wrong)).toEqual({ text: head + right, errors: [] });
});

test("a label that names its variable as well is not given another value", () => {
  const { found } = checkMarked(`${head}fn f(width: String) { line(width:, mark: 2, _twice: true) }`);
  expect(found.map(({ code }) => code)).toEqual(["LK3003", "LK3003"]);
});
