import { each, node, type Shape } from "../shape.js";

/** Many functions, and functions with much. */
export const functions: readonly Shape[] = [
  {
    name: "functions of a module",
    make: (size) =>
      node("  f0(n)", { before: each(size, (at) => `fn f${at}(x: Int) -> Int {\n  x + ${at}\n}`, "\n\n") }),
    size: 10_000,
    gives: () => "1",
  },
  {
    name: "functions that call each other in a ring",
    make: (size) =>
      node("  f0(n + 5)", {
        before: each(
          size,
          (at) => `fn f${at}(x) { if x == 0 { 0 } else { f${(at + 1) % size}(x - 1) } }`,
          "\n\n",
        ),
      }),
    size: 10_000,
    gives: () => "0",
  },
  {
    name: "a ring of functions with annotations",
    make: (size) =>
      node("  f0(n + 5)", {
        before: each(
          size,
          (at) => `fn f${at}(x: Int) -> Int { if x == 0 { 0 } else { f${(at + 1) % size}(x - 1) } }`,
          "\n\n",
        ),
      }),
    size: 400,
    large: 2_000,
    gives: () => "0",
  },
  {
    name: "a chain of functions without annotations",
    make: (size) =>
      node("  if n > 5 { f0(n) } else { 7 }", {
        before: each(size, (at) => `fn f${at}(x) { ${at + 1 < size ? `f${at + 1}(x)` : "x + 1"} }`, "\n\n"),
      }),
    size: 800,
    large: 4_000,
    gives: () => "7",
  },
  {
    name: "a chain of calls as deep as it may run",
    make: (size) =>
      node("  f0(n)", {
        before: each(size, (at) => `fn f${at}(x) { 1 + ${at + 1 < size ? `f${at + 1}(x)` : "x"} }`, "\n\n"),
      }),
    size: 400,
    large: 2_000,
    gives: (size) => `${size + 1}`,
  },
  {
    name: "generic functions, each over the one before",
    make: (size) =>
      node(`  let _ = f${size - 1}(n, "a")\n  n`, {
        before: each(size, (at) => `fn f${at}(x, y) { ${at > 0 ? `f${at - 1}(x, y)` : "(x, y)"} }`, "\n\n"),
      }),
    size: 200,
    large: 1_000,
    gives: () => "1",
  },
  {
    name: "functions with waiting accesses",
    make: (size) =>
      node("  n", {
        before: `type R { a: Int }\n\n${each(size, (at) => `fn f${at}(r) { let y = r.a\n  let z: R = r\n  z.a + y }`, "\n\n")}`,
      }),
    size: 200,
    large: 1_000,
    gives: () => "1",
  },
  {
    name: "parameters and arguments",
    make: (size) =>
      node(`  f(${each(size, () => "n", ", ")})`, {
        before: `fn f(${each(size, (at) => `p${at}: Int`, ", ")}) -> Int {\n  p0 + p${size - 1}\n}`,
      }),
    size: 400,
    large: 2_000,
    gives: () => "2",
  },
  {
    name: "parameters without annotations, and labels",
    make: (size) =>
      node(`  f(${each(size, (at) => `p${size - 1 - at}: n`, ", ")})`, {
        before: `fn f(${each(size, (at) => `p${at}`, ", ")}) {\n  p0 + p${size - 1}\n}`,
      }),
    size: 400,
    large: 2_000,
    gives: () => "2",
  },
  {
    name: "parameters of a node and a pipeline",
    make: (size) =>
      `node run(${each(size, (at) => `p${at}: Int`, ", ")}) -> Int {\n  p0 + p${size - 1}\n}\n\npipeline main(n: Int) -> Int {\n  run(${each(size, () => "n", ", ")})\n}\n`,
    size: 200,
    large: 1_000,
    gives: () => "2",
  },
  {
    name: "constants, each of the one before",
    make: (size) =>
      node(`  c${size - 1} + n`, {
        before: `const c0 = 0\n\n${each(size - 1, (at) => `const c${at + 1} = c${at} + 1`, "\n\n")}`,
      }),
    size: 1_000,
    large: 5_000,
    gives: (size) => `${size}`,
  },
  {
    name: "externals",
    make: (size) =>
      node("  n", {
        before: each(size, (at) => `@external("m.f${at}")\n@pure\nfn f${at}(x: Int) -> Int`, "\n\n"),
      }),
    size: 200,
    large: 1_000,
    gives: () => "1",
  },
  {
    name: "tests",
    make: (size) =>
      node("  n", { before: each(size, (at) => `test "t${at}" {\n  ${at} == ${at}\n}`, "\n\n") }),
    size: 200,
    large: 1_000,
    gives: () => "1",
  },
  {
    name: "tail calls in many branches",
    make: (size) =>
      node("  f(n + 100, n)", {
        before: `fn f(x: Int, y: Int) -> Int {\n  match x {\n    0 -> y\n${each(size, (at) => `    ${at + 1} -> f(x - 1, y + 1)`)}\n    _ -> f(x - 1, y + 1)\n  }\n}`,
      }),
    size: 600,
    large: 3_000,
    gives: () => "102",
  },
];
