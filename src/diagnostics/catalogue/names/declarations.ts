import { catalogue } from "../../catalogue.js";

/** Declarations and types: LK21xx. */
export const declarations = catalogue({
  LK2101: {
    severity: "error",
    title: "declared twice",
    message: "The {what} `{name}` is declared twice.",
    explanation:
      "Values, types and constructors are three name spaces; in each a module declares a name once.",
    example: "const size = 1\n\nfn size() { 2 }",
    repair: "const size = 1\n\nfn double_size() { 2 }",
  },
  LK2103: {
    severity: "error",
    title: "type named like a built-in one",
    message: "`{name}` is a type that is in scope everywhere.",
    explanation:
      "`Int Float String Bool Bytes Json List Dict Option Result Failure` always mean the built-in types.",
    example: "type Result { won: Bool }",
    repair: "type Outcome { won: Bool }",
  },
  LK2104: {
    severity: "error",
    title: "constructor named like a built-in one",
    message: "`{name}` is a constructor that is in scope everywhere.",
    explanation: "`Some`, `None`, `Ok` and `Error` always build an Option or a Result.",
    example: "type Answer { Ok, Refused }",
    repair: "type Answer { Accepted, Refused }",
  },
  LK2105: {
    severity: "error",
    title: "field called `type` in a sum",
    message:
      "A constructor of a sum has no field `type`: the JSON of `{name}` says by it which constructor it is.",
    explanation:
      'The wire form of a constructor with fields is `{"type": "Percent", "rate": 5}`. A record has no such mark, so there `type` is a field like others.',
    example: "type Event { Started(type: String), Ended }",
    repair: "type Event { Started(kind: String), Ended }",
  },
  LK2106: {
    severity: "warning",
    title: "sum of one constructor",
    message: "`{name}` is a sum with one constructor, so its JSON has a `type`.",
    explanation:
      "`type Point { x: Int }` is a record, `type Point { Point(x: Int) }` a sum. Both are built and matched alike; their JSON differs.",
    example: "type Point { Point(x: Int, y: Int) }",
    repair: "type Point { x: Int, y: Int }",
  },
  LK2107: {
    severity: "error",
    title: "alias of itself",
    message: "The alias `{name}` stands for itself: {cycle}.",
    explanation:
      "An alias is only another name for a type. A type that contains itself is a record or a sum.",
    example: "type Tree = List(Tree)",
    repair: "type Tree { children: List(Tree) }",
  },
  LK2108: {
    severity: "error",
    title: "wrong number of type arguments",
    message: "`{name}` takes {count}, not {found}.",
    explanation: "A type is written with a type for each of its parameters.",
    example: "fn first(_items: List) -> Int { 1 }",
    repair: "fn first(_items: List(Int)) -> Int { 1 }",
  },
  LK2109: {
    severity: "error",
    title: "undeclared type variable",
    message: "The type has no parameter `{name}`.",
    explanation:
      "Variables in a type declaration are its parameters: `type Pair(a, b) { first: a, second: b }`.",
    example: "type Box { content: a }",
    repair: "type Box(a) { content: a }",
  },
});
