import { each, node, type Shape } from "../shape.js";

const record = (size: number) => `type R { ${each(size, (at) => `f${at}: Int`, ", ")} }`;

/** Records, variants and groups of types. */
export const records: readonly Shape[] = [
  {
    name: "a record that is made",
    make: (size) =>
      node(`  let r = R(${each(size, (at) => `f${at}: n`, ", ")})\n  r.f0 + r.f${size - 1}`, {
        before: record(size),
      }),
    size: 5_000,
    large: 20_000,
    gives: () => "2",
  },
  {
    name: "a record that is made by place",
    make: (size) =>
      node(`  let r = R(${each(size, () => "n", ", ")})\n  r.f0 + r.f${size - 1}`, { before: record(size) }),
    size: 400,
    large: 2_000,
    gives: () => "2",
  },
  {
    name: "a record whose every field is read",
    make: (size) =>
      node(
        `  let r = R(${each(size, () => "n", ", ")})\n  int.sum([${each(size, (at) => `r.f${at}`, ", ")}])`,
        { before: `import int\n\n${record(size)}` },
      ),
    size: 5_000,
    gives: (size) => `${size}`,
  },
  {
    name: "a record that is updated, all at once",
    make: (size) =>
      node(
        `  let r = R(${each(size, () => "n", ", ")})\n  let s = R(..r, ${each(size - 1, (at) => `f${at}: r.f${at + 1} + 1`, ", ")})\n  s.f0`,
        { before: record(size) },
      ),
    size: 5_000,
    gives: () => "2",
  },
  {
    name: "a record that is updated field by field",
    make: (size) =>
      node(
        `  let r = R(${each(size, () => "n", ", ")})\n${each(50, (at) => `  let r = R(..r, f${at}: 2)`)}\n  r.f0 + r.f49`,
        { before: record(size) },
      ),
    size: 400,
    large: 2_000,
    gives: () => "4",
  },
  {
    name: "a record taken apart",
    make: (size) =>
      node(
        `  let R(${each(size, (at) => `f${at}:`, ", ")}) = R(${each(size, () => "n", ", ")})\n  int.sum([${each(size, (at) => `f${at}`, ", ")}])`,
        { before: `import int\n\n${record(size)}` },
      ),
    size: 400,
    large: 2_000,
    gives: (size) => `${size}`,
  },
  {
    name: "a record matched by its fields",
    make: (size) =>
      node(
        `  match R(${each(size, () => "n", ", ")}) {\n    R(${each(size, (at) => `f${at}: ${at === 0 ? "1" : `x${at}`}`, ", ")}) -> x1\n    R(f1: 2, ..) -> 2\n    _ -> 3\n  }`,
        { before: record(size) },
      ),
    size: 5_000,
    gives: () => "1",
  },
  {
    name: "a record that travels",
    make: (size) =>
      `${record(size)}\n\nnode make(n: Int) -> R {\n  R(${each(size, () => "n", ", ")})\n}\n\nnode last(r: R) -> Int {\n  r.f${size - 1}\n}\n\npipeline main(n: Int) -> Int {\n  last(make(n))\n}\n`,
    size: 400,
    large: 2_000,
    gives: () => "1",
  },
  {
    name: "a record of generic fields",
    make: (size) =>
      node(`  let r = G(${each(size, () => "n", ", ")})\n  r.f0`, {
        before: `type G(${each(size, (at) => `a${at}`, ", ")}) { ${each(size, (at) => `f${at}: a${at}`, ", ")} }`,
      }),
    size: 100,
    large: 500,
    gives: () => "1",
  },
  {
    name: "variants",
    make: (size) =>
      node(
        `  let v = V${size - 1}(n)\n  match v {\n${each(size, (at) => `    V${at}(x) -> x + ${at}`)}\n  }`,
        { before: `type V {\n${each(size, (at) => `  V${at}(x: Int)`)}\n}` },
      ),
    size: 5_000,
    gives: (size) => `${size}`,
  },
  {
    name: "variants without fields",
    make: (size) =>
      node(
        `  let v = if n == 1 { V${size - 1} } else { V0 }\n  match v {\n${each(size, (at) => `    V${at} -> ${at}`)}\n  }`,
        { before: `type V {\n${each(size, (at) => `  V${at}`)}\n}` },
      ),
    size: 400,
    large: 2_000,
    gives: (size) => `${size - 1}`,
  },
  {
    name: "variants that travel and are compared",
    make: (size) =>
      `type V {\n${each(size, (at) => `  V${at}(x: Int)`)}\n}\n\nnode make(n: Int) -> V {\n  V${size - 1}(n)\n}\n\nnode same(v: V) -> Bool {\n  v > V0(1) && v == V${size - 1}(1)\n}\n\npipeline main(n: Int) -> Bool {\n  same(make(n))\n}\n`,
    size: 400,
    large: 2_000,
    gives: () => "true",
  },
  {
    name: "variants of which all but one are matched",
    make: (size) =>
      node(`  match V0 {\n${each(size - 1, (at) => `    V${at} -> ${at}`)}\n  }`, {
        before: `type V {\n${each(size, (at) => `  V${at}`)}\n}`,
      }),
    size: 1_000,
    large: 5_000,
    errors: () => ["LK4001"],
  },
  {
    name: "types",
    make: (size) => node("  T0(n).x", { before: each(size, (at) => `type T${at} { x: Int }`, "\n\n") }),
    size: 600,
    large: 3_000,
    gives: () => "1",
  },
  {
    name: "a ring of types",
    make: (size) =>
      node("  T0(None, n).x", {
        before: each(size, (at) => `type T${at} { next: Option(T${(at + 1) % size}), x: Int }`, "\n\n"),
      }),
    size: 200,
    large: 1_000,
    gives: () => "1",
  },
  {
    name: "a ring of types that travels",
    make: (size) =>
      `${each(size, (at) => `type T${at} { next: Option(T${(at + 1) % size}), x: Int }`, "\n\n")}\n\nnode make(n: Int) -> T0 {\n  T0(None, n)\n}\n\nnode read(t: T0) -> Int {\n  t.x\n}\n\npipeline main(n: Int) -> Int {\n  read(make(n))\n}\n`,
    size: 200,
    large: 1_000,
    gives: () => "1",
  },
  {
    name: "a chain of types, each of the next",
    make: (size) =>
      node(`  let _ = fn(x: T0) { x }\n  n`, {
        before: each(
          size,
          (at) => (at + 1 < size ? `type T${at} { next: T${at + 1} }` : `type T${at} { x: Int }`),
          "\n\n",
        ),
      }),
    size: 400,
    large: 2_000,
    gives: () => "1",
  },
  {
    name: "a chain of aliases",
    make: (size) =>
      node(`  let x: A${size} = n\n  x`, {
        before: `type A0 = Int\n\n${each(size, (at) => `type A${at + 1} = A${at}`, "\n\n")}`,
      }),
    size: 1_000,
    large: 5_000,
    gives: () => "1",
  },
  {
    name: "a chain of aliases, each of the next",
    make: (size) =>
      node("  let x: A0 = n\n  x", {
        before: each(size, (at) => `type A${at} = ${at + 1 < size ? `A${at + 1}` : "Int"}`, "\n\n"),
      }),
    size: 1_000,
    large: 5_000,
    gives: () => "1",
  },
  {
    name: "aliases in a ring",
    make: (size) => node("  n", { before: each(size, (at) => `type A${at} = A${(at + 1) % size}`, "\n\n") }),
    size: 1_000,
    large: 5_000,
    errors: () => ["LK2107"],
  },
  {
    name: "generic types, each of the next",
    make: (size) =>
      node("  let f = fn(x: T0(Int)) { x }\n  let _ = f\n  n", {
        before: each(
          size,
          (at) => `type T${at}(a) { ${at + 1 < size ? `next: Option(T${at + 1}(a)), ` : ""}x: a }`,
          "\n\n",
        ),
      }),
    size: 200,
    large: 1_000,
    gives: () => "1",
  },
  {
    name: "generic types in a ring that travel",
    make: (size) =>
      `${each(size, (at) => `type T${at}(a) { next: Option(T${(at + 1) % size}(a)), x: a }`, "\n\n")}\n\nnode make(n: Int) -> T0(Int) {\n  T0(None, n)\n}\n\nnode read(t: T0(Int)) -> Int {\n  t.x\n}\n\npipeline main(n: Int) -> Int {\n  read(make(n))\n}\n`,
    size: 100,
    large: 500,
    gives: () => "1",
  },
  {
    name: "aliases of pairs of aliases",
    make: (size) =>
      node("  n", {
        before: `type A0 = Int\n\n${each(size, (at) => `type A${at + 1} = (A${at}, A${at})`, "\n\n")}\n\nfn f(x: A${size}) -> A${size} { x }`,
      }),
    size: 10,
    gives: () => "1",
    limit: { size: 5_000, code: "LK3062", names: /50,000 parts/ },
  },
];
