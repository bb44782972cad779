import { each, node, type Shape } from "../shape.js";

const modules = (size: number, make: (at: number) => string, main: string) => ({
  main,
  ...Object.fromEntries(Array.from({ length: size }, (_, at) => [`m${at}`, make(at)])),
});

/** Programs of many modules. */
export const manyModules: readonly Shape[] = [
  {
    name: "modules, each importing the next",
    make: (size) =>
      modules(
        size,
        (at) =>
          at + 1 < size
            ? `import m${at + 1}\n\nfn f(x: Int) -> Int {\n  m${at + 1}.f(x) + 1\n}\n`
            : "fn f(x: Int) -> Int {\n  x\n}\n",
        node("  m0.f(n)", { before: "import m0" }),
      ),
    size: 1_000,
    gives: (size) => `${size}`,
  },
  {
    name: "modules that one imports",
    make: (size) =>
      modules(
        size,
        (at) => `fn f(x: Int) -> Int {\n  x + ${at}\n}\n`,
        node(`  int.sum([${each(size, (at) => `m${at}.f(n)`, ", ")}])`, {
          before: `import int\n${each(size, (at) => `import m${at}`)}`,
        }),
      ),
    size: 1_000,
    gives: (size) => `${(size * (size + 1)) / 2}`,
  },
  {
    name: "modules that import one",
    make: (size) =>
      modules(
        size,
        (at) =>
          at === 0
            ? "type T { x: Int }\n\nfn f(x: Int) -> Int {\n  x\n}\n"
            : `import m0.{T}\n\nfn g(t: T) -> Int {\n  m0.f(t.x) + ${at}\n}\n`,
        node(`  int.sum([${each(size - 1, (at) => `m${at + 1}.g(T(n))`, ", ")}])`, {
          before: `import int\nimport m0.{T}\n${each(size - 1, (at) => `import m${at + 1}`)}`,
        }),
      ),
    size: 200,
    large: 1_000,
    gives: (size) => `${((size + 1) * size) / 2 - 1}`,
  },
  {
    name: "modules in layers of ten",
    make: (size) =>
      modules(
        size,
        (at) => {
          const layer = Math.floor(at / 10);
          const below =
            (layer + 1) * 10 < size
              ? Array.from({ length: 10 }, (_, one) => (layer + 1) * 10 + one).filter((one) => one < size)
              : [];
          return `${below.map((one) => `import m${one}\n`).join("")}\nfn f(x: Int) -> Int {\n  ${["x", ...below.slice(0, 1).map((one) => `m${one}.f(x)`)].join(" + ")}\n}\n\nfn g() {\n  [f, ${below.map((one) => `m${one}.f`).join(", ")}]\n}\n`;
        },
        node("  m0.f(n)", { before: "import m0" }),
      ),
    size: 200,
    large: 1_000,
    gives: (size) => `${size / 10}`,
  },
  {
    name: "modules in a ring",
    make: (size) =>
      modules(
        size,
        (at) => `import m${(at + 1) % size}\n\nfn f(x: Int) -> Int {\n  m${(at + 1) % size}.f(x)\n}\n`,
        node("  m0.f(n)", { before: "import m0" }),
      ),
    size: 200,
    large: 1_000,
    errors: () => ["LK2002"],
  },
  {
    name: "modules with the same names",
    make: (size) =>
      modules(
        size,
        () => "type T { x: Int }\n\nfn f(x: Int) -> T {\n  T(x)\n}\n",
        node(`  int.sum([${each(size, (at) => `m${at}.f(n).x`, ", ")}])`, {
          before: `import int\n${each(size, (at) => `import m${at}`)}`,
        }),
      ),
    size: 200,
    large: 1_000,
    gives: (size) => `${size}`,
  },
  {
    name: "imports of names",
    make: (size) => ({
      main: node(`  int.sum([${each(size, (at) => `f${at}(n)`, ", ")}])`, {
        before: `import int\nimport m.{${each(size, (at) => `f${at}`, ", ")}}`,
      }),
      m: each(size, (at) => `fn f${at}(x: Int) -> Int {\n  x\n}\n`),
    }),
    size: 600,
    large: 3_000,
    gives: (size) => `${size}`,
  },
];
