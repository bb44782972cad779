import { each, type Shape } from "../shape.js";

const work = "node work(n: Int) -> Int {\n  n + 1\n}\n\n";

/** Pipelines of many steps, and many pipelines. */
export const pipelines: readonly Shape[] = [
  {
    name: "calls, one after the other",
    make: (size) =>
      `${work}pipeline main(n: Int) -> Int {\n${each(size, (at) => `  let v${at + 1} = work(${at === 0 ? "n" : `v${at}`})`)}\n  v${size}\n}\n`,
    size: 10_000,
    gives: (size) => `${size + 1}`,
  },
  {
    name: "calls at once",
    make: (size) =>
      `import int\n\n${work}pipeline main(n: Int) -> Int {\n${each(size, (at) => `  let v${at} = work(n)`)}\n  int.sum([${each(size, (at) => `v${at}`, ", ")}])\n}\n`,
    size: 600,
    large: 3_000,
    gives: (size) => `${2 * size}`,
  },
  {
    name: "calls with glue between them",
    make: (size) =>
      `${work}pipeline main(n: Int) -> Int {\n${each(size, (at) => `  let v${at + 1} = work(${at === 0 ? "n" : `v${at}`} + 1)`)}\n  v${size}\n}\n`,
    size: 400,
    large: 2_000,
    gives: (size) => `${2 * size + 1}`,
  },
  {
    name: "calls as statements",
    make: (size) =>
      `${work}pipeline main(n: Int) -> Int {\n${each(size, () => "  let _ = work(n)")}\n  n\n}\n`,
    size: 600,
    large: 3_000,
    gives: () => "1",
  },
  {
    name: "calls within calls",
    make: (size) =>
      `${work}pipeline main(n: Int) -> Int {\n  ${"work(".repeat(size)}n${")".repeat(size)}\n}\n`,
    size: 195,
    gives: (size) => `${size + 1}`,
  },
  {
    name: "branches, one after the other",
    make: (size) =>
      `${work}pipeline main(n: Int) -> Int {\n${each(size, (at) => `  let v${at + 1} = if ${at === 0 ? "n" : `v${at}`} > 0 { work(${at === 0 ? "n" : `v${at}`}) } else { 0 }`)}\n  v${size}\n}\n`,
    size: 200,
    large: 1_000,
    gives: (size) => `${size + 1}`,
  },
  {
    name: "branches within branches",
    make: (size) =>
      `${work}pipeline main(n: Int) -> Int {\n  ${"if n == 1 { ".repeat(size)}work(n)${" } else { 0 }".repeat(size)}\n}\n`,
    size: 190,
    gives: () => "2",
  },
  {
    name: "arms of a match of calls",
    make: (size) =>
      `${work}pipeline main(n: Int) -> Int {\n  match n {\n${each(size, (at) => `    ${at} -> work(${at})`)}\n    _ -> 0\n  }\n}\n`,
    size: 400,
    large: 2_000,
    gives: () => "2",
  },
  {
    name: "attempts in a pipeline",
    make: (size) =>
      `import result\n\n${work}pipeline main(n: Int) -> Int {\n${each(size, (at) => `  let v${at + 1} = result.unwrap(attempt work(${at === 0 ? "n" : `v${at}`}), 0)`)}\n  v${size}\n}\n`,
    size: 200,
    large: 1_000,
    gives: (size) => `${size + 1}`,
  },
  {
    name: "attempts within attempts of a pipeline",
    make: (size) =>
      `import result\n\n${work}pipeline main(n: Int) -> Bool {\n  result.is_ok(${"attempt { ".repeat(size)}work(n)${" }".repeat(size)})\n}\n`,
    size: 60,
    gives: () => "true",
  },
  {
    name: "fan-outs, one after the other",
    make: (size) =>
      `import list\nimport int\n\n${work}pipeline main(n: Int) -> Int {\n  let v0 = [n]\n${each(size, (at) => `  let v${at + 1} = list.map(v${at}, work)`)}\n  int.sum(v${size})\n}\n`,
    size: 100,
    large: 500,
    gives: (size) => `${size + 1}`,
  },
  {
    name: "fan-outs within fan-outs",
    make: (size) =>
      `import list\n\n${work}pipeline main(n: Int) -> Int {\n  list.length(${each(size, (at) => `list.map([n], fn(x${at}) { `, "")}work(n)${" })".repeat(size)})\n}\n`,
    size: 90,
    gives: () => "1",
  },
  {
    name: "nodes and pipelines",
    make: (size) =>
      `${each(size, (at) => `node n${at}(x: Int) -> Int {\n  x + ${at}\n}\n\npipeline p${at}(x: Int) -> Int {\n  n${at}(x + 1)\n}`, "\n\n")}\n\npipeline main(n: Int) -> Int {\n  p${size - 1}(n)\n}\n`,
    size: 1_000,
    gives: (size) => `${size + 1}`,
  },
  {
    name: "pipelines, each calling the next",
    make: (size) =>
      `${work}${each(size, (at) => `pipeline p${at}(x: Int) -> Int {\n  ${at + 1 < size ? `p${at + 1}(x) + 1` : "work(x)"}\n}`, "\n\n")}\n\npipeline main(n: Int) -> Int {\n  p0(n) + 0\n}\n`,
    size: 990,
    gives: (size) => `${size + 1}`,
  },
  {
    name: "pipelines in a ring",
    make: (size) =>
      `${work}${each(size, (at) => `pipeline p${at}(x: Int) -> Int {\n  if x == 0 { work(x) } else { p${(at + 1) % size}(x - 1) }\n}`, "\n\n")}\n\npipeline main(n: Int) -> Int {\n  p0(n)\n}\n`,
    size: 200,
    large: 1_000,
    gives: () => "1",
  },
  {
    name: "lets that travel past a call",
    make: (size) =>
      `import int\n\n${work}pipeline main(n: Int) -> Int {\n${each(size, (at) => `  let v${at} = n + ${at}`)}\n  let w = work(n)\n  int.sum([w, ${each(size, (at) => `v${at}`, ", ")}])\n}\n`,
    size: 400,
    large: 2_000,
    gives: (size) => `${2 + size + (size * (size - 1)) / 2}`,
  },
  {
    name: "functions below a node",
    make: (size) =>
      `${each(size, (at) => `fn f${at}(x: Int) -> Int {\n  ${at + 1 < size ? `f${at + 1}(x)` : "x"}\n}`, "\n\n")}\n\n${each(20, (at) => `node n${at}(x: Int) -> Int {\n  if x == 1 { 1 } else { f${at}(x) }\n}`, "\n\n")}\n\npipeline main(n: Int) -> Int {\n  n0(n)\n}\n`,
    size: 200,
    large: 1_000,
    gives: () => "1",
  },
];
