import { markedCases } from "../harness/marked-cases.js";

describe("types", () => {
  markedCases({
    "an alias": "type Ids = List(Int)\n\nfn f(ids: Ids) -> List(Int) { ids }",
    "an alias with parameters":
      "type Pairs(a, b) = List((a, b))\n\nfn f(ps: Pairs(Int, String)) -> List((Int, String)) { ps }",
    "an alias of itself": "type «LK2107 A» = List(A)",
    "aliases of each other": "type «LK2107 A» = B\n\ntype B = List(C)\n\ntype C = (A, Int)",
    "an alias of a type that uses the alias": "type Trees = List(Tree)\n\ntype Tree { children: Trees }",
    "too few arguments": "fn f(x: «LK2108 List») { x }",
    "too many arguments": "fn f(x: «LK2108 Int»(Int)) { x }",
    "arguments of an alias": "type A(a) = List(a)\n\nfn f(x: «LK2108 A») { x }",
    "a parameter that is not declared": "type Box(a) { content: a, other: «LK2109 b» }",
    "a field called `type` in a sum": "type A { B(«LK2105 type»: Int), C }",
    "a field called `type` in a record": "type A { type: Int }",
    "a sum of one constructor of its name": "type A { «LK2106 A»(x: Int) }",
    "a sum of one constructor of another name": "type A { B(x: Int) }",
    "a sum of one constructor without fields": "type A { A }",
    "fields may be camelCase":
      "type A { customerId: Int }\n\nfn f(a: A) { let A(customerId:) = a\n  customerId }",
  });
});

describe("constants", () => {
  markedCases({
    "literals, constructors, lists, tuples, constants, operators":
      'import a\n\ntype P { x: Int, y: Int }\n\nconst p = P(1, y: -2)\n\nconst x = (a.one + 2 * 3, "a" ++ "b", [p, P(x: 3, y: 4)], Some(true && !false), 1.5 < 2.5, ())\n// file: a.lk\nconst one = 1\n',
    "labels in short form": "type P { x: Int }\n\nconst x = 1\n\nconst p = P(x:)",
    "a function as a field": "type P { f: fn() -> Int }\n\nconst p = P(f: «LK2301 fn() { 1 }»)",
    "an interpolation": 'const x = "${1}"'.replace('"${1}"', '«LK2301 "${1}"»'),
    "an update": "type P { x: Int, y: Int }\n\nconst p = P(1, 2)\n\nconst q = P(«LK2301 ..p», x: 3)",
    "a division": "const x = 1 «LK2301 /» 2",
    "a remainder": "const x = (1 «LK2301 %» 2, 3)",
    "a call": "fn f() { 1 }\n\nconst x = «LK2301 f()»",
    "a pipe": "const x = 1 «LK2301 |>» Some",
    "a lambda": "const x = «LK2301 fn() { 1 }»",
    "a function": "fn f() { 1 }\n\nconst x = «LK2301 f»",
    "an `if`": "const x = «LK2301 if true { 1 } else { 2 }»",
    "a field": "type P { x: Int }\n\nconst p = P(1)\n\nconst x = «LK2301 p.x»",
    "a field within": "type P { x: Int }\n\nconst p = P(1)\n\nconst x = [(1, -«LK2301 p.x»)]",
    "a function within": "fn f() { 1 }\n\nconst x = Some(«LK2301 f»)",
    "a hole": "const x = Some(«LK2301 _»)",
    itself: "const «LK2302 x»: Int = x + 1",
    "each other": "const «LK2302 x»: Int = y + 1\n\nconst y: Int = z\n\nconst z = x",
    "an unknown name": "const x = «LK2201 y»",
  });
});
