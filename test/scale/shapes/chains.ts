import { each, nest, node, type Shape } from "../shape.js";

const deep = { size: 100_000, code: "LK1012", names: /1000 levels/ };

/** What makes a tree deep without brackets: operators, calls and accesses in a row. */
export const chains: readonly Shape[] = [
  {
    name: "sums",
    make: (size) => node(`  n${" + n".repeat(size)}`),
    size: 990,
    gives: (size) => `${size + 1}`,
    limit: deep,
  },
  {
    name: "sums that lean to the right",
    make: (size) => node(`  ${nest(size, "n + (", "n", ")")}`),
    size: 190,
    gives: (size) => `${size + 1}`,
  },
  {
    name: "texts put together",
    make: (size) => node(`  string.length("a"${' ++ "a"'.repeat(size)})`, { before: "import string" }),
    size: 990,
    gives: (size) => `${size + 1}`,
    limit: deep,
  },
  {
    name: "lists put together",
    make: (size) => node(`  list.length([n]${" ++ [n]".repeat(size)})`, { before: "import list" }),
    size: 990,
    gives: (size) => `${size + 1}`,
    limit: deep,
  },
  {
    name: "divisions",
    make: (size) => node(`  n${" / n".repeat(size)}`),
    size: 990,
    gives: () => "1",
    limit: deep,
  },
  {
    name: "ands",
    make: (size) => node(`  if n == 1${" && n == 1".repeat(size)} { 1 } else { 2 }`),
    size: 490,
    gives: () => "1",
    limit: deep,
  },
  {
    name: "ors",
    make: (size) => node(`  if n == 2${" || n == 2".repeat(size)} { 1 } else { 2 }`),
    size: 490,
    gives: () => "2",
    limit: deep,
  },
  {
    name: "ands of matches",
    make: (size) =>
      node(`  if n == 1${" && match n { 1 -> true, _ -> false }".repeat(size)} { 1 } else { 2 }`),
    size: 190,
    gives: () => "1",
  },
  {
    name: "operators of all levels",
    make: (size) => node(`  if false${" || n == n + n * 2".repeat(size)} { 1 } else { 2 }`),
    size: 240,
    gives: () => "2",
    limit: deep,
  },
  {
    name: "negations",
    make: (size) => node(`  if ${"!".repeat(size)}(n == 1) { 1 } else { 2 }`),
    size: 980,
    gives: (size) => (size % 2 === 0 ? "1" : "2"),
    limit: deep,
  },
  {
    name: "minuses",
    make: (size) => node(`  ${"-".repeat(size)}n`),
    size: 980,
    gives: (size) => (size % 2 === 0 ? "1" : "-1"),
    limit: deep,
  },
  {
    name: "attempts in a row",
    make: (size) => node(`  let _ = ${"attempt ".repeat(size)}n\n  n`),
    size: 240,
    gives: () => "1",
    limit: { size: 990, code: "LK3062", names: /250 levels/ },
  },
  {
    name: "attempts in a row whose value is used",
    make: (size) =>
      node(`  if result.is_ok(${"attempt ".repeat(size)}n) { 1 } else { 2 }`, { before: "import result" }),
    size: 240,
    gives: () => "1",
    limit: deep,
  },
  {
    name: "fails in a row",
    make: (size) => node(`  if n == 1 { 1 } else { ${"fail ".repeat(size)}"x" }`),
    size: 900,
    gives: () => "1",
    limit: deep,
  },
  {
    name: "accesses of fields of fields",
    make: (size) =>
      node(`  let f = fn(t: T0) { t${".next".repeat(size - 1)}.x }\n  let _ = f\n  n`, {
        before: each(
          size,
          (at) => (at + 1 < size ? `type T${at} { next: T${at + 1} }` : `type T${at} { x: Int }`),
          "\n\n",
        ),
      }),
    size: 900,
    gives: () => "1",
  },
  {
    name: "calls of what calls give",
    make: (size) =>
      node(`  f0(n)${"(n)".repeat(size)}`, {
        before: `${each(size, (at) => `fn f${at}(x: Int) { f${at + 1} }`, "\n\n")}\n\nfn f${size}(x: Int) -> Int { x }`,
      }),
    size: 100,
    gives: () => "1",
  },
  {
    name: "tries of tries",
    make: (size) =>
      node(`  option.unwrap(f(${nest(size, "Some(", "n", ")")}), 0)`, {
        before: `import option\n\nfn f(x: ${nest(size, "Option(", "Int", ")")}) -> Option(Int) { Some(x${"?".repeat(size)}) }`,
      }),
    size: 100,
    gives: () => "1",
  },
  {
    name: "pipes",
    make: (size) => node(`  n${"\n    |> f".repeat(size)}`, { before: "fn f(x: Int) -> Int { x + 1 }" }),
    size: 490,
    gives: (size) => `${size + 1}`,
    limit: deep,
  },
  {
    name: "pipes with arguments and lambdas",
    make: (size) =>
      node(`  [n]${"\n    |> list.map(fn(x) { x + 1 })".repeat(size)}\n    |> int.sum`, {
        before: "import int\nimport list",
      }),
    size: 240,
    gives: (size) => `${size + 1}`,
    limit: deep,
  },
  {
    name: "pipes through places",
    make: (size) =>
      node(`  n${"\n    |> f(1, _)".repeat(size)}`, { before: "fn f(x: Int, y: Int) -> Int { x + y }" }),
    size: 320,
    gives: (size) => `${size + 1}`,
    limit: deep,
  },
  {
    name: "else ifs",
    make: (size) => node(`  ${each(size, (at) => `if n == ${at} { ${at + 1} } else `, "")}{ 0 }`),
    size: 450,
    gives: () => "2",
    limit: deep,
  },
  {
    name: "else ifs for a variable",
    make: (size) =>
      node(`  let v = ${each(size, (at) => `if n == ${at} { ${at + 1} } else `, "")}{ 0 }\n  v + 1`),
    size: 450,
    gives: () => "3",
    limit: deep,
  },
  {
    name: "types of functions that give functions",
    make: (size) => node("  n", { before: `fn f(x: ${"fn() -> ".repeat(size)}Int) -> Int { 1 }` }),
    size: 240,
    gives: () => "1",
    limit: deep,
  },
  {
    name: "matches of matches",
    make: (size) => node(`  ${nest(size, "match ", "n", " { 1 -> 1, _ -> 0 }")}`),
    size: 195,
    gives: () => "1",
    limit: { ...deep, size: 20_000 },
  },
  {
    name: "conditions that are ifs",
    make: (size) => node(`  ${nest(size, "if ", "n == 1", " { true } else { false }")}`, { result: "Bool" }),
    size: 195,
    gives: () => "true",
    limit: { ...deep, size: 20_000 },
  },
];
