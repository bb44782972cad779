import { expression, grouped, parsed } from "./harness";

/** The statements of a body, each in prefix notation. */
function statements(body: string): string[] {
  const { module, diagnostics } = parsed(`fn f() {\n${body}\n}`);
  expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
  const [declaration] = module.declarations;
  if (declaration?.kind !== "fn") throw new Error("no function");
  return declaration.body!.statements.map((statement) =>
    grouped(statement.kind === "let" ? statement.value : statement.expression),
  );
}

test.each([
  ["a\n+ b", ["(+ a b)"]],
  ["a +\nb", ["(+ a b)"]],
  ["a\n- b", ["(- a b)"]],
  ["a\n-b", ["a", "(- b)"]],
  ["a -\nb", ["(- a b)"]],
  ["a\n-\nb", ["(- a b)"]],
  ["a - b", ["(- a b)"]],
  ["a -b", ["(- a b)"]],
  ["a\n(b)", ["a", "b"]],
  ["a\n[b]", ["a", "[b]"]],
  ["a\n{ b }", ["a", "{b}"]],
  ["a(\nb\n)", ["(call a b)"]],
  ["a\n.b\n.c", ["(. (. a b) c)"]],
  ["a\n?", ["(? a)"]],
  ["a.\nb", ["(. a b)"]],
  ["a\n|> b\n|> c", ["(|> (|> a b) c)"]],
  ["a |>\nb", ["(|> a b)"]],
  ["a\n&& b\n|| c", ["(|| (&& a b) c)"]],
  ["!\na", ["(! a)"]],
  ["a\n!b", ["a", "(! b)"]],
  ["fail\na", ["(fail a)"]],
  ["if a {\nb\n}\nelse {\nc\n}", ["(if a {b} {c})"]],
  ["if a\n{ b }\nelse\nif c\n{ d }", ["(if a {b} (if c {d}))"]],
  ["let a =\nb\na", ["b", "a"]],
  ["let a\n= b\na", ["b", "a"]],
  ["match a\n{\nb\n-> c\nd\n| e\nif f\n-> g\n}", ["(match a c g)"]],
  ["a // comment\n// another\n+ b", ["(+ a b)"]],
  ["a\n\n\n|> b", ["(|> a b)"]],
  ["fn(x)\n{ x }", ["(fn {x})"]],
])("%j", (body, expected) => {
  expect(statements(body)).toEqual(expected);
});

test("the rules hold within brackets too", () => {
  expect(parsed("const a = [\n1\n- 1\n]").diagnostics).toEqual([]);
  expect(parsed("const a = [\n1\n-1\n]").diagnostics.map(({ code }) => code)).toEqual(["LK1055"]);
  expect(parsed("const a = (f\n(x))").diagnostics.map(({ code }) => code)).toEqual(["LK1055"]);
});

test("CRLF is a line break, a tab a blank, a byte order mark nothing", () => {
  const { module, diagnostics } = parsed("\ufeffconst a = 1\r\n\tconst b = a\r\n\t\t+ 2\r\nconst c = b\r\n");
  expect(diagnostics).toEqual([]);
  expect(module.declarations.map((each) => (each.kind === "const" ? grouped(each.value) : ""))).toEqual([
    "1",
    "(+ a 2)",
    "b",
  ]);
});

test("a byte order mark counts as no column, and means nothing anywhere else", () => {
  const [diagnostic] = parsed("\ufeffconst a = 1 2").diagnostics;
  expect(diagnostic!.source.position(diagnostic!.span.start)).toEqual({ line: 1, column: 13 });
  expect(parsed("\ufeff").diagnostics).toEqual([]);
  expect(parsed("const a = 1 \ufeff\n").diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual(
    ["LK1004 `U+FEFF` has no meaning here."],
  );
});

test("the span of a tree is its text", () => {
  const text = "a.b(1, [2]) |> m.f(_, x: 1)? == -c";
  const tree = expression(text);
  const source = `const x = ${text}`;
  const texts: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const { span } = node as { span?: { start: number; end: number } };
    if (span) texts.push(source.slice(span.start, span.end));
    for (const child of Object.values(node)) if (child !== span) visit(child);
  };
  visit(tree);
  expect([...new Set(texts)].sort()).toEqual(
    [
      text,
      "a.b(1, [2]) |> m.f(_, x: 1)?",
      "a.b(1, [2])",
      "a.b",
      "a",
      "b",
      "1",
      "[2]",
      "2",
      "m.f(_, x: 1)?",
      "m.f",
      "m",
      "f",
      "_",
      "x: 1",
      "x",
      "-c",
      "c",
    ].sort(),
  );
});
