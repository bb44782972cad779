import { markedCases } from "../harness/marked-cases.js";

describe("inference", () => {
  markedCases({
    "a type that contains itself": "fn f(g) { g(«LK3019 g») }",
    "a list in itself": "fn f(xs) { «LK3019 [xs]» == xs }".replace(
      "«LK3019 [xs]» == xs",
      "[xs] == «LK3019 xs»",
    ),
    "recursion at another type without annotations":
      "type Nest(a) { Flat(x: a), Deep(n: Nest((a, a))) }\n\nfn f(n) { match n {\n  Flat(_) -> 1\n  Deep(m) -> f(«LK3027 m»)\n} }",
    "recursion at another type with some annotations":
      "type Nest(a) { Flat(x: a), Deep(n: Nest((a, a))) }\n\nfn f(n: Nest(a)) { match n {\n  Flat(_) -> 1\n  Deep(m) -> f(«LK3027 m»)\n} }",
    "a rigid variable is no concrete type": "fn f(_x: a) -> a { «LK3002 1» }",
    "two rigid variables are two types": "fn f(_x: a, y: b) -> a { «LK3002 y» }",
    "a rigid variable needs a name with a constraint": "fn f(x: a) -> a { «LK3020 x» + x }",
    "a rigid variable that is not comparable": "fn f(x: a) { «LK3020 x» == x }",
    "names that carry constraints":
      "fn f(x: number2, y: comparable, z: appendable) { (x + x, y < y, z ++ z) }",
    "number carries comparable": "fn f(x: number) { x < x }",
    "comparable carries no number": "fn f(x: comparable) { «LK3020 x» + x }",
    "number and appendable": "fn f(x, y) { if x == y { x + y } else { «LK3020 x» ++ y } }",
    "a parameter is not generalised": 'fn f(id) { (id(1), id(«LK3003 "a"»)) }',
    "a call is not generalised":
      'fn g() { fn(x) { x } }\n\nfn f() {\n  let id = g()\n  (id(1), id(«LK3003 "a"»))\n}',
    "a capture is not generalised":
      'fn g(x, _y) { x }\n\nfn f() {\n  let h = g(_, 1)\n  (h(1), h(«LK3003 "a"»))\n}',
    "a let in a pipeline is not generalised":
      'pipeline f() -> (List(Int), List(String)) {\n  let xs = []\n  ([1, ..xs], ["a", ..«LK3017 xs»])\n}',
    "a type variable of a let's annotation stays there":
      "fn f(x) {\n  let g: fn(b) -> b = fn(y) { if true { «LK3022 x» } else { y } }\n  g(x)\n}",
    "a call of no function": "const x = 1\n\nfn f() { «LK3030 x»(1) }",
    "a call of a value with other arguments": "fn f(g: fn(Int) -> Int) { g(1, «LK3031 2») }",
    "a call of a value with too few": "fn f(g: fn(Int, Int) -> Int) { «LK3031 g»(1) }",
  });
});

describe("comparison", () => {
  markedCases({
    functions: "fn f(g: fn() -> Int) { «LK3020 g» == g }",
    "a function inside a tuple": "fn f(g: fn() -> Int) { «LK3020 (1, g)» == (1, g) }",
    "a type with a function": "type A { f: fn() -> Int }\n\nfn f(a: A) { «LK3020 a» == a }",
    "a type with a function in a type within":
      "type A { b: List(B) }\n\ntype B { f: fn() -> Int }\n\nfn f(a: A) { «LK3020 a» == a }",
    "a type with a function as its argument": "fn f(x: Option(fn() -> Int)) { «LK3020 x» == x }",
    "a phantom argument does not count": "type Id(a) { id: Int }\n\nfn f(x: Id(fn() -> Int)) { x == x }",
    "recursive types": "type T(a) { Leaf, Node(l: T(a), x: a, r: T(a)) }\n\nfn f(t: T(Int)) { t < t }",
    "the key of a Dict": "fn f(d: Dict(«LK3061 fn() -> Int», Int)) { d }",
    "a key that is a variable": "type A(k) { d: Dict(«LK3061 k», Int) }",
    "a key that is comparable":
      'type A(comparable) { d: Dict(comparable, Int) }\n\nfn f(a: A(String), k: comparable2) -> Dict(comparable2, Int) { let A(d) = a\n  if d == d { fail "${k}" } else { fail "" } }',
    "an argument of such a type":
      "type A(comparable) { d: Dict(comparable, Int) }\n\nfn f(a: A(«LK3061 fn() -> Int»)) { a }",
    "a number of a type": "type A(number) { n: number }\n\nfn f(a: A(«LK3061 String»)) { a }",
    "a parameter without its constraint": "fn f(d: Dict(«LK3061 k», Int)) { d }",
    "what is made of such a parameter":
      "import dict\n\nfn f(d: Dict(«LK3061 k», Int), key: k) { (dict.size(d), dict.get(d, key)) }",
  });
});

describe("fields", () => {
  const p = "type P { x: Int, y: Int }\n\n";
  markedCases({
    "an unknown field": `${p}fn f(p: P) { p.«LK3034 z» }`,
    "of a sum of several constructors": "type A { B(x: Int), C(x: Int) }\n\nfn f(a: A) { a.«LK3034 x» }",
    "of a sum of one": "type A { B(x: Int) }\n\nfn f(a: A) { a.x }",
    "of a built-in type": "fn f(s: String) { s.«LK3034 length» }",
    "of a function": "fn g() { 1 }\n\nfn f() { g.«LK3034 x» }",
    "of a tuple": "fn f(t: (Int, Int)) { t.«LK3034 first» }",
    "of a type that stays unknown": `${p}fn f(p) { p.«LK3033 x» }`,
    "one message for all fields of one value": `${p}fn f(p) { p.«LK3033 x» + p.y + p.z.a }`,
    "a message for each value": `${p}fn f(p, q) { p.«LK3033 x» + q.«LK3033 y» }`,
    "settled wrong later": `${p}fn f(p) {\n  let z = p.«LK3034 z»\n  let _ = [p, P(1, 2)]\n  z\n}`,
    "of another type than its use needs": `${p}fn f(p: P) -> String { «LK3002 p.x» }`,
  });
});

describe("`?`", () => {
  markedCases({
    "on what is no Option": "fn f(x: Int) -> Option(Int) { Some(«LK3036 x»?) }",
    "in a function of another result": "fn f(x: Option(Int)) -> Int { x«LK3015 ?» }",
    "of a Result in a function of an Option":
      "fn f(x: Result(Int, String)) -> Option(Int) { Some(x«LK3015 ?») }",
    "of another error": "fn f(x: Result(Int, Bool)) -> Result(Int, String) { Ok(x«LK3037 ?») }",
    "unknown at the end": "fn f(x) { x«LK3039 ?» }",
    "in a test": 'test "a" { Some(true)«LK3038 ?» }',
    "in a lambda of another result":
      "import list\n\nfn f(xs: List(Option(Int))) -> List(Int) { list.map(xs, fn(x) { «LK3023 x?» }) }",
    "in a constant": "const a = «LK2301 Some(1)?»",
    "two of them agree": "fn f(x: Option(Int), y: Option(Int)) { Some(x? + y?) }",
    "two of them do not": "fn f(x: Option(Int), y: Result(Int, String)) { Some(x? + y«LK3015 ?») }",
  });
});

describe("declarations", () => {
  markedCases({
    "a node without annotations": "node f(«LK3050 x») -> Int { x + 1 }",
    "a node without its result": "node «LK3050 f»(x: Int) { x }",
    "a pipeline without annotations": "pipeline «LK3050 f»(«LK3050 x») { x + 1 }",
    "an external without annotations": '@external("a.b")\nfn «LK3050 f»(«LK3050 x»)',
    "a type without values": "type «LK3060 A» { a: A }",
    "types without values": "type «LK3060 A» { b: B }\n\ntype B { a: A }",
    "a type of one without values": "type B { a: A }\n\ntype «LK3060 A» { a: A }",
    "without values through a parameter": "type Box(a) { content: a }\n\ntype «LK3060 A» { a: Box(A) }",
    "without values through a tuple and an alias": "type «LK3060 A» { a: Pair }\n\ntype Pair = (Int, A)",
    "with values by a constructor, Option, List, Dict, Result":
      "type A { B, C(a: A) }\n\ntype D { d: Option(D) }\n\ntype E { e: List(E) }\n\ntype F { f: Dict(Int, F) }\n\ntype G { g: Result(Int, G) }",
    "with values by a function": "type T { f: fn(T) -> T }",
    "with values by a phantom parameter": "type Id(a) { id: Int }\n\ntype A { a: Id(A) }",
  });
});

describe("json", () => {
  const p = "import json\n\ntype P { x: Int }\n\n";
  markedCases({
    "a type that is known": `${p}fn f(text: String) -> Result(P, String) { json.decode(text) }`,
    "a type that is known by use": `${p}fn f(text: String) { match json.decode(text) {\n  Ok(P(x)) -> x\n  Error(e) -> fail e\n} }`,
    "a type by annotation": `${p}fn f(text: String) {\n  let p: Result(P, String) = json.decode(text)\n  p\n}`,
    "a type that stays open": `${p}fn f(text: String) { json.«LK3053 decode»(text) == Error("") }`.replace(
      "json.«LK3053 decode»",
      "«LK3053 json.decode»",
    ),
    "a variable of the declaration": `${p}fn f(text: String) { «LK3053 json.decode»(text) }`,
    "a variable of the annotation": `${p}fn f(x: a) { «LK3053 json.encode»(x) }`,
    "a variable of a let": `${p}fn f(x: Int) {\n  let write = «LK3053 json.encode»\n  (write(x), write("a"))\n}`,
    "an open type that is written is ()": `${p}fn f() { json.encode([]) }`,
    "a function": `${p}fn f(g: fn() -> Int) { «LK3054 json.encode»(g) }`,
    "a type with a function": `${p}type A { f: fn() -> Int }\n\nfn f(a: List(A)) { «LK3054 json.from»(a) }`,
    "a type with itself at other arguments": `${p}type Nest(a) { Flat(x: a), Deep(n: Nest((a, a))) }\n\nfn f(n: Nest(Int)) { «LK3054 json.encode»(n) }`,
    "a box in a box": `${p}type Box(a) { content: a }\n\nfn f(b: Box(Box(Int))) { json.encode(b) }`,
  });
});

describe("patterns", () => {
  markedCases({
    "a match that takes every value":
      "fn f(o: Option(Bool)) { match o {\n  Some(true) -> 1\n  Some(false) -> 2\n  None -> 3\n} }",
    "a case that is missing":
      "fn f(o: Option(Bool)) { «LK4001 match o» {\n  Some(true) -> 1\n  None -> 3\n} }",
    "an arm that nothing comes to":
      "fn f(b: Bool) { match b {\n  true -> 1\n  _ -> 2\n  «LK4002 false» -> 3\n} }",
    "a let that can fail": "fn f(o: Option(Int)) {\n  let «LK4005 Some(x)» = o\n  x\n}",
    "a parameter that can fail": "fn f() { fn(«LK4005 [x]») { x } }",
    "a let that cannot":
      "type P { x: Int, t: (Int, Int) }\n\nfn f(p: P) {\n  let P(x, (y, _)) = p\n  let () = {}\n  x + y\n}",
    "a match with a broken pattern is not looked at": "fn f(b: Bool) { match b {\n  «LK3013 1» -> 1\n} }",
  });
});
