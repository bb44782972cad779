import { checkMarked } from "../harness/marked.js";

/** Uses of a name that two things have fit one of them at most, so that an error about them would be a second one about one mistake. */
test.each([
  [
    "a type called like a built-in one",
    "LK2103",
    "type Int { x: String }\n\nfn f(x: Int) -> Int { 1 + x.x }",
  ],
  [
    "a generic type called like a built-in one",
    "LK2103",
    "type Option(a) { Nothing, Just(value: a) }\n\nfn f(x: Option(Int)) -> Option(Int) { match x {\n  Nothing -> None\n  Just(n) -> Just(n)\n} }",
  ],
  [
    "a constructor called like a built-in one",
    "LK2104",
    "type A { Some(x: Int, y: Int), B }\n\nfn f(a: A) -> A { match a {\n  Some(x, y) -> Some(y, x)\n  B -> Some(1, 2)\n} }",
  ],
  ["two functions", "LK2101", "fn f(x: Int) { x }\n\nfn f() { 2 }\n\nfn g() { (f(), f(1), f(x: 2)) }"],
  ["a function and a constant", "LK2101", "const f = 1\n\nfn f() { 2 }\n\nfn g() { (f(), f + 1) }"],
  ["two types", "LK2101", "type A { x: Int }\n\ntype A = String\n\nfn f(a: A) { (a.x, a ++ a) }"],
  [
    "two constructors",
    "LK2101",
    "type A { X(x: Int), Y }\n\ntype B { X, Z }\n\nfn f() { (X, X(1)) }\n\nfn g(b: B) { match b {\n  X -> 1\n  Z -> 2\n} }",
  ],
  [
    "two functions of another module",
    "LK2101",
    "import a\nimport a.{f}\n\nfn g() { (a.f(), f(1)) }\n// file: a.lk\nfn f() { 1 }\n\nfn f(x: Int) { x }\n".replace(
      "import a\n",
      "",
    ),
  ],
])("uses of %s are no errors of their own", (_, code, text) => {
  expect(checkMarked(text).found.map((one) => one.code)).toEqual([code]);
});
