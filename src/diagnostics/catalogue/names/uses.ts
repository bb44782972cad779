import { catalogue } from "../../catalogue.js";

/** Names in expressions, patterns and types: LK22xx. */
export const uses = catalogue({
  LK2201: {
    severity: "error",
    title: "unknown name",
    message: "There is no `{name}` here.",
    explanation:
      "A small name is a variable in scope, a constant or function of this module, or one that is imported by name.",
    example: "fn area(width: Int) { width * widht }",
    repair: "fn area(width: Int) { width * width }",
  },
  LK2202: {
    severity: "error",
    title: "unknown constructor",
    message: "There is no constructor `{name}` here.",
    explanation:
      "A capital name in an expression or pattern is a constructor of this module, one that is imported by name, or `Some None Ok Error`.",
    example: "type Size { Small, Large }\n\nfn least() { Smal }",
    repair: "type Size { Small, Large }\n\nfn least() { Small }",
  },
  LK2203: {
    severity: "error",
    title: "unknown type",
    message: "There is no type `{name}` here.",
    explanation:
      "A capital name in a type is a type of this module, one that is imported by name, or a built-in one.",
    example: "fn next(n: Integer) -> Int { n + 1 }",
    repair: "fn next(n: Int) -> Int { n + 1 }",
  },
  LK2204: {
    severity: "error",
    title: "unknown member of a module",
    message: "There is no {what} `{name}` in {module}.",
    explanation:
      "Behind the name of an imported module stands a value, constructor or type that it declares.",
    example: "import list\n\nfn size(xs: List(Int)) { list.lenght(xs) }",
    repair: "import list\n\nfn size(xs: List(Int)) { list.length(xs) }",
  },
  LK2205: {
    severity: "error",
    title: "module as a value",
    message: "`{name}` is a module, and modules are no values.",
    explanation: "A module's name stands before a dot only: `list.length`.",
    example: "import list\n\nfn size(xs: List(Int)) { (list, list.length(xs)) }",
    repair: "import list\n\nfn size(xs: List(Int)) { (xs, list.length(xs)) }",
  },
  LK2206: {
    severity: "error",
    title: "unknown label",
    message: "`{name}` has no {what} `{label}`.",
    explanation:
      "Labels of a call are the parameter names of the declaration, labels of a constructor its fields.",
    example: "type Line { qty: Int }\n\nfn one() { Line(qt: 1) }",
    repair: "type Line { qty: Int }\n\nfn one() { Line(qty: 1) }",
  },
  LK2207: {
    severity: "error",
    title: "too many arguments",
    message: "`{name}` takes {count}, not {found}.",
    explanation: "A call gives an argument to each parameter, no more.",
    example: "fn twice(n: Int) { n * 2 }\n\nfn four() { twice(2, 2) }",
    repair: "fn twice(n: Int) { n * 2 }\n\nfn four() { twice(2) }",
  },
  LK2208: {
    severity: "error",
    title: "missing arguments",
    message: "`{name}` takes {count}; {missing} missing.",
    explanation:
      "A call gives an argument to each parameter. To leave one out on purpose, write `_` in its place: that is the function of the missing argument.",
    example: "fn add(a: Int, b: Int) { a + b }\n\nfn next() { add(1) }",
    repair: "fn add(a: Int, b: Int) { a + b }\n\nfn next() { add(1, _) }",
  },
  LK2209: {
    severity: "error",
    title: "argument given twice",
    message: "The {what} `{name}` has its argument already.",
    explanation: "Arguments by position fill the parameters from the first on; labels name the others.",
    example: "fn less(a: Int, b: Int) { a - b }\n\nfn none() { less(1, a: 2) }",
    repair: "fn less(a: Int, b: Int) { a - b }\n\nfn none() { less(1, b: 2) }",
  },
  LK2210: {
    severity: "error",
    title: "position after a label",
    message: "Behind an argument with a label, all have labels.",
    explanation: "Arguments are written positions first, then labels.",
    example: "fn less(a: Int, b: Int) { a - b }\n\nfn none() { less(a: 1, 2) }",
    repair: "fn less(a: Int, b: Int) { a - b }\n\nfn none() { less(1, b: 2) }",
  },
  LK2211: {
    severity: "error",
    title: "hole out of place",
    message: "A call has one `_` at most.",
    explanation:
      "`f(_, x)` is the function of the one missing argument. For more, write a lambda: `fn(a, b) { f(a, b, x) }`.",
    example: "fn add(a: Int, b: Int, c: Int) { a + b + c }\n\nfn more() { add(_, _, 1) }",
    repair: "fn add(a: Int, b: Int, c: Int) { a + b + c }\n\nfn more() { fn(a, b) { add(a, b, 1) } }",
  },
  LK2212: {
    severity: "error",
    title: "`..` in a call",
    message: "`..` with a record to update stands first in the call of a constructor.",
    explanation:
      "`Line(..line, qty: 2)` is `line` with another `qty`. Functions have no such form, and a spread of a list stands in a list.",
    example: "fn id(n: Int) { n }\n\nfn same(n: Int) { id(..n) }",
    repair: "fn id(n: Int) { n }\n\nfn same(n: Int) { id(n) }",
  },
  LK2213: {
    severity: "error",
    title: "fields missing in a pattern",
    message: "The pattern of `{name}` leaves out {missing}.",
    explanation: "The pattern of a constructor has all its fields, by place or by label, or ends in `..`.",
    example: "type Line { sku: String, qty: Int }\n\nfn qty(line: Line) { let Line(qty:) = line\n  qty }",
    repair: "type Line { sku: String, qty: Int }\n\nfn qty(line: Line) { let Line(qty:, ..) = line\n  qty }",
  },
  LK2214: {
    severity: "error",
    title: "too many fields in a pattern",
    message: "`{name}` has {count}, not {found}.",
    explanation: "The pattern of a constructor has at most one pattern for each field.",
    example: "type Line { qty: Int }\n\nfn qty(line: Line) { let Line(_, qty) = line\n  qty }",
    repair: "type Line { qty: Int }\n\nfn qty(line: Line) { let Line(qty) = line\n  qty }",
  },
  LK2215: {
    severity: "error",
    title: "name bound twice",
    message: "The pattern binds `{name}` twice.",
    explanation:
      "A pattern binds each name once. To ask whether two parts are equal, bind two names and compare them in a guard.",
    example: "fn same(pair: (Int, Int)) { match pair { (a, a) -> a > 0\n _ -> false } }",
    repair: "fn same(pair: (Int, Int)) { match pair { (a, b) if a == b -> true\n _ -> false } }",
  },
  LK2216: {
    severity: "error",
    title: "alternatives bind different names",
    message: "`{name}` is not bound by all alternatives.",
    explanation:
      "The body of an arm may use what its pattern binds, whichever alternative matched; so all bind the same names.",
    example:
      "type Shape { Square(side: Int), Circle(radius: Int) }\n\nfn size(shape: Shape) { match shape { Square(a) | Circle(b) -> a + b } }",
    repair:
      "type Shape { Square(side: Int), Circle(radius: Int) }\n\nfn size(shape: Shape) { match shape { Square(a) | Circle(a) -> a } }",
  },
  LK2217: {
    severity: "error",
    title: "label on a function value",
    message: "A function value has no labels, so `{label}:` names no parameter.",
    explanation:
      "Labels are the parameter names of a declaration. What is called here is a value, whose type has no names.",
    example: "fn call(f: fn(Int) -> Int) { f(n: 1) }",
    repair: "fn call(f: fn(Int) -> Int) { f(1) }",
  },
  LK2218: {
    severity: "warning",
    title: "unused variable",
    message: "The {what} `{name}` is never used.",
    explanation: "A name that begins with `_` says that it is unused on purpose.",
    example: "fn one(n: Int) { 1 }",
    repair: "fn one(_n: Int) { 1 }",
  },
  LK2221: {
    severity: "error",
    title: "missing import",
    message: "The module `{module}` is not imported.",
    explanation:
      "Modules are used after an import at the top of the file, those of the standard library too.",
    example: "fn size(xs: List(Int)) { list.length(xs) }",
    repair: "import list\n\nfn size(xs: List(Int)) { list.length(xs) }",
  },
  LK2222: {
    severity: "error",
    title: "update of a sum",
    message: "`{type}` has more constructors than `{name}`, so an update could meet another one.",
    explanation: "`C(..record, field: value)` needs a type with a single constructor.",
    example: "type Shape { Square(side: Int), Point }\n\nfn grow(shape: Shape) { Square(..shape, side: 2) }",
    repair:
      "type Shape { Square(side: Int), Point }\n\nfn grow(shape: Shape) { match shape { Square(_) -> Square(2)\n Point -> Point } }",
  },
  LK2223: {
    severity: "error",
    title: "no such module here",
    message: "There is no module `{name}` here.",
    explanation:
      "Before the dot of a type or of a constructor's pattern stands the name of an imported module.",
    example: "import time\n\nfn later(at: tiem.Time) { time.add(at, 1) }",
    repair: "import time\n\nfn later(at: time.Time) { time.add(at, 1) }",
  },
});
