import { catalogue } from "../../catalogue.js";

/** Calls, fields and `?`: LK303x. */
export const uses = catalogue({
  LK3030: {
    severity: "error",
    title: "call of what is no function",
    message: "{name} is no function, but a value of type `{type}`.",
    explanation: "Only functions and constructors with fields take arguments.",
    example: "const size = 3\n\nfn area() { size(2) }",
    repair: "const size = 3\n\nfn area() { size * 2 }",
  },
  LK3031: {
    severity: "error",
    title: "wrong number of arguments",
    message: "{name} takes {count}, not {found}.",
    explanation: "A function value is called with as many arguments as its type has parameters.",
    example: "fn call(f: fn(Int) -> Int) { f(1, 2) }",
    repair: "fn call(f: fn(Int) -> Int) { f(1) }",
  },
  LK3033: {
    severity: "error",
    title: "field of an unknown type",
    message: "The type of {of} is not known here, so neither is its field `{name}`.",
    explanation:
      "Several types may have a field of one name, so the type of the record has to be known: by an annotation, or by how the value is used elsewhere in the declaration.",
    example: "type Line { qty: Int }\n\nfn qty(line) { line.qty }",
    repair: "type Line { qty: Int }\n\nfn qty(line: Line) { line.qty }",
  },
  LK3034: {
    severity: "error",
    title: "no such field",
    message: "`{type}` has no field `{name}`.",
    explanation:
      "Records, and sums with a single constructor, have the fields of their declaration. The fields of other sums are reached by `match`.",
    example: "type Line { qty: Int }\n\nfn qty(line: Line) { line.quantity }",
    repair: "type Line { qty: Int }\n\nfn qty(line: Line) { line.qty }",
  },
  LK3035: {
    severity: "error",
    title: "module hidden by a variable",
    message: "Here `{name}` is a variable, which hides the module; {why}.",
    explanation: "In `a.b`, `a` is a variable where one is in scope, and an imported module else.",
    example: "import list\n\nfn size(list: List(Int)) { list.length(list) }",
    repair: "import list\n\nfn size(items: List(Int)) { list.length(items) }",
  },
  LK3036: {
    severity: "error",
    title: "`?` on what is no Option or Result",
    message: "`?` takes an Option or a Result, and this is `{type}`.",
    explanation: "`x?` is the value of a `Some` or `Ok`; a `None` or `Error` leaves the function.",
    example: "fn next(n: Int) -> Option(Int) { Some(n? + 1) }",
    repair: "fn next(n: Int) -> Option(Int) { Some(n + 1) }",
  },
  LK3037: {
    severity: "error",
    title: "`?` with another error",
    message: "The error that leaves here is not the one of the result of {name}.",
    explanation: "The `Error` of `x?` is returned as it is, so both Results have one type of errors.",
    example: "fn next(n: Result(Int, Bool)) -> Result(Int, String) { Ok(n? + 1) }",
    repair: "fn next(n: Result(Int, String)) -> Result(Int, String) { Ok(n? + 1) }",
  },
  LK3038: {
    severity: "error",
    title: "`?` outside of a function",
    message: "There is no function here that `?` could leave.",
    explanation:
      "`x?` returns early from the `fn`, `node` or lambda around it. In a test, match on the value or compare it with what is expected.",
    example: 'test "some" { Some(true)? }',
    repair: 'test "some" { Some(true) == Some(true) }',
  },
  LK3039: {
    severity: "error",
    title: "`?` on an unknown type",
    message: "Whether this `?` is on an Option or a Result is not known here.",
    explanation:
      "The type of what stands before `?`, or the result of the function around it, has to be known at the end of the declaration.",
    example: "fn value(x) { x? }",
    repair: "fn value(x: Option(Option(a))) { x? }",
  },
  LK3040: {
    severity: "error",
    title: "used as another type",
    message: "{what} is used as another type than it has.",
    explanation:
      "The type of a record, or of what stands before `?`, may be known only by what follows in the declaration. What is made of its field or value until then has to fit as well.",
    example:
      "type Line { qty: Int }\n\nfn again(line) {\n  let text: String = line.qty\n  (text, Line(..line, qty: 2))\n}",
    repair:
      'type Line { qty: Int }\n\nfn again(line) {\n  let text: String = "${line.qty}"\n  (text, Line(..line, qty: 2))\n}',
  },
});
