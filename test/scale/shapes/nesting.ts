import { each, nest, node, type Shape } from "../shape.js";

const brackets = { size: 20_000, code: "LK1010", names: /200 levels/ };
/** A nest of anything in the body of a node, which is a bracket itself. */
const within = (
  name: string,
  open: string,
  close: string,
  size: number,
  gives: string | ((depth: number) => string),
  { inner = "n", before = "", after = "", result = "Int" } = {},
): Shape => ({
  name,
  make: (depth) =>
    node(`  ${after ? "let v = " : ""}${nest(depth, open, inner, close)}${after}`, { before, result }),
  size,
  gives: typeof gives === "string" ? () => gives : gives,
  limit: brackets,
});
const up = (depth: number) => `${depth + 1}`;
const used = "\n  let _ = v\n  n";
const list = "import list";

/** Everything that nests, down to the level that is allowed, and far beyond it. */
export const nesting: readonly Shape[] = [
  within("parentheses", "(", ")", 195, "1"),
  within("blocks", "{ ", " }", 195, "1"),
  within("blocks with lets", "{ let v = n + 1\n  ", " }", 195, "1"),
  within("blocks whose lets shadow", "{ let n = n + 1\n  ", " }", 195, up),
  within("lists", "[", "]", 195, "1", { after: used }),
  within("lists of two", "[[], ", "]", 195, "1", { inner: "[]", after: used }),
  within("tuples", "(1, ", ")", 195, "1", { after: used }),
  within("options", "Some(", ")", 195, "1", { after: used }),
  within("records", "L(", ")", 195, "1", { inner: "E", after: used, before: "type C { E, L(next: C) }" }),
  within("updates", "R(..", ", x: 2)", 195, "2", {
    inner: "R(x: n, y: 1)",
    after: "\n  v.x",
    before: "type R { x: Int, y: Int }",
  }),
  within("calls", "f(", ")", 195, up, { before: "fn f(x: Int) -> Int { x + 1 }" }),
  within("calls of two, to the right", "f(n, ", ")", 195, up, {
    before: "fn f(x: Int, y: Int) -> Int { x + y }",
  }),
  within("calls of two, to the left", "f(", ", n)", 195, up, {
    before: "fn f(x: Int, y: Int) -> Int { x + y }",
  }),
  within("partial calls", "f(_, ", ")(n)", 195, up, { before: "fn f(x: Int, y: Int) -> Int { x + y }" }),
  within("calls with a lambda last", "apply(n, fn(x) { ", " })", 97, "1", {
    before: "fn apply(x: Int, f: fn(Int) -> Int) -> Int { f(x) }",
  }),
  within("calls with a long lambda last", "apply(n, fn(x) { let y = x + 1\n  y + ", " })", 97, "195", {
    before: "fn apply(x: Int, f: fn(Int) -> Int) -> Int { f(x) }",
  }),
  within("lambdas", "fn() { ", " }", 195, "1", { after: used }),
  within("lambdas with parameters, all used", "fn(x) { x + ", " }(n)", 97, up),
  {
    name: "lambdas that take what those around them have",
    make: (depth) =>
      node(
        `  ${each(depth, (at) => `apply(n, fn(x${at}) { `, "")}${each(depth, (at) => `x${at}`, " + ")}${" })".repeat(depth)}`,
        { before: "fn apply(x: Int, f: fn(Int) -> Int) -> Int { f(x) }" },
      ),
    size: 97,
    gives: (depth) => `${depth}`,
  },
  {
    name: "lambdas in lets, each in the one before",
    make: (depth) =>
      node(
        `  ${each(depth, (at) => `let f${at} = fn(x) {`, " ")} n ${each(depth, (at) => `}\n  f${depth - 1 - at}(n)`, " ")}`,
      ),
    size: 195,
    gives: () => "1",
  },
  within("maps in maps", "list.map([n], fn(x) { ", " })", 97, "1", { after: used, before: list }),
  within("ifs", "if n == 1 { ", " } else { 0 }", 195, "1"),
  within("ifs in the else", "if n == 0 { 0 } else { ", " }", 195, "1"),
  within("ifs for a variable", "if n == 1 { ", " } else { 0 }", 195, "1", { after: "\n  v" }),
  within("ifs in conditions", "if { ", " } == 1 { 1 } else { 0 }", 195, "1"),
  within("ifs without else", "if n == 1 { ", " }", 195, "1", {
    inner: "let _ = f(n)\n  ()",
    after: "\n  v\n  n",
    before: "fn f(x: Int) -> Int { x }",
  }),
  within("matches", "match n { 1 -> ", ", _ -> 0 }", 195, "1"),
  within("matches for a variable", "match n { 1 -> ", ", _ -> 0 }", 195, "1", { after: "\n  v" }),
  within("matches with guards", "match n { x if { let y = x\n y == 1 } -> ", ", _ -> 0 }", 190, "1"),
  within("matches that bind", "match Some(n) { Some(n) -> ", ", None -> 0 }", 195, "1"),
  within("matches in guards", "match n { x if ", " == 1 -> 1, _ -> 0 }", 190, "1"),
  within("attempts", "attempt { ", " }", 195, "1", { after: used }),
  within("attempts that catch", "result.unwrap(attempt { ", " / n }, 0)", 97, "1", {
    before: "import result",
  }),
  within("tries in lambdas", "option.then(Some(n), fn(y) { let y = Some(y)?\n ", " })", 97, "1", {
    inner: "Some(n)",
    before: "import option",
    after: used,
  }),
  within("interpolations", '"${', '}"', 195, "1", { after: used }),
  within("interpolations with texts", '"a${', '}b"', 195, "1", { after: used }),
  within("sums in parentheses", "(n + ", ")", 195, up),
  within("products of sums", "(n + ", ") * 1", 195, up),
  within("comparisons", "(true == ", ")", 195, "true", { inner: "(n == 1)", result: "Bool" }),
  within("ands", "(n == 1 && ", ")", 195, "true", { inner: "true", result: "Bool" }),
  within("ands of ors", "(n == 2 || (n == 1 && ", "))", 97, "true", { inner: "true", result: "Bool" }),
  within("pipes into pipes", "(", " |> f)", 195, up, { before: "fn f(x: Int) -> Int { x + 1 }" }),
  within("negations of parentheses", "!(", ")", 195, (depth) => `${depth % 2 === 0}`, {
    inner: "n == 1",
    result: "Bool",
  }),
  {
    name: "parentheses in types",
    make: (depth) => node("  n", { before: `fn f(x: ${nest(depth, "(", "Int", ")")}) -> Int { x }` }),
    size: 195,
    gives: () => "1",
    limit: brackets,
  },
  {
    name: "lists in types",
    make: (depth) =>
      node("  n", {
        before: `type T { x: ${nest(depth, "List(", "Int", ")")} }\n\nfn f(x: ${nest(depth, "List(", "Int", ")")}) -> T { T(x) }`,
      }),
    size: 195,
    gives: () => "1",
    limit: brackets,
  },
  {
    name: "tuples in types",
    make: (depth) => node("  n", { before: `fn f(x: ${nest(depth, "(Int, ", "Int", ")")}) -> Int { 1 }` }),
    size: 195,
    gives: () => "1",
    limit: brackets,
  },
  {
    name: "functions in types",
    make: (depth) =>
      node("  n", { before: `fn f(x: ${nest(depth, "fn(", "Int", ") -> Int")}) -> Int { 1 }` }),
    size: 195,
    gives: () => "1",
    limit: brackets,
  },
  {
    name: "lists in a type that travels",
    make: (depth) =>
      `node make(n: Int) -> ${nest(depth, "List(", "Int", ")")} {\n  ${nest(depth, "[", "n", "]")}\n}\n\nnode size(x: ${nest(depth, "List(", "Int", ")")}) -> Int {\n  list.length(x)\n}\n\npipeline main(n: Int) -> Int {\n  size(make(n))\n}\n`.replace(
        /^/,
        "import list\n\n",
      ),
    size: 195,
    gives: () => "1",
    limit: brackets,
  },
  {
    name: "patterns of options",
    make: (depth) =>
      node(
        `  match ${nest(depth, "Some(", "n", ")")} {\n    ${nest(depth, "Some(", "x", ")")} -> x\n    _ -> 0\n  }`,
      ),
    size: 190,
    gives: () => "1",
    limit: brackets,
  },
  {
    name: "patterns of lists",
    make: (depth) =>
      node(
        `  match ${nest(depth, "[", "n", "]")} {\n    ${nest(depth, "[", "x", "]")} -> x\n    _ -> 0\n  }`,
      ),
    size: 190,
    gives: () => "1",
    limit: brackets,
  },
  {
    name: "patterns of lists with rests",
    make: (depth) =>
      node(
        `  match ${nest(depth, "[", "n", "]")} {\n    ${nest(depth, "[", "x", ", ..]")} -> x\n    _ -> 0\n  }`,
      ),
    size: 190,
    gives: () => "1",
    limit: brackets,
  },
  {
    name: "patterns of tuples",
    make: (depth) => node(`  let ${nest(depth, "(_, ", "x", ")")} = ${nest(depth, "(1, ", "n", ")")}\n  x`),
    size: 190,
    gives: () => "1",
    limit: brackets,
  },
  {
    name: "patterns of tuples with literals",
    make: (depth) =>
      node(
        `  match ${nest(depth, "(1, ", "n", ")")} {\n    ${nest(depth, "(1, ", "x", ")")} -> x\n    _ -> 0\n  }`,
      ),
    size: 190,
    gives: () => "1",
    limit: brackets,
  },
  {
    name: "patterns of a recursive type, with every `as`",
    make: (depth) =>
      node(
        `  match ${nest(depth, "L(", "E", ")")} {\n    ${nest(depth, "L(", "E as x", ")")} -> if x == E { n } else { 0 }\n    _ -> 0\n  }`,
        { before: "type C { E, L(next: C) }" },
      ),
    size: 190,
    gives: () => "1",
    limit: brackets,
  },
  {
    name: "brackets that are not closed",
    make: (depth) => node(`  ${"(".repeat(depth)}`),
    size: 190,
    errors: () => ["LK1020"],
    limit: brackets,
  },
  {
    name: "brackets that are not opened",
    make: (depth) => node(`  ${")".repeat(depth)}`),
    size: 50_000,
    errors: () => ["LK1021"],
  },
];
