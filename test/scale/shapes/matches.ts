import { each, node, type Shape } from "../shape.js";

const overInts = (arms: string, rest = "\n    _ -> 0") => `  match n {\n${arms}${rest}\n  }`;

/** `match` with many arms, and with large patterns. */
export const matches: readonly Shape[] = [
  {
    name: "arms of Ints",
    make: (size) => node(overInts(each(size, (at) => `    ${at} -> ${at + 1}`))),
    size: 10_000,
    large: 40_000,
    gives: () => "2",
  },
  {
    name: "arms of Strings",
    make: (size) =>
      node(`  match "\${n}" {\n${each(size, (at) => `    "${at}" -> ${at + 1}`)}\n    _ -> 0\n  }`),
    size: 10_000,
    large: 40_000,
    gives: () => "2",
  },
  {
    name: "arms of constructors with an Int",
    make: (size) =>
      node(`  match Some(n) {\n${each(size, (at) => `    Some(${at}) -> ${at + 1}`)}\n    _ -> 0\n  }`),
    size: 10_000,
    gives: () => "2",
  },
  {
    name: "arms of tuples",
    make: (size) =>
      node(
        `  match (n, "\${n}", true) {\n${each(size, (at) => `    (${at}, "${at % 40}", ${at % 2 === 0 ? "false" : "true"}) -> ${at + 1}`)}\n    _ -> 0\n  }`,
      ),
    size: 10_000,
    gives: () => "2",
  },
  {
    name: "arms of tuples with gaps",
    make: (size) =>
      node(
        `  match (n, n, n) {\n${each(size, (at) => `    (${at}, _, ${at % 7}) -> ${at + 1}`)}\n    (_, 3, _) -> 3\n    _ -> 0\n  }`,
      ),
    size: 800,
    large: 4_000,
    gives: () => "2",
  },
  {
    name: "arms with guards",
    make: (size) => node(overInts(each(size, (at) => `    x if x == ${at} -> ${at + 1}`))),
    size: 10_000,
    gives: () => "2",
  },
  {
    name: "arms with guards that need statements",
    make: (size) =>
      node(overInts(each(size, (at) => `    x if { let y = x + 1\n      y == ${at} } -> ${at}`)), {
        before: "",
      }),
    size: 400,
    large: 2_000,
    gives: () => "2",
  },
  {
    name: "arms that are useless",
    make: (size) => node(overInts(each(size, (at) => `    ${at % (size / 2)} -> ${at}`))),
    size: 800,
    large: 4_000,
    gives: () => "1",
  },
  {
    name: "arms whose bodies are blocks",
    make: (size) =>
      node(overInts(each(size, (at) => `    ${at} -> {\n      let y = n + ${at}\n      y * y\n    }`))),
    size: 600,
    large: 3_000,
    gives: () => "4",
  },
  {
    name: "alternatives of an arm",
    make: (size) => node(overInts(`    ${each(size, (at) => `${at}`, " | ")} -> 7`)),
    size: 1_000,
    large: 5_000,
    gives: () => "7",
  },
  {
    name: "elements of a list pattern",
    make: (size) =>
      node(
        `  match [n] {\n    [${each(size, (at) => `x${at}`, ", ")}] -> x0 + x${size - 1}\n    _ -> 5\n  }`,
      ),
    size: 400,
    large: 2_000,
    gives: () => "5",
  },
  {
    name: "literals of a list pattern",
    make: (size) => node(`  match [n] {\n    [${each(size, () => "1", ", ")}] -> 1\n    _ -> 5\n  }`),
    size: 1_000,
    large: 5_000,
    gives: (size) => (size === 1 ? "1" : "5"),
  },
  {
    name: "literals of a list pattern, and no arm for the rest",
    make: (size) => node(`  match [n] {\n    [${each(size, () => "1", ", ")}, ..] -> 1\n    [] -> 5\n  }`),
    size: 1_000,
    large: 5_000,
    errors: () => ["LK4001"],
  },
  {
    name: "list patterns of every length",
    make: (size) =>
      node(
        `  match [n] {\n${each(size, (at) => `    [${each(at, () => "_", ", ")}] -> ${at}`)}\n    _ -> 0\n  }`,
      ),
    size: 200,
    gives: () => "1",
  },
  {
    name: "parts of a tuple pattern",
    make: (size) =>
      node(
        `  match (${each(size, () => "n", ", ")}) {\n    (${each(size, (at) => `${at}`, ", ")}) -> 1\n    (${each(size, (at) => `x${at}`, ", ")}) -> x${size - 1}\n  }`,
      ),
    size: 400,
    large: 2_000,
    gives: () => "1",
  },
  {
    name: "a diagonal of booleans",
    make: (size) =>
      node(
        `  match (${each(size, () => "n == 2", ", ")}) {\n${each(size, (row) => `    (${each(size, (at) => (at === row ? "true" : "_"), ", ")}) -> ${row}`)}\n    _ -> 9\n  }`,
      ),
    size: 60,
    gives: () => "9",
  },
  {
    name: "matches in one function",
    make: (size) => node(`${each(size, (at) => `  let v${at} = match n { 0 -> 0, x -> x + ${at} }`)}\n  v0`),
    size: 400,
    large: 2_000,
    gives: () => "1",
  },
];
