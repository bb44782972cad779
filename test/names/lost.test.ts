import { checkMarked } from "../harness/marked.js";

/** Codes of what is said beside syntax errors. */
function saidBesideSyntax(text: string): readonly string[] {
  return checkMarked(text)
    .found.map(({ code }) => code)
    .filter((code) => !code.startsWith("LK1"));
}

test.each([
  ["a function", "fn g(x: { 1 }\n\nfn f() { g(1) }"],
  ["a constant", "const x = = 1\n\nfn f() { x }"],
  ["a type", "type T { x: }\n\nfn f(t: T) { t }"],
  ["a constructor", "type T { A(x: Int, ), B(, C }\n\nfn f() { (A(1), B, C) }"],
  ["an import", "import a.{\n\nfn f() { a.x }\n// file: a.lk\nconst x = 1\n"],
  ["a module with a `-`", "import tax-rates\n\nfn f() { tax_rates.x }\n// file: tax_rates.lk\nconst x = 1\n"],
  ["a module behind a point", "import a.b\n\nfn f() { b.x }\n// file: a/b.lk\nconst x = 1\n"],
  ["a module with a capital", "import a/B\n\nfn f() { b.x }\n// file: a/b.lk\nconst x = 1\n"],
  [
    "a second module",
    "import a, list\n\nfn f() { list.map([a.x], g) }\n\nfn g(n) { n }\n// file: a.lk\nconst x = 1\n",
  ],
  ["a name of a list", 'import { x } from "a"\n\nfn f() { x }\n// file: a.lk\nconst x = 1\n'],
  [
    "a constructor of a list without its brace",
    "import a. T(..)}\n\nfn f() { A }\n// file: a.lk\ntype T { A, B }\n",
  ],
  [
    "a declaration of another module",
    "import a\n\nfn f() { (a.g(1), a.C) }\n// file: a.lk\nfn g(x: { 1 }\n\ntype T { C(, }\n",
  ],
])("uses of %s that the parser lost are no errors", (_, text) => {
  expect(saidBesideSyntax(text)).toEqual([]);
});

test("other unknown names of a module with syntax errors are errors all the same", () => {
  expect(saidBesideSyntax("fn g(x: { 1 }\n\nfn f() { h(1) }")).toEqual(["LK2201"]);
});

test.each([
  ["a record", "type T { x: Wrong }"],
  ["a record over several lines, with comments", "type T {\n  x: Int // of `Wrong`\n  y: Wrong\n} // end"],
  ["a constructor", "type T { A(x: Int, y: List(Wrong)), B }"],
  ["an alias", "type T = fn(Wrong) -> Int"],
])("an unknown type within %s that is whole is an error beside syntax errors", (_, type) => {
  expect(saidBesideSyntax(`fn g(x: { 1 }\n\n${type}`)).toEqual(["LK2203"]);
  for (const mark of ["", "\ufeff"])
    expect(saidBesideSyntax(`${mark}${type}\n\nfn h() { 1 + }`)).toEqual(["LK2203"]);
});

test("uses of what only a broken type may declare are no errors, beside types that are whole", () => {
  expect(
    saidBesideSyntax("type A { x: Int }\n\ntype T { B(x: Int, ), C(, }\n\nfn f() { (B(1), C) }"),
  ).toEqual([]);
});
