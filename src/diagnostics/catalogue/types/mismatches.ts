import { catalogue } from "../../catalogue.js";

/** A type that is not the expected one, by why it is expected: LK300x to LK3023. */
export const mismatches = catalogue({
  LK3001: {
    severity: "error",
    title: "not the annotated type",
    message: "{name} is annotated with another type than this has.",
    explanation:
      "What is bound has the type that the annotation says. There are no casts, and no type is converted by itself.",
    example: 'fn size() {\n  let size: Int = "10"\n  size\n}',
    repair: "fn size() {\n  let size: Int = 10\n  size\n}",
  },
  LK3002: {
    severity: "error",
    title: "not the declared result",
    message: "{name} declares another result than this gives.",
    explanation:
      "The value of a function is that of its body's last expression; it has the type behind `->`.",
    example: "fn half(n: Int) -> Float {\n  n / 2\n}",
    repair: "fn half(n: Int) -> Int {\n  n / 2\n}",
  },
  LK3003: {
    severity: "error",
    title: "argument of another type",
    message: "The {which} of {name}{parameter} has another type.",
    explanation: "Each argument has the type of its parameter.",
    example: 'fn twice(n: Int) { n * 2 }\n\nfn four() { twice("2") }',
    repair: "fn twice(n: Int) { n * 2 }\n\nfn four() { twice(2) }",
  },
  LK3004: {
    severity: "error",
    title: "piped value of another type",
    message: "What is piped into {name} goes to its {which}{parameter} and has another type.",
    explanation: "`x |> f(a)` is `f(x, a)`: the value goes to the first parameter, or to where `_` stands.",
    example: 'fn twice(n: Int) { n * 2 }\n\nfn four() { "2" |> twice }',
    repair: "fn twice(n: Int) { n * 2 }\n\nfn four() { 2 |> twice }",
  },
  LK3005: {
    severity: "error",
    title: "field of another type",
    message: "The field `{field}` of `{name}` has another type than this.",
    explanation: "What is given to a field has the type that its declaration says.",
    example: 'type Line { qty: Int }\n\nfn one() { Line(qty: "1") }',
    repair: "type Line { qty: Int }\n\nfn one() { Line(qty: 1) }",
  },
  LK3006: {
    severity: "error",
    title: "list of several types",
    message: "The {which} entry of the list does not have the type {of}.",
    explanation:
      "All entries of a list have one type. For several kinds of values declare a sum, or use a tuple.",
    example: 'fn both() { [1, "2"] }',
    repair: "fn both() { [1, 2] }",
  },
  LK3007: {
    severity: "error",
    title: "branches of several types",
    message: "The {which} of this `{of}` does not have the type of {like}.",
    explanation: "All branches of `if` and all arms of `match` have one type, which is that of the whole.",
    example: 'fn sign(n: Int) { if n < 0 { "minus" } else { 1 } }',
    repair: 'fn sign(n: Int) { if n < 0 { "minus" } else { "plus" } }',
  },
  LK3008: {
    severity: "error",
    title: "value of an `if` without `else`",
    message: "An `if` without `else` gives `()`, and this is another value.",
    explanation:
      "Without `else` there is no value where the condition is false, so there is none where it is true.",
    example: "fn small(n: Int) { if n < 10 { n } }",
    repair: "fn small(n: Int) { if n < 10 { n } else { 10 } }",
  },
  LK3009: {
    severity: "error",
    title: "condition that is no Bool",
    message: "{what} is a Bool, and this is not.",
    explanation: 'No other value counts as true or false. Compare: `n != 0`, `text != ""`.',
    example: "fn some(n: Int) { if n { 1 } else { 2 } }",
    repair: "fn some(n: Int) { if n != 0 { 1 } else { 2 } }",
  },
  LK3010: {
    severity: "error",
    title: "operand of another type",
    message: "`{operator}` {rule}; {which} {unlike}.",
    explanation:
      "`+ - * / %` take two Ints or two Floats, `++` two Strings or two Lists, comparisons two values of one type, `&& || !` Bools. A literal has one type: `2` is an Int, `2.0` a Float.",
    example: "fn twice(total: Float) { total * 2 }",
    repair: "fn twice(total: Float) { total * 2.0 }",
  },
  LK3011: {
    severity: "error",
    title: "value dropped",
    message: "This is not the last of its block, and its value is dropped.",
    explanation:
      "A statement that is not the last of its block has type `()`, so that no value is lost by mistake. To drop one on purpose, write `let _ =`.",
    example: "fn next(n: Int) {\n  n + 1\n  n\n}",
    repair: "fn next(n: Int) {\n  let _ = n + 1\n  n\n}",
  },
  LK3012: {
    severity: "error",
    title: "message that is no String",
    message: "`fail` takes a String.",
    explanation:
      'The message of a failure is a text. Any value can be put into one: `fail "no rate for ${currency}"`.',
    example: "fn no() { fail 404 }",
    repair: 'fn no() { fail "${404}" }',
  },
  LK3013: {
    severity: "error",
    title: "pattern of another type",
    message: "This pattern does not have the type of what it is matched with.",
    explanation:
      "A pattern takes apart values of one type; all patterns of a `match` are of the type of its subject.",
    example: 'fn zero(n: Int) { match n {\n  "0" -> true\n  _ -> false\n} }',
    repair: "fn zero(n: Int) { match n {\n  0 -> true\n  _ -> false\n} }",
  },
  LK3014: {
    severity: "error",
    title: "alternatives of several types",
    message: "`{name}` does not have the type that an alternative before gives it.",
    explanation:
      "Alternatives of a pattern bind the same names at the same types, so that the arm's body fits all of them.",
    example:
      'type Id { Number(value: Int), Text(value: String) }\n\nfn show(id: Id) { match id {\n  Number(value) | Text(value) -> "${value}"\n} }',
    repair:
      'type Id { Number(value: Int), Text(value: String) }\n\nfn show(id: Id) { match id {\n  Number(value) -> "${value}"\n  Text(value) -> value\n} }',
  },
  LK3015: {
    severity: "error",
    title: "`?` where nothing can leave",
    message: "`?` leaves {name} with {wanted}, and its result is `{type}`.",
    explanation:
      "`x?` is the value of a `Some` or `Ok`; a `None` or `Error` is returned at once from the function or lambda around it. So that has an Option or a Result as its result.",
    example: "fn next(n: Option(Int)) -> Int { n? + 1 }",
    repair: "fn next(n: Option(Int)) -> Option(Int) { Some(n? + 1) }",
  },
  LK3016: {
    severity: "error",
    title: "test that is no Bool",
    message: "A test is a Bool, and this is not.",
    explanation: "A test holds where its last expression is `true`.",
    example: 'test "one" { 1 }',
    repair: 'test "one" { 1 == 1 }',
  },
  LK3017: {
    severity: "error",
    title: "rest of a list",
    message: "Behind `..` stands a List of the type of the entries.",
    explanation: "`[x, ..rest]` is the list `rest` with `x` before it.",
    example: "fn both(n: Int) { [1, ..n] }",
    repair: "fn both(n: Int) { [1, ..[n]] }",
  },
  LK3018: {
    severity: "error",
    title: "update of another type",
    message: "Behind `..` stands a value of `{name}`'s own type.",
    explanation: "`Line(..line, qty: 2)` is `line` with another `qty`.",
    example: "type Line { qty: Int }\n\nfn more(n: Int) { Line(..n, qty: 2) }",
    repair: "type Line { qty: Int }\n\nfn more(line: Line) { Line(..line, qty: 2) }",
  },
  LK3019: {
    severity: "error",
    title: "infinite type",
    message: "{what} would be of a type that contains itself.",
    explanation:
      "Inference found that a value is a part of itself, as when a function is given itself, or a list is put into itself.",
    example: "fn loop(f) { f(f) }",
    repair: "fn loop(f, x) { f(x) }",
  },
  LK3020: {
    severity: "error",
    title: "type does not allow this",
    message: "{asked}`{type}` is not{can}.",
    explanation:
      "Numbers are Int and Float. Strings and Lists can be joined by `++`. Everything without a function inside can be compared. A type variable carries such a constraint by its name: `number`, `appendable`, `comparable`.",
    example: 'fn greet(name: String) { "hello " + name }',
    repair: 'fn greet(name: String) { "hello " ++ name }',
  },
  LK3022: {
    severity: "error",
    title: "type variable leaves its place",
    message: "`{name}` stands for any type, so nothing outside of this `let` can have it as its type.",
    explanation:
      "A type variable that the annotation of a `let` names first belongs to that `let`. To share it, name it in the annotation of the function.",
    example: "fn keep(x) {\n  let same: fn(b) -> b = fn(y) { if true { x } else { y } }\n  same(x)\n}",
    repair: "fn keep(x: b) -> b {\n  let same: fn(b) -> b = fn(y) { if true { x } else { y } }\n  same(x)\n}",
  },
  LK3024: {
    severity: "error",
    title: "result of a function argument",
    message: "The function that is the {which} of {name} gives another result than it has to.",
    explanation: "What a function is given to calls it, and uses its result.",
    example: "import list\n\nfn big(xs: List(Int)) { list.filter(xs, fn(x) { x + 1 }) }",
    repair: "import list\n\nfn big(xs: List(Int)) { list.filter(xs, fn(x) { x > 1 }) }",
  },
  LK3025: {
    severity: "error",
    title: "arguments in another order",
    message:
      "The {first} and the {second} argument of {name} seem to be swapped: it takes {wanted} and {other}.",
    explanation:
      "Neither argument has the type of its parameter, and each has that of the other's. Labels, `f(count: 3, text: x)`, make the order plain.",
    example:
      'import string\n\nfn line(width: Int, mark: String) { string.repeat(mark, width) }\n\nfn rule() { line("-", 40) }',
    repair:
      'import string\n\nfn line(width: Int, mark: String) { string.repeat(mark, width) }\n\nfn rule() { line(40, "-") }',
  },
  LK3026: {
    severity: "error",
    title: "piped to another argument",
    message: "What is piped goes to the {first} of {name}; it seems to belong to the {place}.",
    explanation:
      "`x |> f(a)` is `f(x, a)`. Where the value belongs to another parameter, `_` stands in its place: `x |> f(a, _)` is `f(a, x)`.",
    example: "import string\n\nfn parts(text: String) { 3 |> string.repeat(text) }",
    repair: "import string\n\nfn parts(text: String) { 3 |> string.repeat(text, _) }",
  },
  LK3027: {
    severity: "error",
    title: "recursion at another type",
    message: "Within its own recursion `{name}` is called here at another type.",
    explanation:
      "Within a group of functions that call each other a parameter without annotation has one type. A function whose parameters and result are all annotated may call itself at other types.",
    example:
      "type Nest(a) { Flat(value: a), Deeper(nest: Nest(List(a))) }\n\nfn depth(nest) { match nest {\n  Flat(_) -> 1\n  Deeper(inner) -> 1 + depth(inner)\n} }",
    repair:
      "type Nest(a) { Flat(value: a), Deeper(nest: Nest(List(a))) }\n\nfn depth(nest: Nest(a)) -> Int { match nest {\n  Flat(_) -> 1\n  Deeper(inner) -> 1 + depth(inner)\n} }",
  },
  LK3028: {
    severity: "error",
    title: "number that decides a type",
    message: "`{literal}` is an Int, so {name} works with Ints here; the rest of the call works with Floats.",
    explanation:
      "Where a parameter may be of any type, the argument decides which: the first value of a `list.fold` is the type of its result. `0` is an Int, `0.0` a Float.",
    example: "import list\n\nfn total(xs: List(Float)) { list.fold(xs, 0, fn(sum, x) { sum + x }) }",
    repair: "import list\n\nfn total(xs: List(Float)) { list.fold(xs, 0.0, fn(sum, x) { sum + x }) }",
  },
  LK3023: {
    severity: "error",
    title: "not the result that `?` needs",
    message: "A `?` makes the result of this function an Option or a Result, and this is another value.",
    explanation:
      "A function that leaves early by `?` gives an Option or a Result at its end too: wrap the value in `Some` or `Ok`.",
    example: "fn next(n: Option(Int)) { n? + 1 }",
    repair: "fn next(n: Option(Int)) { Some(n? + 1) }",
  },
});
