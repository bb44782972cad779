import { markedCases } from "../harness/marked-cases.js";

describe("why a type is expected", () => {
  markedCases({
    "the annotation of a let": 'fn f() {\n  let x: Int = «LK3001 "a"»\n  x\n}',
    "the annotation of a constant": 'const x: Int = «LK3001 "a"»',
    "the declared result": 'fn f() -> Int { «LK3002 "a"» }',
    "the declared result, in a branch": 'fn f(c: Bool) -> Int { if c { 1 } else { «LK3002 "a"» } }',
    "the declared result, in an arm of a match in a block":
      "fn f(c: Bool) -> Int {\n  let d = !c\n  match d {\n    true -> 1\n    false -> { let e = d\n      «LK3002 e» }\n  }\n}",
    "the declared result, in a list": 'fn f() -> List(Int) { [1, «LK3006 "a"»] }',
    "the declared result, in a tuple": 'fn f() -> (Int, Bool) { (1, «LK3002 "a"») }',
    "a new value of an update that changes the parameter, alone":
      'type P(a) { x: a, y: Int }\n\nfn f(p: P(Int)) -> P(String) { P(..p, x: «LK3005 "a"») }',
    "a new value of an update, and the result":
      'type P(a) { x: a, y: Int }\n\nfn f(p: P(Int)) -> String { «LK3002 P(..p, y: «LK3005 "a"»)» }',
    "an argument": 'fn g(n: Int) { n }\n\nfn f() { g(«LK3003 "a"») }',
    "an argument by its label": 'fn g(n: Int, m: Int) { n + m }\n\nfn f() { g(m: «LK3003 "a"», n: 1) }',
    "an argument of a function value": 'fn f(g: fn(Int) -> Int) { g(«LK3003 "a"») }',
    "the input of a pipe": 'fn g(n: Int) { n }\n\nfn f() { «LK3004 "a"» |> g }',
    "the input of a pipe at its hole": 'fn g(n: Int, m: Int) { n + m }\n\nfn f() { «LK3004 "a"» |> g(1, _) }',
    "a stage within a pipe":
      'import list\n\nfn f(xs: List(Int)) { «LK3004 xs |> list.map(fn(x) { "${x}" })» |> list.map(fn(x) { x + 1 }) }'.replace(
        '«LK3004 xs |> list.map(fn(x) { "${x}" })» |> list.map(fn(x) { x + 1 })',
        'xs |> list.map(fn(x) { "${x}" }) |> list.map(fn(x) { «LK3020 x» + 1 })',
      ),
    "a field": 'type P { x: Int }\n\nfn f() { P(x: «LK3005 "a"») }',
    "a field of an update": 'type P { x: Int }\n\nfn f(p: P) { P(..p, x: «LK3005 "a"») }',
    "an entry of a list": 'fn f() { [1, 2, «LK3006 "a"»] }',
    "what is piped to a hole of a call whose arguments are in another order":
      'fn g(n: Int, s: String) { s ++ "${n}" }\n\nfn f() { «LK3004 1» |> g(«LK3003 "a"», _) }',
    "the first entry, where all others are of one type": 'fn f() { [«LK3006 "a"», 1, 2, 3] }',
    "the first entry, a list": 'fn f() { [«LK3006 ["a"]», [1], [2, 3]] }',
    "the first entry, in a part": 'fn f() { [«LK3006 (1, "a")», (2, 3), (4, 5)] }',
    "each entry that can be made like the first": "fn f() { [1.5, «LK3006 2», «LK3006 3»] }",
    "each entry that can be wrapped like the first": "fn f() { [None, «LK3006 2», «LK3006 3»] }",
    "an entry with another mistake beside it":
      'fn f(x: Int) { ["a", «LK3006 x», «LK3006 «LK3010 x» && true»] }',
    "each wrong entry": 'fn f() { [1, «LK3006 "a"», «LK3006 true»] }',
    "the rest of a list": "fn f() { [1, ..«LK3017 2»] }",
    "a branch": 'fn f(c: Bool) { if c { 1 } else { «LK3007 "a"» } }',
    "a branch of `else if`": 'fn f(c: Bool) { if c { 1 } else if !c { «LK3007 "a"» } else { 2 } }',
    "an arm": 'fn f(c: Bool) { match c {\n  true -> 1\n  false -> «LK3007 "a"»\n} }',
    "the first arm, where all others are of one type":
      "fn f(n: Int) { match n {\n  0 -> «LK3007 1»\n  1 -> Some(2)\n  2 -> { let m = n\n    Some(m) }\n  _ -> None\n} }",
    "a guard beside the first arm":
      'fn f(n: Int) { match n {\n  0 -> "a"\n  1 if «LK3009 n» -> «LK3007 2»\n  _ -> «LK3007 3»\n} }',
    "an `if` without `else`": "fn f(c: Bool) { if c { «LK3008 1» } }",
    "the value of an `if` without `else`": "fn f(c: Bool) -> Int { «LK3002 if c { }» }",
    "a condition": "fn f(n: Int) { if «LK3009 n» { 1 } else { 2 } }",
    "a guard": "fn f(n: Int) { match n {\n  0 if «LK3009 n» -> 1\n  _ -> 2\n} }",
    "an operand": "fn f(x: Float) { x * «LK3010 2» }",
    "a literal on the left": "fn f(x: Float) { «LK3010 2» * x }",
    "a negative literal on the left": "fn f(x: Float) { «LK3010 -2» * x }",
    "an operand of a comparison": 'fn f(x: Int) { x == «LK3010 "a"» }',
    "an operand of `&&`": "fn f(x: Int) { true && «LK3010 x» }",
    "the left operand of `||`": "fn f(x: Int) { «LK3010 x» || true }",
    "an operand of `!`": "fn f(x: Int) { !«LK3010 x» }",
    "an operand in a chain": "fn f(x: Int) { x + 1 + «LK3010 2.0» + 3 }",
    "what cannot be added": 'fn f(x: String) { «LK3020 x» + "a" }',
    "what cannot be added, on the right": 'fn f(x: Int) { x + «LK3010 "a"» }',
    "what cannot be joined": "fn f(x: Int) { «LK3020 x» ++ 1 }",
    "what has no sign": "fn f(x: Bool) { -«LK3020 x» }",
    "a statement": "fn f(x: Int) {\n  «LK3011 x + 1»\n  x\n}",
    "a statement whose branches give one type":
      "fn f(x: Int) {\n  «LK3011 if x > 1 { 1 } else if x > 0 { match x { 1 -> 2, _ -> 3 } } else { 4 }»\n  x\n}",
    "a statement of whose branches one gives a value":
      "fn f(x: Int) {\n  if x > 1 { () } else { «LK3011 4» }\n  x\n}",
    "a message": "fn f() { fail «LK3012 1» }",
    "a pattern": 'fn f(x: Int) { match x {\n  «LK3013 "a"» -> 1\n  _ -> 2\n} }',
    "a pattern within a pattern":
      'fn f(x: Option((Int, Int))) { match x {\n  Some((1, «LK3013 "a"»)) -> 1\n  _ -> 2\n} }',
    "a constructor's pattern": "fn f(x: Int) { match x {\n  «LK3013 Some(y)» -> y\n  _ -> 2\n} }",
    "a tuple's pattern of another length":
      "fn f(x: (Int, Int)) { match x {\n  «LK3013 (a, b, c)» -> a + b + c\n} }",
    alternatives:
      'type A { B(x: Int), C(x: String) }\n\nfn f(a: A) { match a {\n  B(x) | C(«LK3014 x») -> "${x}"\n} }',
    "a test": 'test "a" { «LK3016 1» }',
    "an updated record": "type P { x: Int }\n\nfn f() { P(..«LK3018 1», x: 2) }",
    "the result of a lambda":
      "import list\n\nfn f(xs: List(Int)) { list.filter(xs, fn(x) { «LK3024 x + 1» }) }",
    "branches of a lambda's body":
      'import list\n\nfn f(xs: List(Int)) { list.map(xs, fn(x) { if x > 1 { x } else { «LK3007 "a"» } }) }',
    "the annotation of a lambda's result": "fn f() { fn(x: Int) -> String { «LK3002 x» } }",
    "the annotation of a lambda's parameter":
      "import list\n\nfn f(xs: List(Int)) { list.map(xs, fn(x: «LK3003 String») { x }) }",
    "a lambda of other parameters":
      "import list\n\nfn f(xs: List(Int)) { list.map(xs, «LK3003 fn(x, y) { x + y }») }",
    "a function with a result that `?` needs": "fn f(x: Option(Int)) { «LK3023 x? + 1» }",
  });
});

describe("an Int and a Float at one operator", () => {
  markedCases({
    "the Int, where a Float is to come out": "fn f(x: Int) -> Float { «LK3010 x» * 2.0 }",
    "the Int on the right": "fn f(x: Int) -> Float { 2.0 * «LK3010 x» }",
    "the Float, where an Int is to come out": "fn f(x: Int) -> Int { x * «LK3010 2.0» }",
    "the Float on the left": "fn f(x: Float) -> Int { «LK3010 x» * 2 }",
    "a literal on the left of what is to be a Float": "fn f() -> Float { «LK3010 1» + 2.0 }",
    "a literal on the left of what is to be an Int": "fn f() -> Int { 1 + «LK3010 2.0» }",
    "a chain": "fn f(x: Int) -> Float { «LK3010 x + 1» + 2.0 }",
    "the first of a chain": "fn f(a: Int, b: Float, c: Int) -> Float { «LK3010 a» + b + c }",
    "within a right operand": "fn f(x: Int) -> Float { 1.0 + («LK3010 x» * 2.0) }",
    "a parameter that may be any number": "fn f(x) -> Float { x * «LK3010 2» }",
    "a parameter on the right of a literal": "fn f(x) -> Float { «LK3010 2» * x }",
    "an annotated let": "fn f(x: Int) {\n  let y: Float = «LK3010 x» * 2.0\n  y\n}",
    "an argument": "fn g(x: Float) { x }\n\nfn f(n: Int) { g(«LK3010 n» * 1.5) }",
    "a field": "type P { x: Float }\n\nfn f(n: Int) { P(x: «LK3010 n» * 1.5) }",
    "nothing is expected": "fn f(x: Int) { x + «LK3010 1.5» }",
    "a comparison": "fn f(x: Int, y: Float) { x < «LK3010 y» }",
    "an operand of a comparison": "fn f(x: Int) { x / 2 == «LK3010 0.5» }",
  });
});

describe("one error, one message", () => {
  markedCases({
    "the result of an operator with an error": 'fn f(x: Int) -> String { x + «LK3010 "a"» }',
    "the result of `+` between texts": 'fn f(x: String) -> String { «LK3020 x» + "a" }',
    "the result of `++` with an error": "fn f(x: List(Int)) -> String { «LK3020 1» ++ x }",
    "the result of a sign": 'fn f(x: Int) -> Int {\n  let y = -«LK3020 "a"»\n  y + x\n}',
    "branches of two types, used as the second":
      'fn f(x: Bool) -> String {\n  let y = if x { 1 } else { «LK3007 "a"» }\n  y\n}',
    "arms of two types, used as the second":
      'fn f(x: Int) -> String {\n  let y = match x {\n    1 -> 2\n    _ -> «LK3007 "a"»\n  }\n  y ++ "b"\n}',
    "entries of two types, used as the second":
      'fn f() -> List(String) {\n  let y = [1, «LK3006 "a"»]\n  y ++ ["b"]\n}',
    "a value from an `if` without `else`": "fn f(x: Int) -> Int { if x > 1 { «LK3008 1» } }",
    "too many arguments of a value": "fn f() -> Int {\n  let g = fn(a) { a + 1 }\n  g(1, «LK3031 2») + 1\n}",
    "too many arguments of a parameter": "fn f(g: fn(Int) -> Int) -> String { g(1, «LK3031 2») }",
    "a wrong argument": 'fn f() -> Int {\n  let g = fn(a) { a + 1 }\n  g(«LK3003 "a"»)\n}',
    "a call of what is no function": 'fn f(x: Int) -> String { «LK3030 x»(1) ++ "a" }',
    "a name with the type of its context": "fn f(x: Int) -> Int { f(«LK2201 nope») + x }",
    "a callee that nobody declares": "fn f(x: Int) -> Int { «LK2201 nope»(f(x)) + 1 }",
    "a field that is missing": 'type P { x: Int }\n\nfn f(p: P) -> String { p.«LK3034 y» ++ "a" }',
    "a field of what has none": "fn f(x: Int) -> Int {\n  let y = x.«LK3034 z»\n  y + 1\n}",
    "a field behind a missing field": "fn f(x: Int) -> Int { x.«LK3034 foo».bar + 1 }",
    "a stage of a pipe that nobody declares":
      "import list\n\nfn f(xs: List(Int)) -> List(Int) { xs |> list.«LK2204 mpa»(fn(x) { x + 1 }) |> list.map(fn(x) { x + 1 }) }",
    "an error in a lambda of a pipe":
      "import list\n\nfn f(xs: List(Int)) -> List(Int) { xs |> list.map(fn(x) { x + «LK3010 1.0» }) |> list.map(fn(x) { x + 1 }) }",
    "the input of a pipe": 'fn f(n: Int) -> Int { n + («LK3004 "a"» |> f |> f) }',
    "a tuple's pattern": "fn f(x: Int) -> Int {\n  let «LK3013 (a, b)» = x\n  a + b\n}",
    "an operand of a condition": 'fn f(x: Int) -> Int { if x == «LK3010 "a"» { 1 } else { 2 } }',
    "a part of a text": 'fn f(x: Int) -> String { "${x + «LK3010 "a"»}" }',
    "`?` on what is neither": "fn f(x: Int) -> Option(Int) {\n  let y = «LK3036 x»?\n  Some(y + 1)\n}",
    "a misspelt parameter": "fn f(total: Int) -> Int { «LK2201 totl» + 1 }",
    "a variable of an expression with an error": 'fn f() {\n  let x = «LK2201 y» + 1\n  x ++ "a"\n}',
    "a call of a function with an error": "fn f() { g() + 1 }\n\nfn g() { «LK2201 y» }",
    "a field of an error": "fn f() { «LK2201 y».a.b }",
    "a match on an error": 'fn f() { match «LK2201 y» {\n  Some(1) -> 1\n  "a" -> 2\n} }',
    "`?` on an error": "fn f() { Some(«LK2201 y»? + 1) }",
    "a declared type keeps its users in order":
      'fn f() -> Int { g("a") }\n\nfn g(x: String) -> Int { «LK3002 x» }',
    "an unknown type fits everything":
      "fn f(x: «LK2203 Foo») -> Int { x + g(x) }\n\nfn g(x: «LK2203 Foo») -> Int { x.y }",
    "independent errors are all reported":
      'fn f() { [1, «LK3006 "a"»] }\n\nfn g() { 1 + «LK3020 "a"» }\n\nfn h() { (1 + «LK3020 "a"», «LK2201 x») }',
    "an error in one module does not hide those of another":
      'import a\n\nfn f() { a.g(«LK3003 "a"») }\n// file: a.lk\nfn g(_x: Int) -> Int { «LK3002 "b"» }\n',
  });
});
