import { markedCases } from "../harness/marked-cases.js";

describe("names", () => {
  markedCases({
    "an unknown name": "fn f(width: Int) { width * «LK2201 widht» }",
    "each unknown name is reported": "fn f() { («LK2201 aaa», «LK2201 bbb») }",
    "`let` shadows, and its right side does not see it":
      "fn f(x: Int) {\n  let x = x + 1\n  let x = x * 2\n  x\n}",
    "a `let` is not in scope above it": "fn f() {\n  let y = «LK2201 x»\n  let x = 1\n  x + y\n}",
    "a `let` ends with its block": "fn f() {\n  let y = { let x = 1\n    x }\n  y + «LK2201 x»\n}",
    "an arm's variables end with it":
      "fn f(o: Option(Int)) { match o {\n  Some(x) -> x\n  None -> «LK2201 x»\n} }",
    "a guard sees the pattern's variables":
      "fn f(o: Option(Int)) { match o {\n  Some(x) if x > 0 -> x\n  _ -> 0\n} }",
    "declarations see each other in any order": "fn f() { g() }\n\nfn g() { h }\n\nconst h = 1",
    "a parameter may hide a declaration": 'const x = 1\n\nfn f(x: String) { x ++ "" }',
    "a parameter hides a module":
      "import list\n\nfn f(list: List(Int)) { «LK3035 list».length(list) }\n\nfn g() { list.length([1]) }",
    "a field of a constant": "type P { x: Int }\n\nconst origin = P(0)\n\nfn f() { origin.x }",
    "a field of a module's constant":
      "import a\n\nfn f() { a.origin.x }\n// file: a.lk\ntype P { x: Int }\n\nconst origin = P(0)\n",
    "values, constructors and types are name spaces of their own":
      "type A { B }\n\ntype B { A }\n\nfn a() { (A, B) }",
    "a value declared twice": "fn f() { 1 }\n\nconst «LK2101 f» = 2",
    "a type declared twice": "type A { B }\n\ntype «LK2101 A» { C }",
    "a constructor of two types": "type A { X }\n\ntype B { «LK2101 X» }",
    "a type like a built-in one": "type «LK2103 Option» { Nothing }",
    "a constructor like a built-in one": "type A { «LK2104 Some»(x: Int), B }",
    "a constructor called Failure is allowed":
      'type Outcome { Success, Failure(why: String) }\n\nfn f() { Failure("no") }',
    "an unknown constructor": "type Size { Small, Large }\n\nfn f() { «LK2202 Smal» }",
    "an unknown type": "fn f(x: «LK2203 Integer») { x }",
    "an unknown module before a type": "fn f(x: «LK2223 shop».T) { x }",
    "an unknown module before a pattern": "fn f(x: Int) { match x {\n  «LK2223 shop».A -> 1\n  _ -> 2\n} }",
    "built-in names need no import":
      'fn f(x: Failure) -> Result(Option(Int), String) { if x.message == "" { Ok(Some(1)) } else { Error("") } }',
    "a variable is snake_case": "fn f() {\n  let «LK1009 fooBar» = 1\n  fooBar\n}",
    "so are names of `as` and of lambdas":
      "fn f() { fn((«LK1009 firstOne», _) as «LK1009 allOfThem») { (firstOne, allOfThem) } }",
    "a label alone binds the field's own name":
      "type P { customerId: Int }\n\nfn f(p: P) {\n  let P(customerId:) = p\n  customerId\n}",
    "words that begin declarations are names elsewhere":
      "type Node { type: Int, node: Int }\n\nfn f(test: Node, import: Int) { let pipeline = test.type + test.node\n  pipeline + import }",
  });
});

describe("warnings", () => {
  markedCases({
    "an unused `let`": "fn f() {\n  let «LK2218 x» = 1\n  2\n}",
    "an unused pattern variable":
      "fn f(o: Option(Int)) { match o {\n  Some(«LK2218 x») -> 1\n  None -> 2\n} }",
    "an unused parameter": "fn f(«LK2218 x»: Int) { 1 }",
    "an unused parameter of a lambda": "fn f() { fn(«LK2218 x») { 1 } }",
    "an unused name of `as` and of a rest":
      "fn f(xs: List(Int)) { match xs {\n  [x, ..«LK2218 rest»] as «LK2218 all» -> x\n  [] -> 0\n} }",
    "`_x` is unused on purpose": "fn f(_x: Int) {\n  let _y = 1\n  2\n}",
    "a declaration may be unused": "const x = 1\n\nfn f() { 1 }",
    "parameters of externals are used": '@external("a.b")\nfn f(x: Int) -> Int',
    "a shadowed name is unused where nothing reads it": "fn f() {\n  let «LK2218 x» = 1\n  let x = 2\n  x\n}",
    "a name used by all alternatives once":
      "type A { B(x: Int), C(x: Int) }\n\nfn f(a: A) { match a {\n  B(x) | C(x) -> x\n} }",
    "a label alone uses the variable": "type P { x: Int }\n\nfn f(x: Int) { P(x:) }",
  });
});
