import { each, node, type Shape } from "../shape.js";

const all = (code: string) => (size: number) => Array.from({ length: size }, () => code);

/** Files with many errors, and with errors about what is large. */
export const mistakes: readonly Shape[] = [
  {
    name: "names that are not known",
    make: (size) => node(`${each(size, (at) => `  let _ = unknown${at}`)}\n  n`),
    size: 10_000,
    errors: all("LK2201"),
  },
  {
    name: "names that are misspelt",
    make: (size) =>
      node(`  n`, { before: `${each(size, (at) => `fn name_${at}(x: Int) { nmae_${at}(x) }`, "\n\n")}` }),
    size: 200,
    large: 1_000,
    pairs: "each misspelt name is compared with each that there is",
    errors: all("LK2201"),
  },
  {
    name: "mismatches",
    make: (size) => node(`${each(size, (at) => `  let _ = ${at} + "a"`)}\n  n`),
    size: 2_000,
    large: 10_000,
    errors: all("LK3020"),
  },
  {
    name: "mismatches in functions of their own",
    make: (size) =>
      node(`  n`, { before: `${each(size, (at) => `fn f${at}(x: Int) -> String { x }`, "\n\n")}` }),
    size: 600,
    large: 3_000,
    errors: all("LK3002"),
  },
  {
    name: "arguments that are wrong",
    make: (size) =>
      node(`${each(size, () => `  let _ = f("a", 1)`)}\n  n`, {
        before: "fn f(x: Int, y: String) -> Int { x }",
      }),
    size: 600,
    large: 3_000,
    errors: all("LK3025"),
  },
  {
    name: "fields that are not there",
    make: (size) =>
      node(`  n`, {
        before: `type R { ${each(size, (at) => `field_${at}: Int`, ", ")} }\n\nfn f(r: R) {\n${each(size, (at) => `  let _ = r.feild_${at}`)}\n  1\n}`,
      }),
    size: 200,
    large: 1_000,
    pairs: "each misspelt field is compared with each that there is",
    errors: all("LK3034"),
  },
  {
    name: "matches with gaps",
    make: (size) => node(`${each(size, () => "  let _ = match n { 1 -> 1 }")}\n  n`),
    size: 400,
    large: 2_000,
    errors: all("LK4001"),
  },
  {
    name: "warnings",
    make: (size) => node(`${each(size, (at) => `  let v${at} = n`)}\n  n`),
    size: 1_000,
    large: 5_000,
    gives: () => "1",
  },
  {
    name: "syntax errors",
    make: (size) => node("  n", { before: each(size, (at) => `fn f${at}() { x y }`) }),
    size: 2_000,
    large: 10_000,
    errors: () => all("LK1031")(100),
  },
  {
    name: "names declared twice",
    make: (size) => node("  n", { before: each(size, () => "fn f(x: Int) -> Int { x }") }),
    size: 400,
    large: 2_000,
    errors: (size) => all("LK2101")(size - 1),
  },
  {
    name: "calls of nodes in functions",
    make: (size) =>
      node("  n", {
        before: `node w(x: Int) -> Int { x }\n\n${each(size, (at) => `fn f${at}(x: Int) -> Int { w(x) }`, "\n\n")}`,
      }),
    size: 600,
    large: 3_000,
    errors: all("LK5001"),
  },
  {
    name: "mismatches of large types",
    make: (size) =>
      node(`  n`, {
        before: `type A0 = (Int, Int)\n\n${each(12, (at) => `type A${at + 1} = (A${at}, A${at})`, "\n\n")}\n\n${each(size, (at) => `fn f${at}(x: A12) -> Int { x + 1 }`, "\n\n")}`,
      }),
    size: 100,
    errors: all("LK3020"),
  },
  {
    name: "errors on one line",
    make: (size) => node(`  [${each(size, (at) => `u${at}`, ", ")}]`),
    size: 1_000,
    large: 5_000,
    errors: (size) => ["LK3002", ...all("LK2201")(size)],
  },
];
