import { typeText } from "../../src/tree/index.js";
import type { TypedFunction } from "../../src/types/typed.js";
import { checkMarked } from "../harness/marked.js";

/** The type that inference finds for the declaration `f` of a program without remarks. */
function typeOf(text: string): string {
  const { program, diagnostics } = checkMarked(text);
  const errors = diagnostics.filter((one) => one.severity === "error");
  expect(errors.map((one) => `${one.code} ${one.message}`)).toEqual([]);
  const main = program!.modules.find((module) => module.path === "main")!;
  const constant = main.constants.find((one) => one.name.name === "f");
  if (constant) return typeText(constant.type).replaceAll("main.", "");
  const { parameters, result } = main.functions.find((one) => one.name.name === "f") as TypedFunction;
  const type = { kind: "function", parameters: parameters.map((one) => one.type), result } as const;
  return typeText(type).replaceAll("main.", "");
}

const rows: Readonly<Record<string, readonly [text: string, type: string]>> = {
  identity: ["fn f(x) { x }", "fn(a) -> a"],
  "two variables": ["fn f(x, y) { (y, x) }", "fn(a, b) -> (b, a)"],
  "a literal": ["fn f() { 1 }", "fn() -> Int"],
  "a Float": ["fn f(x) { x + 1.0 }", "fn(Float) -> Float"],
  unit: ["fn f() {}", "fn() -> ()"],
  "number of arithmetic": ["fn f(x, y) { x * y - x }", "fn(number, number) -> number"],
  "number of a sign": ["fn f(x) { -x }", "fn(number) -> number"],
  "two numbers": ["fn f(x, y) { (x + x, y + y) }", "fn(number, number2) -> (number, number2)"],
  appendable: ["fn f(x, y) { x ++ y }", "fn(appendable, appendable) -> appendable"],
  comparable: ["fn f(x, y) { x < y }", "fn(comparable, comparable) -> Bool"],
  "number implies comparable": [
    "fn f(x, y) { if x < y { x + y } else { y } }",
    "fn(number, number) -> number",
  ],
  "comparable and appendable": [
    "fn f(x, y) { if x == y { x } else { x ++ y } }",
    "fn(compappend, compappend) -> compappend",
  ],
  "a constraint inside": ["fn f(x) { x == [] }", "fn(List(comparable)) -> Bool"],
  "a literal on the left": ["fn f(x) { 2 * x }", "fn(Int) -> Int"],
  application: ["fn f(g, x) { g(x) }", "fn(fn(a) -> b, a) -> b"],
  composition: ["fn f(g, h) { fn(x) { h(g(x)) } }", "fn(fn(a) -> b, fn(b) -> c) -> fn(a) -> c"],
  "a generalised let": ['fn f() { let id = fn(x) { x }\n  (id(1), id("")) }', "fn() -> (Int, String)"],
  "a generalised empty list": [
    'fn f() { let xs = []\n  ([1, ..xs], ["", ..xs]) }',
    "fn() -> (List(Int), List(String))",
  ],
  "a generalised name": [
    'fn id(x) { x }\n\nfn f() { let g = (id)\n  (g(1), g("")) }',
    "fn() -> (Int, String)",
  ],
  "a generalised constructor": [
    'fn f() { let g = Some\n  (g(1), g("")) }',
    "fn() -> (Option(Int), Option(String))",
  ],
  "a generalised module's function": [
    'import list\n\nfn f() { let g = list.length\n  (g([1]), g([""])) }',
    "fn() -> (Int, Int)",
  ],
  "a let does not generalise what is outside": [
    'fn f(x) { let g = fn(y) { (x, y) }\n  (g(1), g("")) }',
    "fn(a) -> ((a, Int), (a, String))",
  ],
  "an annotated let": [
    'fn f() { let g: fn(b) -> b = fn(x) { x }\n  (g(1), g("")) }',
    "fn() -> (Int, String)",
  ],
  "type variables are scoped over the body": [
    "fn f(x: a) -> List(a) { let g = fn(y: a) -> List(a) { [x, y] }\n  g(x) }",
    "fn(a) -> List(a)",
  ],
  "annotated in part": ["fn f(x: b, y) { [x, y] }", "fn(b, b) -> List(b)"],
  "the user's names are kept, others chosen": ["fn f(x: a, y) { (y, x) }", "fn(a, b) -> (b, a)"],
  "mutual recursion": [
    "fn f(n, x) { if n == 0 { x } else { g(n - 1, x) } }\n\nfn g(n, x) { f(n, x) }",
    "fn(Int, a) -> a",
  ],
  "recursion without annotation": [
    "fn f(xs) { match xs {\n  [] -> 0\n  [_, ..rest] -> 1 + f(rest)\n} }",
    "fn(List(a)) -> Int",
  ],
  "polymorphic recursion with annotations": [
    "type Nest(a) { Flat(value: a), Nested(inner: Nest((a, a))) }\n\nfn f(nest: Nest(a)) -> Int { match nest {\n  Flat(_) -> 1\n  Nested(inner) -> 2 * f(inner)\n} }",
    "fn(Nest(a)) -> Int",
  ],
  "a group of its own is generalised before it is used": [
    'fn f() { (g(1), g("")) }\n\nfn g(x) { [x] }',
    "fn() -> (List(Int), List(String))",
  ],
  "a waiting field is settled by what comes later": [
    "type P { x: Int }\n\nfn f(p) { let y = p.x\n  let _ = [p, P(1)]\n  y }",
    "fn(P) -> Int",
  ],
  "a waiting field is settled within the group": [
    "type P { x: Int }\n\nfn f(p) { if p.x == 0 { 0 } else { g(p) } }\n\nfn g(p) { f(P(..p, x: 0)) }",
    "fn(P) -> Int",
  ],
  "a variable with a waiting field is not generalised": [
    "type P { x: Int }\n\nfn f() { let get = fn(p) { p.x }\n  get(P(1)) }",
    "fn() -> Int",
  ],
  "fields in turn": [
    "type P { q: Q }\n\ntype Q { x: Int }\n\nfn f(p) { let y = p.q.x\n  let _ = [p, P(Q(1))]\n  y }",
    "fn(P) -> Int",
  ],
  "a field of a type with parameters": [
    "type Box(a) { content: a }\n\nfn f(box: Box(List(b))) { box.content }",
    "fn(Box(List(b))) -> List(b)",
  ],
  "the type of a field's parameter": [
    "type Box(a) { content: a }\n\nfn f(x) { Box([x]) }",
    "fn(a) -> Box(List(a))",
  ],
  "an update": [
    "type Box(a) { content: a, size: Int }\n\nfn f(box, x) { Box(..box, content: x) }",
    "fn(Box(a), a) -> Box(a)",
  ],
  "`?` of an Option": ["fn f(x: Option(Int)) { Some(x? + 1) }", "fn(Option(Int)) -> Option(Int)"],
  "`?` of a Result": ["fn f(x: Result(Int, e)) { Ok([x?]) }", "fn(Result(Int, e)) -> Result(List(Int), e)"],
  "`?` settled by the declared result": [
    "fn f(x) -> Option(Int) { Some(x? + 1) }",
    "fn(Option(Int)) -> Option(Int)",
  ],
  "`?` settled by the value at the end": [
    "fn f(x) { let y = x?\n  Some(y + 1) }",
    "fn(Option(Int)) -> Option(Int)",
  ],
  "`?` in a lambda leaves the lambda": [
    "import list\n\nfn f(xs: List(Option(Int))) { list.map(xs, fn(x) { Some(x? + 1) }) }",
    "fn(List(Option(Int))) -> List(Option(Int))",
  ],
  attempt: ["fn f(x: Int) { attempt 1 / x }".replace("1 / x", "(1 / x)"), "fn(Int) -> Result(Int, Failure)"],
  "fail has any type": ['fn f(x) { if x { 1 } else { fail "no" } }', "fn(Bool) -> Int"],
  "fail alone": ['fn f() { fail "no" }', "fn() -> a"],
  "a hole": ['fn g(a: Int, b: String) { (a, b) }\n\nfn f() { g(_, "") }', "fn() -> fn(Int) -> (Int, String)"],
  "a hole of a constructor": [
    "fn f(x) { [Some(_), fn(_) { Some(x) }] }",
    "fn(a) -> List(fn(a) -> Option(a))",
  ],
  "a pipe": [
    "import list\n\nfn f(xs) { xs |> list.map(fn(x) { x + 1 }) |> list.length }",
    "fn(List(Int)) -> Int",
  ],
  "a pipe with `?`": ["import int\n\nfn f(text) { text |> int.parse? |> Some }", "fn(String) -> Option(Int)"],
  "a lambda's pattern": ["fn f() { fn((a, b), _) { [a, b] } }", "fn() -> fn((a, a), b) -> List(a)"],
  "a list pattern": [
    "fn f(xs) { match xs {\n  [(a, _), ..] -> Some(a)\n  _ -> None\n} }",
    "fn(List((a, b))) -> Option(a)",
  ],
  "an interpolation takes anything": ['fn f(x) { "${x}" }', "fn(a) -> String"],
  "a Dict's key is comparable": [
    "import dict\n\nfn f(k, v) { dict.insert(dict.new(), k, v) }",
    "fn(comparable, a) -> Dict(comparable, a)",
  ],
  "a constraint of a type's own parameter": [
    "type Sum(number) { total: number }\n\nfn f(s) { let Sum(total) = s\n  total }",
    "fn(Sum(number)) -> number",
  ],
  "what stays open is ()": ["fn f() { [] == [] }", "fn() -> Bool"],
  "a constant without annotation": ["const f = [None]", "List(Option(a))"],
  "a constant that names a later one": ['const f = (g, 1)\n\nconst g = ""', "(String, Int)"],
  "an alias is its type": ["type Ids = List(Int)\n\nfn f(ids: Ids) { ids }", "fn(List(Int)) -> List(Int)"],
  "aliases with parameters": [
    "type Pair(a) = (a, a)\n\nfn f(p: Pair(Pair(b))) { p }",
    "fn(((b, b), (b, b))) -> ((b, b), (b, b))",
  ],
  "failure.Kind": ["fn f(x: Failure) { x.kind }", "fn(Failure) -> failure.Kind"],
  "a phantom parameter is no function inside": [
    "type Id(a) { id: Int }\n\nfn f(x: Id(fn() -> Int)) { x == x }",
    "fn(Id(fn() -> Int)) -> Bool",
  ],
  "parameters that hide a type's comparison": [
    "type Box(a) { content: a }\n\nfn f(x, y) { Box(x) == y }",
    "fn(comparable, Box(comparable)) -> Bool",
  ],
};

test.each(Object.entries(rows))("%s", (_, [text, type]) => {
  expect(typeOf(text)).toBe(type);
});
