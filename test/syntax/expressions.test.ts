import { bare, codes, expression, grouped, parsed } from "./harness";

describe("operators bind as the table says", () => {
  test.each([
    ["1 + 2 * 3", "(+ 1 (* 2 3))"],
    ["1 * 2 + 3", "(+ (* 1 2) 3)"],
    ["1 - 2 - 3", "(- (- 1 2) 3)"],
    ["8 / 4 % 3 * 2", "(* (% (/ 8 4) 3) 2)"],
    ["a ++ b ++ c", "(++ (++ a b) c)"],
    ["a || b && c || d", "(|| (|| a (&& b c)) d)"],
    ["a == b && c != d", "(&& (== a b) (!= c d))"],
    ["a + 1 < b * 2", "(< (+ a 1) (* b 2))"],
    ["-a + !b", "(+ (- a) (! b))"],
    ["--a", "(- (- a))"],
    ["a - -1", "(- a (- 1))"],
    ["-a.b", "(- (. a b))"],
    ["!f(x)?", "(! (? (call f x)))"],
    ["xs |> int.sum == 6", "(== (|> xs (. int sum)) 6)"],
    ["a ++ b |> f", "(|> (++ a b) f)"],
    ["a |> f |> g(1)", "(|> (|> a f) g(1))"],
    ["line.qty * line.price |> apply(discount, _)", "(|> (* (. line qty) (. line price)) apply(discount _))"],
    ["attempt f(x) |> g", "(|> (attempt (call f x)) g)"],
    ["attempt { x |> f |> g }", "(attempt {(|> (|> x f) g)})"],
    ["attempt x == y", "(== (attempt x) y)"],
    ["text |> parse(10)? |> next", "(|> (|> text parse(10)?) next)"],
    ["x |> f??", "(|> x f??)"],
    ["x |> fn(y) { y }", "(|> x (fn {y}))"],
    ["x |> (f)(1)", "(|> x f(1))"],
    ["x |> m.C(_)", "(|> x (. m C)(_))"],
    ['fail "a" ++ "b"', '(fail (++ "a" "b"))'],
    ["fail fail a", "(fail (fail a))"],
    ["f(fail a, 1)", "(call f (fail a) 1)"],
    ["if a { 1 } else { 2 } + 3", "(+ (if a {1} {2}) 3)"],
    ["match a { _ -> 1 }.b", "(. (match a 1) b)"],
    ["f(1)(2)(3)", "(call (call (call f 1) 2) 3)"],
    ["a.b.c(d).e?", "(? (. (call (. (. a b) c) d) e))"],
    ["m.Some(1)", "(call (. m Some) 1)"],
  ])("%s", (text, tree) => {
    expect(grouped(expression(text))).toBe(tree);
  });
});

describe("calls", () => {
  test.each([
    ["f()", "(call f)"],
    ["f(a, b: c, d:, e: _)", "(call f a b:c d: e:_)"],
    ["f(_)", "(call f _)"],
    ["Line(..line, qty: 2,)", "(call Line ..line qty:2)"],
    ["f(type: 1, node: 2)", "(call f type:1 node:2)"],
    ["f(a: fn(x) { x })", "(call f a:(fn {x}))"],
  ])("%s", (text, tree) => {
    expect(grouped(expression(text))).toBe(tree);
  });
});

describe("literals", () => {
  test.each([
    ["1_000", { kind: "int", value: 1000 }],
    ["0xff", { kind: "int", value: 255 }],
    ["0b1010", { kind: "int", value: 10 }],
    ["1e-9", { kind: "float", value: 1e-9 }],
    ["3.14", { kind: "float", value: 3.14 }],
    ['""', { kind: "string", parts: [""] }],
    ['"a\\n\\t\\r\\"\\\\\\$\\u{1F600}$ $5"', { kind: "string", parts: ['a\n\t\r"\\$\u{1F600}$ $5'] }],
    ['"a${b}c"', { kind: "string", parts: ["a", { kind: "name", name: "b" }, "c"] }],
    [
      '"${a}${b}"',
      {
        kind: "string",
        parts: [
          { kind: "name", name: "a" },
          { kind: "name", name: "b" },
        ],
      },
    ],
    ['"\\${a}"', { kind: "string", parts: ["${a}"] }],
    ['"{a} \\u{e9} ${"x"}"', { kind: "string", parts: ["{a} é ", { kind: "string", parts: ["x"] }] }],
    ["()", { kind: "tuple", items: [] }],
    ["[]", { kind: "list", items: [] }],
    ["{}", { kind: "block", statements: [] }],
  ])("%s", (text, tree) => {
    expect(bare(expression(text))).toEqual(tree);
  });

  test("an Int has no bound", () => {
    expect(expression("123456789012345678901234567890")).toMatchObject({
      value: 123456789012345678901234567890n,
    });
  });
});

test("a repaired error of precedence gives the tree that was written, so that types can go on", () => {
  expect(codes("const a = x |> f + 1")).toEqual(["LK1037"]);
  expect(codes('const a = b || fail "x"')).toEqual(["LK1040"]);
  const { module } = parsed("const a = x |> f + 1");
  const [constant] = module.declarations;
  expect(constant?.kind === "const" && grouped(constant.value)).toBe("(+ (|> x f) 1)");
});
