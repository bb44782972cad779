import { check } from "../../src/compile";
import { SourceText } from "../../src/text";

/** Messages of errors of a program of one module, or of several where `// file path` lines divide it. */
function errors(text: string): string[] {
  const parts = text.split(/^\/\/ file (\S+)\n/m);
  const files = parts.length === 1 ? [["main", text]] : [];
  for (let at = 1; at < parts.length; at += 2) files.push([parts[at]!, parts[at + 1]!]);
  const modules = files.map(([path, source]) => ({
    path: path!,
    source: new SourceText(`src/${path}.lk`, source!),
  }));
  const { diagnostics } = check({ name: "rules", version: "1.0.0", main: "main", modules });
  const shown = diagnostics.filter((each) => each.severity === "error");
  return shown.map(({ code, message, types, hint, labels }) => {
    const more = [types?.expected, types?.found, hint, ...labels.map((label) => label.message)];
    return [code, message, ...more].filter((part) => part !== undefined).join(" ");
  });
}

const accepted: Record<string, string> = {
  "half-reserved words are names":
    "type T { type: Int, node: Int, test: Int }\nfn import_(as_: T) -> Int {\n  let type = as_.type\n  let const = as_.node\n  let pipeline = as_.test\n  type + const + pipeline\n}",
  "a label, a hole and a punned label in one call":
    "fn f(a, b, c) { a + b + c }\nfn g(b: Int) { f(1, c: _, b:) }",
  "labels in another order": 'fn f(a: Int, b: String) -> Int { a }\nfn g() { f(b: "x", a: 1) }',
  "a polymorphic let of a lambda": 'fn f() {\n  let id = fn(x) { x }\n  (id(1), id("a"))\n}',
  "a polymorphic let of []": 'fn f() {\n  let empty = []\n  ([1, ..empty], ["a", ..empty])\n}',
  "a polymorphic let of a name": 'fn id(x) { x }\nfn f() {\n  let other = (id)\n  (other(1), other("a"))\n}',
  "a polymorphic let of a constructor's name": 'fn f() {\n  let wrap = Some\n  (wrap(1), wrap("a"))\n}',
  "polymorphic recursion with annotations":
    "type N(a) { One(a: a), More(next: N((a, a))) }\nfn depth(n: N(a)) -> Int {\n  match n {\n    One(_) -> 0\n    More(next) -> 1 + depth(next)\n  }\n}",
  "a field access that is settled later":
    "type T { x: Int }\nfn f(t) {\n  let y = t.x\n  let u: T = t\n  y + u.x\n}",
  "a field access that is settled by another function of the group":
    "type T { x: Int }\nfn f(t, n) { if n == 0 { t.x } else { g(t, n) } }\nfn g(t: T, n: Int) -> Int { f(t, n - 1) }",
  "`?` that the declared result settles": "fn f(x) -> Option(Int) { Some(x? + 1) }",
  "`?` in a lambda": "import list\nfn f(xs: List(Option(Int))) { list.map(xs, fn(x) { Some(x? + 1) }) }",
  "number on both kinds": "fn f(x: number) -> number { x * x - x / x }\nfn g() { (f(2), f(2.0)) }",
  "a function over a constrained variable needs no annotation":
    "fn f(x) { x + x }\nfn g() { (f(2), f(2.0)) }",
  "appendable on both kinds": 'fn f(x) { x ++ x }\nfn g() { (f("a"), f([1])) }',
  "comparable on everything without a function":
    'fn f(x, y) { x < y }\nfn g() { f((1, "a"), (2, "b")) && f([None], [Some(1.5)]) && f((), ()) }',
  "a phantom parameter": "type P(a) { P }\nfn f(x: P(fn(Int) -> Int), y: P(fn(Int) -> Int)) { x == y }",
  "mutually recursive types": "type A { A1, A2(b: B) }\ntype B { b: List(A) }\nfn f() { A2(B([A1])) }",
  "a type with a function of itself": "type T { f: fn(T) -> T }\nfn f(t: T) -> T { (t.f)(t) }",
  "an alias with parameters":
    "type Pair(a) = (a, a)\nfn f(p: Pair(Int)) -> Int {\n  let (a, b) = p\n  a + b\n}",
  "a value called like a type variable's constraint": "fn f(number: Int) -> Int { number }",
  shadowing: 'fn f(x) {\n  let x = x + 1\n  let x = "${x}"\n  x\n}',
  "an empty block is ()": "fn f() -> () {}",
  "if without else": "fn f(x: Bool) -> () {\n  if x { () }\n}",
  "fail has any type": 'fn f(x: Int) -> String { if x == 0 { fail "no" } else { "a" } }',
  "patterns with alternatives and as":
    "fn f(x) {\n  match x {\n    Some(1 | 2) | None as all -> all\n    Some(n) if n > 2 -> Some(n)\n    other -> other\n  }\n}",
  "match arms by commas": "fn f(x) { match x { 0 -> 1, 1 -> 2, _ -> 3 } }",
  "constants of constants":
    "type T { a: Int }\nconst a = 2 * b\nconst b = 3 + 4\nconst t = T(a: a)\nconst l = [a, b]\nfn f() { (t, l) }",
  "a chain of pipes over lines":
    "import int\nimport list\nfn f(xs: List(Int)) {\n  xs\n    |> list.map(fn(x) { x + 1 })\n    // a comment between\n    |> int.sum\n}",
  "a pipe into a lambda, a constructor and parentheses":
    "fn f(x: Int) { x |> fn(y) { y + 1 } |> Some }\nfn g(h: fn(Int) -> fn(Int) -> Int) { 1 |> (h(2)) }",
  "a pipe into a partial call of a module": "import list\nfn f(x: Int) { x |> list.contains([1, 2], _) }",
  "CRLF and a byte order mark": "\uFEFFfn f() {\r\n  let x = 1\r\n  x\r\n}\r\n",
  "two tests of one name": 'test "a" { true }\ntest "a" { true }',
  "a test may call nodes and pipelines":
    'node w(x: Int) -> Int { x }\npipeline p(x: Int) -> Int { w(x) }\ntest "a" { w(1) == p(1) }',
  "fan-outs of every kind":
    "import dict\nimport list\nimport option\nimport result\nnode w(x: Int) -> Int { x }\nnode b(x: Int) -> Bool { x > 0 }\nnode o(x: Int) -> Option(Int) { Some(x) }\nnode l(x: Int) -> List(Int) { [x] }\nnode i(n: Int, x: Int) -> Int { n + x }\nnode r(x: Int) -> Result(Int, String) { Ok(x) }\nnode k(key: String, x: Int) -> Int { x }\npipeline p(xs: List(Int), d: Dict(String, Int), m: Option(Int), e: Result(Int, String)) -> Int {\n  let a = list.map(xs, w)\n  let c = list.filter(a, b)\n  let f = list.filter_map(c, o)\n  let g = list.flat_map(f, l)\n  let h = list.index_map(g, i)\n  let j = list.fold(h, 0, i)\n  let n = dict.map_values(d, k)\n  let q = option.map(m, w)\n  let s = option.then(q, o)\n  let t = result.map(e, w)\n  let u = result.then(t, r)\n  j + dict.size(n) + option.unwrap(s, 0) + result.unwrap(u, 0)\n}",
  "nested fan-outs with captures":
    "import list\nnode w(x: Int, y: Int) -> Int { x + y }\npipeline p(xs: List(List(Int)), k: Int) -> List(List(Int)) {\n  list.map(xs, fn(row) { list.map(row, fn(x) { w(x, k) }) })\n}",
  "`?` in a lambda of a pipeline that reaches no node":
    "import list\nnode w(xs: List(Option(Int))) -> Int { 1 }\npipeline p(xs: List(Option(Int))) -> Int { w(list.map(xs, fn(x) { Some(x? + 1) })) }",
  "log in a pipeline":
    'import log\nnode w() -> Int { 1 }\npipeline p() -> Int {\n  log.info("here")\n  w()\n}',
  "a statement of type () and a let _":
    "node note(x: Int) -> () { () }\nnode w(x: Int) -> Int { x }\npipeline p(x: Int) -> Int {\n  note(x)\n  let _ = w(x)\n  w(2)\n}",
  "a pipeline without a node": "pipeline p(x: Int) -> Int { x + 1 }",
  "a pipeline that calls itself":
    "node w(x: Int) -> Int { x - 1 }\npipeline p(x: Int) -> Int { if x == 0 { 0 } else { p(w(x)) } }",
  "a pure external in a pipeline":
    '@pure\n@external("m.f")\nfn f(x: Int) -> Int\nnode w(x: Int) -> Int { x }\npipeline p(x: Int) -> Int { w(f(x)) }',
  "a replaced external":
    '@external("m.f")\nnode f(x: Int) -> Int\nfn g(_x: Int) -> Int { 2 }\n@replace(f: g)\ntest "a" { f(1) == 2 }',
  "an imported type and its constructors":
    "// file shop/money\ntype Currency { Eur, Usd }\nfn rate(_c: Currency) -> Int { 1 }\n// file main\nimport shop/money.{Currency(..), rate as r}\nfn f(c: Currency) -> Int {\n  match c {\n    Eur -> r(c)\n    money.Usd -> money.rate(Usd)\n  }\n}",
  "modules of one last name with `as`":
    "// file a/x\nfn f() { 1 }\n// file b/x\nfn f() { 2 }\n// file main\nimport a/x\nimport b/x as y\nfn f() { x.f() + y.f() }",
  "four name spaces": "type Thing { Thing(x: Int) }\nfn thing() { Thing(1) }",
  "json.decode with a type from its use":
    "import json\ntype T { a: Int }\nfn f(text: String) -> Result(T, String) { json.decode(text) }",
  "a hole as a label": "fn f(a: Int, b: Int) { a - b }\nfn g() { f(b: _, a: 1) }",
  "a lambda's pattern and annotation": "fn f() { fn((a, b): (Int, String), _) -> Int { a } }",
  "a comparison of functions' results only": "fn f(g: fn(Int) -> Int) { g(1) == g(2) }",
  "deep negation": "fn f(x: Bool) { !(!x) && -(-1) == 1 }",
  "annotated type variables are in scope in the body":
    "fn f(x: a) -> List(a) {\n  let y: a = x\n  let g = fn(z: a) -> a { z }\n  [g(y)]\n}",
  "a list's rest in the middle of a match":
    "fn f(xs) {\n  match xs {\n    [] -> 0\n    [_] -> 1\n    [_, _, ..] -> 2\n  }\n}",
  "exhaustive tuples":
    "fn f(a: Bool, b: Option(Int)) {\n  match (a, b) {\n    (true, _) -> 1\n    (false, Some(_)) -> 2\n    (false, None) -> 3\n  }\n}",
  "a Dict keyed by a sum":
    "import dict\ntype K { A, B(x: Int) }\nfn f() -> Dict(K, Int) { dict.from_list([(A, 1), (B(2), 3)]) }",
  "an unused name that begins with _": "fn f(_x) { 1 }",
  "interpolation of anything": 'fn f(x, g: fn(Int) -> Int) { "${x} ${g} ${"in ${1 + 1}"}" }',
  "attempt around a block": "fn f(x: Int) -> Result(Int, Failure) { attempt { 1 / x } }",
  "attempt of a call, piped":
    "import result\nfn g(x: Int) -> Int { 1 / x }\nfn f(x: Int) -> Int { attempt g(x) |> result.unwrap(0) }",
  "a failure's kind":
    'import failure\nfn f(x: Failure) -> Bool {\n  match x.kind {\n    failure.External(exception: name) -> name == "KeyError"\n    failure.Timeout | failure.WorkerLost -> true\n    _ -> false\n  }\n}',
};

const refused: Record<string, [string, RegExp]> = {
  "Int and Float": ["fn f(x: Float) { x * 2 }", /Float|Int/],
  "a function that is compared": ["fn f(g: fn(Int) -> Int) { g == g }", /fn\(|function/i],
  "a list of functions that is compared": ["fn f(g: List(fn(Int) -> Int)) { g < g }", /fn\(|function/i],
  "a rigid variable": ["fn f(x: a) -> a { x + 1 }", /./],
  "two rigid variables": ["fn f(x: a, y: b) -> a { y }", /./],
  "number and appendable": ["fn f(x) { x ++ x + x }", /./],
  "a call with too many arguments": ["fn f(x) { x }\nfn g() { f(1, 2) }", /argument/i],
  "a call with too few": ["fn f(x, y) { x }\nfn g() { f(1) }", /argument/i],
  "an unknown label": ["fn f(price: Int) { price }\nfn g() { f(prise: 1) }", /prise/],
  "a label on a function value": ["fn f(g: fn(Int) -> Int) { g(x: 1) }", /label/i],
  "a label given twice": ["fn f(x: Int) { x }\nfn g() { f(1, x: 2) }", /./],
  "two holes": ["fn f(x, y) { x }\nfn g() { f(_, _) }", /./],
  "an infinite type": ["fn f(x) { f(f) }\nfn g(x) { x(x) }", /./],
  "a value that is no function": ["fn f(x: Int) { x(1) }", /./],
  "a let that is not irrefutable": ["fn f(x: Option(Int)) {\n  let Some(y) = x\n  y\n}", /None/],
  "a lambda parameter that is not irrefutable": ["fn f() { fn([x]) { x } }", /./],
  "a match with a hole in it": [
    "fn f(x: (Bool, Bool)) { match x { (true, _) -> 1, (_, true) -> 2 } }",
    /false/,
  ],
  "a match on strings without a rest": ['fn f(x: String) { match x { "a" -> 1 } }', /./],
  "a match on lists without a rest": ["fn f(x: List(Int)) { match x { [] -> 1, [_] -> 2 } }", /\[/],
  "alternatives that bind different names": ["fn f(x: Option(Int)) { match x { Some(y) | None -> 1 } }", /y/],
  "a pattern that binds a name twice": ["fn f(x: (Int, Int)) { let (a, a) = x\n a }", /a/],
  "a constructor's pattern without all fields": [
    "type T { a: Int, b: Int }\nfn f(t: T) { match t { T(a) -> a } }",
    /./,
  ],
  "a statement with a value": ["fn f() {\n  1\n  2\n}", /./],
  "an if without else that has a value": ["fn f(x: Bool) { if x { 1 } }", /./],
  "`?` in a fn that gives neither": ["fn f(x: Option(Int)) -> Int { x? }", /./],
  "`?` on an Option in a fn that gives a Result": [
    "fn f(x: Option(Int)) -> Result(Int, String) { Ok(x?) }",
    /./,
  ],
  "`?` in a test": ['test "a" { Some(true)? }', /./],
  "a field of an unknown type": ["fn f(x) { x.name }", /annotation|type/i],
  "a field that is not there": ["type T { price: Int }\nfn f(t: T) { t.prise }", /prise/],
  "access on a sum of two": ["type T { A(x: Int), B(x: Int) }\nfn f(t: T) { t.x }", /./],
  "an update of a sum of two": ["type T { A(x: Int), B(x: Int) }\nfn f(t: T) { A(..t, x: 1) }", /./],
  "a type without a finite value": ["type T { t: T }", /./],
  "a type without a finite value, by two": ["type A { b: B }\ntype B { B1(a: A), B2(b: B) }", /./],
  "a type without a finite value, through a parameter": ["type Box(a) { x: a }\ntype T { b: Box(T) }", /./],
  "a cycle of aliases": ["type A = List(B)\ntype B = A", /./],
  "a Dict with a free key": ["type T(a) { d: Dict(a, Int) }", /comparable/],
  "a type variable in a node": ["node f(x: List(a)) -> Int { 1 }", /./],
  "a node without annotation": ["node f(x) -> Int { 1 }", /annotat/i],
  "a pipeline without a result type": ["pipeline f(x: Int) { x }", /./],
  "a function in a node's parameters": ["node f(g: fn(Int) -> Int) -> Int { g(1) }", /function/i],
  "a function hidden in a record that crosses": [
    "type T { g: fn(Int) -> Int }\nnode f(t: T) -> Int { 1 }",
    /function/i,
  ],
  "a nested type that crosses": [
    "type N(a) { One(a: a), More(next: N((a, a))) }\nnode f(n: N(Int)) -> Int { 1 }",
    /./,
  ],
  "a node as a value": [
    "node w(x: Int) -> Int { x }\npipeline p(x: Int) -> Int {\n  let f = w\n  f(x)\n}",
    /w/,
  ],
  "a node in a fn": ["node w(x: Int) -> Int { x }\nfn f(x: Int) -> Int { w(x) }", /w/],
  "a node in a node": ["node w(x: Int) -> Int { x }\nnode v(x: Int) -> Int { w(x) }", /w/],
  "a pipeline in a node": ["pipeline p(x: Int) -> Int { x }\nnode v(x: Int) -> Int { p(x) }", /p/],
  "a node for a function that is no fan-out": [
    "import list\nnode b(x: Int) -> Bool { x > 0 }\npipeline p(xs: List(Int)) -> Bool { list.any(xs, b) }",
    /./,
  ],
  "a node in a local lambda": [
    "import list\nnode b(x: Int) -> Bool { x > 0 }\npipeline p(xs: List(Int)) -> Int { list.count(xs, fn(x) { b(x) }) }",
    /./,
  ],
  "a node in a guard": [
    "node b(x: Int) -> Bool { x > 0 }\npipeline p(x: Int) -> Int { match x { n if b(n) -> 1, _ -> 2 } }",
    /guard/i,
  ],
  "a lambda in a let of a pipeline": [
    "node w(x: Int) -> Int { x }\npipeline p(x: Int) -> Int {\n  let f = fn(y) { y + 1 }\n  w(f(x))\n}",
    /./,
  ],
  "`?` in a pipeline": [
    "node w(x: Int) -> Option(Int) { Some(x) }\npipeline p(x: Int) -> Option(Int) { Some(w(x)? + 1) }",
    /./,
  ],
  "effects in a pipeline": ['@external("m.f")\nfn f(x: Int) -> Int\npipeline p(x: Int) -> Int { f(x) }', /f/],
  "effects through a fn in a pipeline": [
    '@external("m.f")\nfn f(x: Int) -> Int\nfn g(x: Int) { f(x) }\npipeline p(x: Int) -> Int { g(x) }',
    /g/,
  ],
  "time.now in a pipeline": [
    "import time\nnode w(t: time.Time) -> Int { 1 }\npipeline p() -> Int { w(time.now()) }",
    /now/,
  ],
  "a name that is not there": ["fn f(price) { prise }", /price|prise/],
  "a module that is not there": ["import lisst\nfn f() { 1 }", /lisst/],
  "a function of a module that is not there": ["import list\nfn f(xs) { list.mapp(xs, f) }", /mapp/],
  "a module that is not imported": ["fn f(xs: List(Int)) { list.length(xs) }", /import/i],
  "a local that hides a module": ["import list\nfn f(list: List(Int)) { list.length(list) }", /./],
  "an import twice": ["import list\nimport list\nfn f() { list.length([]) }", /./],
  "an import cycle": [
    "// file a\nimport b\nfn f() { b.f() }\n// file b\nimport a\nfn f() { a.f() }\n// file main\nimport a\nfn f() { a.f() }",
    /./,
  ],
  "two modules of one last name": [
    "// file a/x\nfn f() { 1 }\n// file b/x\nfn f() { 2 }\n// file main\nimport a/x\nimport b/x\nfn f() { x.f() }",
    /as/,
  ],
  "a module called like a standard one": [
    "// file list\nfn f() { 1 }\n// file main\nimport list\nfn f() { 1 }",
    /./,
  ],
  "an import that clashes": ["// file a\nfn f() { 1 }\n// file main\nimport a.{f}\nfn f() { 2 }", /./],
  "two declarations of one name": ["fn f() { 1 }\nfn f() { 2 }", /f/],
  "two constructors of one name": ["type A { X }\ntype B { X }", /X/],
  "a constructor called Some": ["type A { Some(x: Int) }", /Some/],
  "a type called Int": ["type Int { x: String }", /Int/],
  "a type called Failure": ["type Failure { x: String }", /Failure/],
  "interpolation in a const": ['const a = "${1}"', /./],
  "a call in a const": ["fn f() { 1 }\nconst a = f()", /./],
  "an update in a const": ["type T { a: Int, b: Int }\nconst t = T(1, 2)\nconst u = T(..t, a: 2)", /./],
  "a failing operator in a const": ["const a = 1 / 0", /fail/],
  "a cycle of constants": ["const a = b\nconst b = a", /./],
  "a field called type in a sum": ["type T { A(type: Int), B }\nnode f(t: T) -> Int { 1 }", /type/],
  "an attribute twice": ["@retry(max: 1)\n@retry(max: 2)\nnode f(x: Int) -> Int { x }", /retry/],
  "@retry without max": ["@retry(backoff: 1s)\nnode f(x: Int) -> Int { x }", /max/],
  "@retry with zero": ["@retry(max: 0)\nnode f(x: Int) -> Int { x }", /./],
  "@timeout with zero": ["@timeout(0s)\nnode f(x: Int) -> Int { x }", /./],
  "@concurrency with zero": ["@concurrency(0)\nnode f(x: Int) -> Int { x }", /./],
  "@timeout with a number": ["@timeout(10)\nnode f(x: Int) -> Int { x }", /./],
  "@external without a dot": ['@external("nodot")\nnode f(x: Int) -> Int', /./],
  "@env without a name": ['@env()\n@external("a.b")\nnode f(x: Int) -> Int', /./],
  "@pure without @external": ["@pure\nfn f(x: Int) -> Int { x }", /pure|external/],
  "an unknown attribute": ["@retri(max: 1)\nnode f(x: Int) -> Int { x }", /retri/],
  "@retry on a fn": ["@retry(max: 1)\nfn f(x: Int) -> Int { x }", /./],
  "a fn without a body": ["fn f(x: Int) -> Int", /./],
  "an external with a body": ['@external("a.b")\nfn f(x: Int) -> Int { x }', /./],
  "an external pipeline": ['@external("a.b")\npipeline f(x: Int) -> Int', /./],
  "@replace of what is no external": [
    'node f(x: Int) -> Int { x }\nfn g(x: Int) -> Int { x }\n@replace(f: g)\ntest "a" { f(1) == 1 }',
    /./,
  ],
  "@replace by another type": [
    '@external("m.f")\nnode f(x: Int) -> Int\nfn g(x: String) -> Int { 1 }\n@replace(f: g)\ntest "a" { f(1) == 2 }',
    /./,
  ],
  "a capital in a node's name": ["node getPrice(x: Int) -> Int { x }", /getPrice/],
  "a final _ in a node's name": ["node get_(x: Int) -> Int { x }", /get_/],
  "__ in a pipeline's name": ["pipeline get__price(x: Int) -> Int { x }", /get__price/],
  "two services of one name": [
    "// file a/b\nnode c(x: Int) -> Int { x }\n// file a_b\nnode c(x: Int) -> Int { x }\n// file main\nimport a/b\nimport a_b\npipeline p(x: Int) -> Int { b.c(a_b.c(x)) }",
    /./,
  ],
  "a decoded type that stays open": [
    "import json\nfn f(text: String) {\n  let _ = json.decode(text)\n  1\n}",
    /./,
  ],
  "an encoded type variable": ["import json\nfn f(x) { json.encode(x) }", /annotat|type/i],
  "an encoded function": ["import json\nfn f(x: fn(Int) -> Int) { json.encode(x) }", /function/i],
  "a test that is no Bool": ['test "a" { 1 }', /./],
  "a let that generalises nothing": [
    "fn f(g: fn(Int) -> List(a)) {\n  let x = g(1)\n  1\n}\nfn h() {\n  let x = Some([])\n  let y: Option(List(Int)) = x\n  let z: Option(List(String)) = x\n  1\n}",
    /./,
  ],
  "a type with too few arguments": ["fn f(x: List) { x }", /./],
  "a type with too many arguments": ["fn f(x: Int(String)) { x }", /./],
  "an unknown type": ["fn f(x: Strng) { x }", /String/],
  "a constructor of another module that is not imported": [
    "// file a\ntype T { X }\n// file main\nimport a\nfn f() { X }",
    /X/,
  ],
};

test.each(Object.entries(accepted))("accepted: %s", (_, text) => {
  expect(errors(text)).toEqual([]);
});

test.each(Object.entries(refused))("refused: %s", (_, [text, pattern]) => {
  const found = errors(text);
  expect(found).not.toEqual([]);
  expect(found.join("\n")).toMatch(pattern);
});
