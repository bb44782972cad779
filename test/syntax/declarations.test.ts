import { bare, codes, parsed } from "./harness";

function declaration(text: string) {
  const { module, diagnostics } = parsed(text);
  expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
  return bare(module.declarations[0]);
}

test("documentation belongs to what stands below it, attributes or not", () => {
  const { module } = parsed(
    [
      "//! The module.",
      "//! Second line.",
      "",
      "/// A type.",
      "///  Indented.",
      "type T {",
      "  /// A field.",
      "  a: Int, // no documentation",
      "}",
      "/// Above the attributes.",
      "@pure",
      "/// Below them.",
      "fn f() -> Int",
      "type S {",
      "  /// Of a constructor.",
      "  A(",
      "    /// Of its field.",
      "    x: Int",
      "  )",
      "}",
    ].join("\n"),
  );
  expect(module.doc).toBe("The module.\nSecond line.");
  expect(bare(module.declarations)).toMatchObject([
    { doc: "A type.\n Indented.", body: { fields: [{ doc: "A field." }] } },
    { doc: "Above the attributes.\nBelow them." },
    { body: { constructors: [{ doc: "Of a constructor.", fields: [{ doc: "Of its field." }] }] } },
  ]);
  expect(module.comments.map(({ kind, text }) => `${kind} ${text}`)).toContain("line no documentation");
});

test("imports", () => {
  const { module } = parsed(
    "import int\nimport shop/currency.{Currency(..), Rate, to_eur as eur} as money\n",
  );
  expect(bare(module.imports)).toEqual([
    { path: [{ text: "int" }] },
    {
      path: [{ text: "shop" }, { text: "currency" }],
      names: [
        { name: { text: "Currency" }, constructors: true },
        { name: { text: "Rate" }, constructors: false },
        { name: { text: "to_eur" }, alias: { text: "eur" }, constructors: false },
      ],
      alias: { text: "money" },
    },
  ]);
});

test("attributes and their values", () => {
  expect(
    declaration('@a\n@b()\n@retry(max: 3, backoff: 200ms, x: 1.5, s: "t", flag: true, name)\nnode n()'),
  ).toMatchObject({
    attributes: [
      { name: { text: "a" }, parentheses: false },
      { name: { text: "b" }, parentheses: true, arguments: [] },
      {
        arguments: [
          { label: { text: "max" }, value: { kind: "int", value: 3 } },
          { value: { kind: "duration", milliseconds: 200 } },
          { value: { kind: "float", value: 1.5 } },
          { value: { kind: "string", value: "t" } },
          { value: { kind: "bool", value: true } },
          { value: { kind: "name", name: "name" } },
        ],
      },
    ],
  });
});

test.each([
  ["200ms", 200],
  ["10s", 10_000],
  ["5m", 300_000],
  ["2h", 7_200_000],
  ["1_000ms", 1_000],
])("the duration %s", (text, milliseconds) => {
  expect(declaration(`@t(${text})\nnode n()`)).toMatchObject({
    attributes: [{ arguments: [{ value: { kind: "duration", milliseconds } }] }],
  });
});

test("types", () => {
  expect(declaration("type T(a, b) = fn(a, List(m.U(b))) -> ((), (Int), (a, b))")).toMatchObject({
    parameters: [{ text: "a" }, { text: "b" }],
    body: {
      kind: "alias",
      type: {
        kind: "function",
        parameters: [
          { kind: "variable", name: { text: "a" } },
          { kind: "named", arguments: [{ qualifier: { text: "m" }, name: { text: "U" } }] },
        ],
        result: {
          kind: "tuple",
          items: [{ kind: "tuple", items: [] }, { kind: "named" }, { kind: "tuple" }],
        },
      },
    },
  });
});

test("patterns", () => {
  const body =
    "match x { -1 | 2 as n -> 1, m.Some(a, b: _, c:, ..) -> 2, [x, (y), ..rest] -> 3, [..] -> 4, [.._] -> 5, () -> 6, (_, true) -> 7 }";
  const declared = declaration(`fn f(x) { ${body} }`) as {
    body: { statements: [{ expression: { arms: { pattern: unknown }[] } }] };
  };
  expect(declared.body.statements[0].expression.arms.map(({ pattern }) => pattern)).toMatchObject([
    {
      kind: "as",
      name: { text: "n" },
      pattern: { kind: "alternatives", options: [{ value: -1 }, { value: 2 }] },
    },
    {
      qualifier: { text: "m" },
      name: { text: "Some" },
      arguments: [{ pattern: { kind: "variable" } }, { label: { text: "b" } }, { label: { text: "c" } }],
    },
    { kind: "list", items: [{}, { kind: "parenthesized" }], rest: { name: { text: "rest" } } },
    { kind: "list", items: [], rest: {} },
    { kind: "list", items: [], rest: {} },
    { kind: "tuple", items: [] },
    { kind: "tuple" },
  ]);
});

test("the seven words are names within declarations, wherever they stand but in column 1", () => {
  expect(codes("fn f(type, node) {\n  let test = type\n  pipeline(import: const, as: node).test\n}")).toEqual(
    [],
  );
  expect(codes("type T {\ntype: Int\nnode: Int\n}")).toEqual([]);
  expect(codes("type T { type: Int, fn: Int }")).not.toEqual([]);
});

test("a broken declaration ends where the next begins in column 1", () => {
  const { module, diagnostics } = parsed(
    'fn a( {\n  x\n\n@pure\nfn b() { 1 }\n\ntype ) \n\ntest "c" { true }\n',
  );
  expect(
    module.declarations.map((each) => (each.kind === "test" ? each.title.text : each.name.text)),
  ).toEqual(["a", "b", "c"]);
  expect(diagnostics.map(({ source, span }) => source.line(span.start))).toEqual(
    [1, 7, 7].slice(0, diagnostics.length),
  );
});

test.each([
  "@pure\n",
  "fn g() -> Int",
  "node g() -> Int",
  "pipeline g() -> Int",
  "const c = 1",
  "type T = Int",
  'test "t" {}',
])("a function without a body ends where a declaration begins on its line: %s", (next) => {
  const { module, diagnostics } = parsed(
    `fn f() -> Int ${next}${next.startsWith("@") ? "fn g() -> Int" : ""}`,
  );
  expect(diagnostics).toEqual([]);
  expect(module.declarations[0]).toMatchObject({ kind: "fn", body: undefined });
  expect(module.declarations).toHaveLength(2);
});
