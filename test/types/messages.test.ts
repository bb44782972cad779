import { checkMarked } from "../harness/marked.js";

/** The whole of what is said about a program with one error: message, types and hint. */
function said(text: string): readonly string[] {
  const { diagnostics } = checkMarked(text);
  const errors = diagnostics.filter((one) => one.severity === "error");
  return errors.flatMap(({ message, types, hint }) => [
    message,
    ...(types ? [`expected ${types.expected}`, `found ${types.found}`] : []),
    ...(hint === undefined ? [] : [hint]),
  ]);
}

const line = "type Line { sku: String, qty: Int, price: Float }\n\n";

const rows: Readonly<Record<string, readonly [text: string, ...said: string[]]>> = {
  "a Float is written with a point": [
    `${line}fn f(line: Line) { line.price * 2 }`,
    "`*` takes two Ints or two Floats; the right operand has another type than the left.",
    "expected Float",
    "found Int",
    "write `2.0`",
  ],
  "a negative one too": [
    "fn f() -> Float { -2 }",
    "`f` declares another result than this gives.",
    "expected Float",
    "found Int",
    "write `-2.0`",
  ],
  "an Int is written without a point": [
    "fn f() -> Int { 2.0 }",
    "`f` declares another result than this gives.",
    "expected Int",
    "found Float",
    "write `2`",
  ],
  "a variable is converted": [
    "fn f(n: Int) -> Float { n }",
    "`f` declares another result than this gives.",
    "expected Float",
    "found Int",
    "write `int.to_float(n)`; it needs `import int`",
  ],
  "a variable is converted by what is imported": [
    "import int\n\nfn f(n: Int) -> Float { int.to_float(n) + n }",
    "`+` takes two Ints or two Floats; the right operand has another type than the left.",
    "expected Float",
    "found Int",
    "write `int.to_float(n)`",
  ],
  "the Int of an operator is converted": [
    "import int\n\nfn f(x: Int) -> Float { x * 2.0 }",
    "`*` takes two Ints or two Floats; the left operand has another type than the right.",
    "expected Float",
    "found Int",
    "write `int.to_float(x) * 2.0`",
  ],
  "the Int is converted though the Float came last": [
    "import int\n\nfn f(x: Int) { (x + 1) * (2.0 + 0.5) }",
    "`*` takes two Ints or two Floats; the right operand has another type than the left.",
    "expected Int",
    "found Float",
    "write `int.to_float(x + 1) * (2.0 + 0.5)`",
  ],
  "a literal gets its point": [
    "fn f() -> Float { 1 + 2.0 }",
    "`+` takes two Ints or two Floats; the left operand has another type than the right.",
    "expected Float",
    "found Int",
    "write `1.0`",
  ],
  "a literal loses its point where an Int is to come out": [
    "fn f(x: Int) -> Int { x * 2.0 }",
    "`*` takes two Ints or two Floats; the right operand has another type than the left.",
    "expected Int",
    "found Float",
    "write `2`",
  ],
  "Some is written": [
    `${line}fn f(line: Line) -> Option(Int) { line.qty }`,
    "`f` declares another result than this gives.",
    "expected Option(Int)",
    "found Int",
    "write `Some(line.qty)`",
  ],
  "Ok is written": [
    "fn f(n: Int) -> Result(Int, String) { n }",
    "`f` declares another result than this gives.",
    "expected Result(Int, String)",
    "found Int",
    "write `Ok(n)`",
  ],
  "a rest is written": [
    "fn f(xs: List(Int)) { [1, xs] }",
    "The 2nd entry of the list does not have the type of the first.",
    "expected Int",
    "found List(Int)",
    "write `..xs` for the elements of a list",
  ],
  "a text is made": [
    'fn f(n: Int) { "total: " ++ n }',
    "`++` joins two Strings, or two Lists of one type; the right operand has another type than the left.",
    "expected String",
    "found Int",
    'put it into a text: `"${n}"`',
  ],
  "texts are joined": [
    'fn f(n: String) { "total: " + n }',
    "`+` takes what is a number (Int or Float), and `String` is not.",
    "write `++`, which joins Strings",
  ],
  "a function is called": [
    "fn g() { 1.0 }\n\nfn f() -> Float { g }",
    "`f` declares another result than this gives.",
    "expected Float",
    "found fn() -> Float",
    "call it: `g()`",
  ],
  "a field is misspelt": [
    `${line}fn f(line: Line) { line.qtty }`,
    "`Line` has no field `qtty`.",
    "did you mean `qty`?",
  ],
  "a field is none": [
    `${line}fn f(line: Line) { line.weight }`,
    "`Line` has no field `weight`.",
    "its fields are `sku`, `qty`, `price`",
  ],
  "a method of other languages": [
    "import string\n\nfn f(s: String) { string.trim(s).length }",
    "`String` has no field `length`.",
    "write `string.length(string.trim(s))`",
  ],
  "types that have the field": [
    `${line}fn f(x) { x.qty }`,
    "The type of `x` is not known here, so neither is its field `qty`.",
    "annotate it; types with a field `qty`: `Line`",
  ],
  "an alias is shown": [
    "type Ids = List(Int)\n\nfn f(ids: Ids) -> String { ids }",
    "`f` declares another result than this gives.",
    "expected String",
    "found Ids",
  ],
  "the user's variables are shown": [
    "fn f(_x: item, y: other) -> item { y }",
    "`f` declares another result than this gives.",
    "expected item",
    "found other",
    "the annotation says that `item` may be any type, not only `other`",
  ],
  "types of one name show their modules": [
    "import a\n\ntype T { x: Int }\n\nfn f(t: a.T) -> T { t }\n// file: a.lk\ntype T { x: Int }\n",
    "`f` declares another result than this gives.",
    "expected main.T",
    "found a.T",
  ],
  "the name of a variable with its constraint": [
    "fn f(x: a) { x + x }",
    "`+` takes what is a number (Int or Float), and `a` is not.",
    "`a` may be any type: call it `number` in the annotation",
  ],
  "where the function inside is": [
    "type A { go: fn() -> Int }\n\nfn f(a: List(A)) { a == a }",
    "`==` takes what is comparable, and `List(A)` is not.",
    "functions are not comparable, and `A` has one in its field `go`",
  ],
  "a name of a module": [
    "import list\n\nfn f(xs: List(Int)) { length(xs) }",
    "There is no `length` here.",
    "write `list.length`",
  ],
  "a module to import": [
    "fn f(xs: List(Int)) { list.length(xs) }",
    "The module `list` is not imported.",
    "write `import list` at the top of the file",
  ],
  "a module that is misspelt": [
    "fn f(xs: List(Int)) { lisst.length(xs) }",
    "There is no `lisst` here.",
    "did you mean `list`? It needs `import list`",
  ],
  "a member that is misspelt": [
    "import list\n\nfn f(xs: List(Int)) { list.lenght(xs) }",
    "There is no value `lenght` in module `list`.",
    "did you mean `length`?",
  ],
  "a label that is misspelt": [
    `${line}fn f() { Line("a", quantity: 1, price: 1.0) }`,
    "`Line` has no field `quantity`.",
    "the fields of `Line` are `sku`, `qty` and `price`",
  ],
  "missing arguments": [
    `${line}fn f() { Line("a") }`,
    "`Line` takes 3 arguments; `qty` and `price` are missing.",
    "the fields of `Line` are `sku`, `qty` and `price`",
  ],
  "a pattern with fields left out": [
    `${line}fn f(line: Line) { let Line(sku) = line\n  sku }`,
    "The pattern of `Line` leaves out `qty` and `price`.",
    "write `Line(sku, ..)` to leave them out",
  ],
  "a value dropped": [
    "fn g() { 1 }\n\nfn f() {\n  g()\n  2\n}",
    "This is not the last of its block, and its value is dropped.",
    "expected ()",
    "found Int",
    "write `let _ = g()` to drop its value",
  ],
  "a type of another language": [
    "fn f(n: Integer) { n }",
    "There is no type `Integer` here.",
    "the type of whole numbers is `Int`",
  ],
  "a module hidden": [
    "import list\n\nfn f(list: List(Int)) { list.length(list) }",
    "Here `list` is a variable, which hides the module; its type `List(Int)` has no field `length`.",
    "give the parameter another name",
  ],
};

test.each(Object.entries(rows))("%s", (_, [text, ...expected]) => {
  expect(said(text)).toEqual(expected);
});
