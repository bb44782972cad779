import { typeText } from "../../src/tree/index.js";
import type { TypedArgument, TypedExpression, TypedFunction } from "../../src/types/typed.js";
import { checkMarked } from "../harness/marked.js";

function functionOf(text: string, name = "f"): TypedFunction {
  const { program, diagnostics } = checkMarked(text);
  expect(diagnostics.filter((one) => one.severity === "error").map((one) => one.message)).toEqual([]);
  const main = program!.modules.find((module) => module.path === "main")!;
  return main.functions.find((one) => one.name.name === name)!;
}

function bodyOf<Kind extends TypedExpression["kind"]>(
  text: string,
  kind: Kind,
): Extract<TypedExpression, { kind: Kind }> {
  const { body } = functionOf(text);
  expect(body!.kind).toBe(kind);
  return body as Extract<TypedExpression, { kind: Kind }>;
}

const order = (given: readonly TypedArgument[]) =>
  given.map(({ index, value }) => [index, value.kind === "int" ? Number(value.value) : value.kind]);

const g = "fn g(a: Int, b: Int, c: Int) { a + b + c }\n\n";

describe("arguments stand at their parameters' places, in the order of evaluation", () => {
  test.each([
    [
      "positions and labels",
      "g(1, c: 2, b: 3)",
      [
        [0, 1],
        [2, 2],
        [1, 3],
      ],
    ],
    [
      "a pipe comes first",
      "1 |> g(2, 3)",
      [
        [0, 1],
        [1, 2],
        [2, 3],
      ],
    ],
    [
      "a pipe into a hole comes first",
      "1 |> g(2, _, 3)",
      [
        [1, 1],
        [0, 2],
        [2, 3],
      ],
    ],
    [
      "a pipe into a label's hole",
      "1 |> g(2, c: _, b: 3)",
      [
        [2, 1],
        [0, 2],
        [1, 3],
      ],
    ],
  ])("%s", (_, call, expected) => {
    expect(order(bodyOf(`${g}fn f() { ${call} }`, "call").arguments)).toEqual(expected);
  });

  test("a hole is a function of the missing argument", () => {
    const partial = bodyOf(`${g}fn f() { g(1, c: 2, b: _) }`, "partial");
    expect([partial.hole, partial.arity, order(partial.arguments)]).toEqual([
      1,
      3,
      [
        [0, 1],
        [2, 2],
      ],
    ]);
    expect(typeText(partial.type)).toBe("fn(Int) -> Int");
  });

  test("what is piped into a computed function is evaluated before it", () => {
    const block = bodyOf("fn f(make: fn(Int) -> fn(Int) -> Int) { 1 |> (make(2)) }", "block");
    expect([block.statements.length, block.result.kind]).toEqual([1, "call"]);
  });
});

test("a pattern has all fields in their order", () => {
  const text =
    "type P { x: Int, y: Int, z: Int }\n\nfn f(p: P) { match p {\n  P(z: 1, ..) -> 1\n  P(x, z:, y: _) -> x + z\n} }";
  const { arms } = bodyOf(text, "match");
  const kinds = arms.map(
    ({ pattern }) => pattern.kind === "constructor" && pattern.arguments.map((one) => one.kind),
  );
  expect(kinds).toEqual([
    ["wildcard", "wildcard", "int"],
    ["variable", "wildcard", "variable"],
  ]);
});

test("alternatives bind the same ids", () => {
  const { arms } = bodyOf(
    "type A { B(x: Int), C(x: Int) }\n\nfn f(a: A) { match a {\n  B(x) | C(x) -> x\n} }",
    "match",
  );
  const { pattern, body } = arms[0]!;
  const ids =
    pattern.kind === "alternatives" &&
    pattern.options.map((one) => one.kind === "constructor" && one.arguments[0]);
  expect(ids).toEqual([
    expect.objectContaining({ id: (body as { id: number }).id }),
    expect.objectContaining({ id: (body as { id: number }).id }),
  ]);
});

test("a field that waited knows its type and place", () => {
  const { statements } = bodyOf(
    "type P { x: Int, y: String }\n\nfn f(p) {\n  let y = p.y\n  let _ = [p, P(1, y)]\n  y\n}",
    "block",
  );
  const [first] = statements;
  expect(first).toMatchObject({
    kind: "let",
    value: { kind: "field", constructor_: "P", index: 1, of: { module: "main", name: "P" } },
  });
});

test("a function's mention has the types of its variables, in their order", () => {
  const call = bodyOf('fn g(x, y) { (y, x) }\n\nfn f() { g(1, "a") }', "call");
  expect(call.callee.kind === "function" && call.callee.instance.map(typeText)).toEqual(["Int", "String"]);
});

test("a recursive mention has the function's own variables", () => {
  const declared = functionOf("fn f(x, n) { if n == 0 { x } else { f(x, n - 1) } }");
  const { body, variables } = declared;
  const call = body!.kind === "if" ? body!.otherwise : undefined;
  const callee = call?.kind === "call" ? call.callee : undefined;
  expect(variables).toEqual([{ name: "a", constraint: undefined }]);
  expect(callee?.kind === "function" && callee.instance.map(typeText)).toEqual(["a"]);
});

test("variables have their constraints", () => {
  const { variables } = functionOf("fn f(x, y, z) { (x + x, y < y, z ++ z) }");
  expect(variables).toEqual([
    { name: "number", constraint: "number" },
    { name: "comparable", constraint: "comparable" },
    { name: "appendable", constraint: "appendable" },
  ]);
});

test("what stays open is (), or the first type that its constraints allow", () => {
  const { statements } = bodyOf(
    "fn f() {\n  let _ = [] == []\n  let _ = (fn(x, y) { x + y })\n  1\n}",
    "block",
  );
  const types = statements.map(
    (one) =>
      one.kind === "let" &&
      (one.value.kind === "binary" ? typeText(one.value.left.type) : typeText(one.value.type)),
  );
  expect(types).toEqual(["List(())", "fn(Int, Int) -> Int"]);
});

test("calls have the line of their callee, operators their own", () => {
  const text = "fn g(n: Int) { n }\n\nfn f() {\n  1\n    + 2\n    |> g\n}";
  const call = bodyOf(text, "call");
  expect([call.line, call.arguments[0]!.value.line]).toEqual([6, 5]);
});

test("effects are found through mentions, not through logging", () => {
  const text =
    'import log\nimport time\n\n@external("a.b")\nfn e() -> Int\n\n@external("a.b")\n@pure\nfn p() -> Int\n\nfn a() { b() + 1 }\n\nfn b() { e() }\n\nfn c() { p() }\n\nfn d() { log.info("x") }\n\nfn n() { time.now() }';
  const { program } = checkMarked(text);
  const main = program!.modules.find((module) => module.path === "main")!;
  const effects = Object.fromEntries(main.functions.map((one) => [one.name.name, one.effects]));
  expect(effects).toEqual({ e: true, p: false, a: true, b: true, c: false, d: false, n: true });
});

test("equal types are one object", () => {
  const { parameters, result } = functionOf(
    "type Ids = List(Int)\n\nfn f(a: Ids, b: List(Int)) { if a == b { a } else { b } }",
  );
  expect(parameters[0]!.type).toBe(parameters[1]!.type);
  expect(result).toBe(parameters[0]!.type);
});

test("only modules of the library that are needed are handed on, each after those that it imports", () => {
  const { program } = checkMarked("import option\n\nfn f() { option.unwrap(None, 1) }");
  expect(program!.modules.map((module) => module.path)).toEqual(expect.arrayContaining(["option", "main"]));
  expect(program!.modules.map((module) => module.path)).not.toContain("json");
  expect(program!.modules.at(-1)!.path).toBe("main");
});
