import { catalogue } from "../../catalogue.js";

/** Operators, calls, pipes, `fail` and `attempt`. */
export const expressions = catalogue({
  LK1033: {
    severity: "error",
    title: "`=` is no operator",
    message:
      "`=` gives a name to a value in a declaration or a `let`; it neither compares nor changes anything.",
    explanation: "Equality is `==`. Names never change; a second `let` of the same name hides the first one.",
    example: "fn f(x) {\n  if x = 1 { 2 } else { 3 }\n}",
    repair: "fn f(x) {\n  if x == 1 { 2 } else { 3 }\n}",
  },
  LK1034: {
    severity: "error",
    title: "habit of another language",
    message: "`{text}` belongs to another language.",
    explanation:
      "Some words and marks of other languages do not exist here. The hint names what stands for them: `==` for `===`, `&&` for `and`, `let` for `var`, `//` for `#`, `List(Int)` for `List<Int>`, double quotes for single ones.",
    example: "fn f(x) {\n  x === 1\n}",
    repair: "fn f(x) {\n  x == 1\n}",
  },
  LK1057: {
    severity: "error",
    title: "form of another language",
    message: "Another language writes it like this.",
    explanation:
      "The text has a form that other languages have and this one has not: `c ? a : b` for `if c { a } else { b }`, `xs[0]` for `list.at(xs, 0)`, `List<Int>` for `List(Int)`, `{ x: 1 }` for `Point(x: 1)`. The hint names what stands for it.",
    example: "fn size(n: Int) { n > 9 ? 2 : 1 }",
    repair: "fn size(n: Int) { if n > 9 { 2 } else { 1 } }",
  },
  LK1036: {
    severity: "error",
    title: "chained comparison",
    message: "Comparisons do not chain: the result of `{first}` is a Bool, which `{second}` would compare.",
    explanation: "Write both comparisons and join them with `&&`: `a < b && b < c`.",
    example: "fn between(a, b, c) {\n  a < b < c\n}",
    repair: "fn between(a, b, c) {\n  a < b && b < c\n}",
  },
  LK1037: {
    severity: "error",
    title: "arithmetic behind a pipe",
    message: "`{operator}` cannot go on behind a stage of a pipe.",
    explanation:
      "`|>` binds looser than arithmetic, and a stage is a function, not a number: `x |> f + 1` would pipe into `f + 1`. Put the pipe into parentheses to go on with its result.",
    example: "fn f(x, g) {\n  x |> g + 1\n}",
    repair: "fn f(x, g) {\n  (x |> g) + 1\n}",
  },
  LK1038: {
    severity: "error",
    title: "`attempt` takes the first operand only",
    message: "`attempt` binds tighter than `{operator}`: it attempts `{taken}` only.",
    explanation:
      "`attempt` is a prefix operator, as `-` and `!` are, so `attempt 1 / 0` is `(attempt 1) / 0`. Attempt a whole expression by giving it a block.",
    example: "fn f(x) {\n  attempt 1 / x\n}",
    repair: "fn f(x) {\n  attempt { 1 / x }\n}",
  },
  LK1039: {
    severity: "error",
    title: "`attempt fail`",
    message: "`fail` stands at the beginning of an expression, so `attempt` cannot take it directly.",
    explanation:
      "`fail` takes everything up to the end of the expression. Give `attempt` a block with the `fail` in it.",
    example: 'fn f() {\n  attempt fail "no"\n}',
    repair: 'fn f() {\n  attempt { fail "no" }\n}',
  },
  LK1040: {
    severity: "error",
    title: "`fail` within an expression",
    message: "`fail` takes all up to the end of the expression, so behind an operator it needs parentheses.",
    explanation:
      '`fail` binds loosest of all. As an operand it stands in parentheses: `a || (fail "message")`.',
    example: 'fn f(a) {\n  a || fail "no"\n}',
    repair: 'fn f(a) {\n  a || (fail "no")\n}',
  },
  LK1041: {
    severity: "error",
    title: "stage of a pipe too long",
    message:
      "A stage is a name, a lambda or an expression in parentheses, with at most one list of arguments.",
    explanation:
      "In `x |> a.b.c` it would not be clear whether `.c` belongs to the function or to its result. Put what is the function, or what is the pipe, into parentheses.",
    example:
      "type Inner { run: fn(Int) -> Int }\n\ntype Outer { inner: Inner }\n\nfn f(x: Int, o: Outer) {\n  x |> o.inner.run\n}",
    repair:
      "type Inner { run: fn(Int) -> Int }\n\ntype Outer { inner: Inner }\n\nfn f(x: Int, o: Outer) {\n  x |> (o.inner.run)\n}",
  },
  LK1042: {
    severity: "error",
    title: "empty parentheses",
    message: "`{name}` takes nothing here, so it has no parentheses.",
    explanation: "A constructor without fields and a type without arguments are written as their name alone.",
    example: "type Colour { Red(), Green }",
    repair: "type Colour { Red, Green }",
  },
  LK1044: {
    severity: "error",
    title: "more behind `..`",
    message: "`{text}` comes last.",
    explanation:
      "`..` stands for all that is left, in a list, in a list's pattern and in a constructor's pattern, so nothing comes behind it.",
    example: "fn f(xs) {\n  [..xs, 1]\n}",
    repair: "fn f(xs) {\n  [1, ..xs]\n}",
  },
  LK1045: {
    severity: "error",
    title: "value without a field in an update",
    message: "In an update every new value names its field.",
    explanation: "`Line(..line, qty: 2)` is `line` with another `qty`. The fields that change are named.",
    example: "type Line { sku: String, qty: Int }\n\nfn f(line) {\n  Line(..line, 2)\n}",
    repair: "type Line { sku: String, qty: Int }\n\nfn f(line) {\n  Line(..line, qty: 2)\n}",
  },
  LK1047: {
    severity: "error",
    title: "record to update not first",
    message: "The record that is updated comes first.",
    explanation: "In `Line(..line, qty: 2)` the record stands first, then the fields that differ.",
    example: "type Line { sku: String, qty: Int }\n\nfn f(line) {\n  Line(qty: 2, ..line)\n}",
    repair: "type Line { sku: String, qty: Int }\n\nfn f(line) {\n  Line(..line, qty: 2)\n}",
  },
  LK1051: {
    severity: "error",
    title: "`_` as a value",
    message: "`_` has no value; it stands for a missing argument, directly in a call.",
    explanation:
      "`f(_, 1)` is the function of the argument that is missing. Within a larger expression write the function: `fn(x) { f(x + 1) }`.",
    example: "fn f(g) {\n  g(_ + 1)\n}",
    repair: "fn f(g) {\n  g(fn(x) { x + 1 })\n}",
  },
  LK1053: {
    severity: "error",
    title: "Float in a pattern",
    message: "There are no Float patterns.",
    explanation:
      "Floats are rarely equal when they should be, so they are compared in a guard, where it is seen.",
    example: "fn f(x) {\n  match x {\n    1.5 -> true\n    _ -> false\n  }\n}",
    repair: "fn f(x) {\n  match x {\n    y if y == 1.5 -> true\n    _ -> false\n  }\n}",
  },
});
