import { markedCases } from "../harness/marked-cases.js";

const line = "type Line { sku: String, qty: Int, price: Int }\n\n";
const f = "fn less(a: Int, b: Int) { a - b }\n\n";

describe("arguments", () => {
  markedCases({
    "positions first, then labels": `${line}fn f(qty: Int) { Line("a", price: 3, qty:) }`,
    "labels in any order": `${f}fn g() { less(b: 1, a: 2) }`,
    "labels of a module's function": "import list\n\nfn g() { list.map([1], with: fn(a) { a + 1 }) }",
    "a position after a label": `${f}fn g() { less(a: 1, «LK2210 2») }`,
    "an unknown label": `${f}fn g() { less(1, «LK2206 c»: 2) }`,
    "too many": `${f}fn g() { less(1, 2, «LK2207 3», 4) }`,
    "too few": `${f}fn g() { «LK2208 less»(1) }`,
    "too few in a pipe": `${f}fn g() { 1 |> «LK2208 less» }`,
    "one that has its argument already": `${f}fn g() { less(1, «LK2209 a: 2») }`,
    "a constructor without all its fields": `${line}fn g() { «LK2208 Line»("a", 1) }`,
    "a constructor without fields takes none": "type A { B, C }\n\nfn g() { B(«LK2207 1») }",
    "a function value has no labels": "fn g(f: fn(Int) -> Int) { f(«LK2217 n»: 1) }",
    "errors within arguments that do not fit are reported too": `${f}fn g() { less(1, 2, «LK2207 «LK2201 x»») }`,
    "a hole": `${f}fn g() { [less(_, 1), less(1, _), less(b: _, a: 1)] }`,
    "two holes": `${f}fn g() { less(_, «LK2211 _») }`,
    "a hole where an argument is missing":
      "fn f(a: Int, b: Int, c: Int) { a + b + c }\n\nfn g() { «LK2208 f»(_, 1) }",
    "a pipe goes to the hole": `${f}fn g() { 1 |> less(2, _) }`,
    "a pipe into a label's hole": `${f}fn g() { 1 |> less(2, b: _) }`,
    "a pipe into a constructor": "fn g() { 1 |> Some }",
    "a pipe into a lambda": "fn g() { 1 |> fn(x) { x + 1 } }",
    "a pipe into a parenthesized function": `${f}fn g() { 1 |> (less(_, 2)) }`,
    "a pipe with two holes": `${f}fn g() { 1 |> less(_, «LK2211 _») }`,
  });
});

describe("updates", () => {
  markedCases({
    "some fields": `${line}fn g(line: Line) { Line(..line, qty: 2) }`,
    "an unknown field": `${line}fn g(line: Line) { Line(..line, «LK2206 quantity»: 2) }`,
    "of a sum": "type A { B(x: Int), C }\n\nfn g(a: A) { «LK2222 B»(..a, x: 2) }",
    "of a constructor of another name": "type A { B(x: Int) }\n\nfn g(a: A) { B(..a, x: 2) }",
    "of no constructor": "fn f(x: Int) { x }\n\nfn g(x: Int) { f(«LK2212 ..x») }",
    "a hole": `${line}fn g(line: Line) { [Line(..line, qty: _), Line(..line, sku: "a", qty: _)] }`,
    "two holes": `${line}fn g(line: Line) { Line(..line, sku: _, «LK2211 qty: _») }`,
    "a pipe goes to the hole": `${line}fn g(line: Line) { 1 |> Line(..line, qty: _) }`,
    "a pipe and two holes": `${line}fn g(line: Line) { 1 |> Line(..line, price: _, «LK2211 qty: _») }`,
    "a pipe without a hole": `${line}fn g(line: Line) { 1 |> Line(«LK2212 ..line», qty: 2) }`,
    "a hole of a sum":
      "type D { A(x: Int), B }\n\nfn g(d: D) { (1 |> «LK2222 A»(..d, x: _), «LK2222 A»(..d, x: _)) }",
  });
});

describe("patterns", () => {
  markedCases({
    "by place, by label, with and without a rest": `${line}fn g(line: Line) { match line {\n  Line("a", qty, price:) -> qty + price\n  Line(qty: q, ..) -> q\n} }`,
    "a field left out": `${line}fn g(line: Line) { match line {\n  «LK2213 Line(sku, qty)» -> (sku, qty)\n} }`,
    "all fields left out": `${line}fn g(line: Line) { match line {\n  «LK2213 Line» -> 1\n} }`,
    "too many": `${line}fn g(line: Line) { match line {\n  Line(a, b, c, «LK2214 d») -> (a, b, c, d)\n} }`,
    "an unknown label": `${line}fn g(line: Line) { match line {\n  Line(«LK2206 quantity»: q, ..) -> q\n} }`,
    "a field twice": `${line}fn g(line: Line) { match line {\n  Line(a, «LK2209 sku: b», ..) -> (a, b)\n} }`,
    "a name twice": "fn g(p: (Int, Int)) { match p {\n  (a, «LK2215 a») -> a\n} }",
    "a name twice in a lambda's parameters": "fn g() { fn(a, «LK2215 a») { a + 1 } }",
    "alternatives with a name missing":
      "type A { B(x: Int), C }\n\nfn g(a: A) { match a {\n  B(x) | «LK2216 C» -> x\n} }",
    "alternatives with a name too many":
      "type A { B, C(x: Int) }\n\nfn g(a: A) { match a {\n  B | C(«LK2216 x») -> x\n} }",
    "nested alternatives share their names":
      "type A { B(x: Int), C(x: Int) }\n\nfn g(a: Option(A), b: A) { match (a, b) {\n  (Some(B(x) | C(x)), B(_)) | (None, B(x) | C(x)) -> x\n  (Some(_), C(x)) -> x\n} }",
    "a constructor of a module":
      "import a\n\nfn g(x: a.T) { match x {\n  a.A(n) -> n\n  a.B -> 0\n} }\n// file: a.lk\ntype T { A(n: Int), B }\n",
    "an unknown constructor of a module":
      "import a\n\nfn g(x: a.T) { match x {\n  a.«LK2204 Z»(n) -> n\n  _ -> 0\n} }\n// file: a.lk\ntype T { A(n: Int), B }\n",
    "labels of what is unknown": "fn g() { «LK2201 area»(width: 1) }",
    "labels of what a pipe calls and is unknown": "fn g() { 1 |> «LK2201 area»(width: 1, height: _) }",
    "labels of what a module does not have": "import list\n\nfn g() { list.«LK2204 mop»(items: [1]) }",
  });
});
