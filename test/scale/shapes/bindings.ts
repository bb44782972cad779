import { each, node, type Shape } from "../shape.js";

const pairs = { names: /50,000 parts/, code: "LK3062" };

/** `let` after `let`, and functions after functions. */
export const bindings: readonly Shape[] = [
  {
    name: "a chain of pairs",
    make: (size) =>
      node(
        `  let p0 = n\n${each(size, (at) => `  let p${at + 1} = (p${at}, p${at})`)}\n  let _ = p${size}\n  n`,
      ),
    size: 12,
    gives: () => "1",
    limit: { ...pairs, size: 2_000 },
  },
  {
    name: "a chain of pairs of one name",
    make: (size) => node(`  let p = n\n${each(size, () => "  let p = (p, p)")}\n  let _ = p\n  n`),
    size: 12,
    gives: () => "1",
    limit: { ...pairs, size: 2_000 },
  },
  {
    name: "a chain of lets",
    make: (size) => node(`  let v0 = n\n${each(size, (at) => `  let v${at + 1} = v${at} + 1`)}\n  v${size}`),
    size: 10_000,
    large: 40_000,
    gives: (size) => `${size + 1}`,
  },
  {
    name: "lets of one name",
    make: (size) => node(`  let v = n\n${each(size, () => "  let v = v + 1")}\n  v`),
    size: 1_000,
    large: 40_000,
    gives: (size) => `${size + 1}`,
  },
  {
    name: "lets that are all used at the end",
    make: (size) =>
      node(
        `${each(size, (at) => `  let v${at} = n + ${at}`)}\n  list.length([${each(size, (at) => `v${at}`, ", ")}])`,
        { before: "import list" },
      ),
    size: 1_000,
    large: 5_000,
    gives: (size) => `${size}`,
  },
  {
    name: "lets of tuples taken apart",
    make: (size) =>
      node(
        `  let (a0, b0) = (n, n)\n${each(size, (at) => `  let (a${at + 1}, b${at + 1}) = (b${at}, a${at} + 1)`)}\n  a${size} + b${size}`,
      ),
    size: 600,
    large: 3_000,
    gives: (size) => `${size + 2}`,
  },
  {
    name: "lets of lambdas",
    make: (size) =>
      node(
        `  let f0 = fn(x: Int) { x }\n${each(size, (at) => `  let f${at + 1} = fn(x: Int) { f${at}(x) + 1 }`)}\n  f50(n)`,
      ),
    size: 100,
    large: 500,
    gives: () => "51",
  },
  {
    name: "lets of matches",
    make: (size) =>
      node(
        `  let v0 = n\n${each(size, (at) => `  let v${at + 1} = match v${at} {\n    0 -> 5\n    y -> {\n      let z = y + 1\n      z % 7\n    }\n  }`)}\n  v${size} * 0`,
      ),
    size: 400,
    large: 2_000,
    gives: () => "0",
  },
  {
    name: "tries in a row",
    make: (size) =>
      node(`  option.unwrap(f(n), 0)`, {
        before: `import option\n\nfn step(n: Int) -> Option(Int) { Some(n + 1) }\n\nfn f(n: Int) -> Option(Int) {\n  let v0 = n\n${each(size, (at) => `  let v${at + 1} = step(v${at})?`)}\n  Some(v${size})\n}`,
      }),
    size: 400,
    large: 2_000,
    gives: (size) => `${size + 1}`,
  },
  {
    name: "attempts in statements",
    make: (size) => node(`${each(size, (at) => `  let v${at} = attempt { ${at} / n }`)}\n  let _ = v0\n  n`),
    size: 200,
    large: 1_000,
    gives: () => "1",
  },
];
