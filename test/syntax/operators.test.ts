import { codes, expression, grouped } from "./harness";

/** The rows of the table of the language reference ("How tightly operators bind"), the loosest first. */
const rows = [
  ["||"],
  ["&&"],
  ["==", "!=", "<", "<=", ">", ">="],
  ["|>"],
  ["+", "-", "++"],
  ["*", "/", "%"],
] as const;
const comparison = 2;
const pipe = 3;

const binary = rows.flatMap((operators, row) => operators.map((operator) => ({ operator, row })));
const pairs = binary.flatMap((first) => binary.map((second) => ({ first, second })));

/** What `a FIRST b SECOND c` is: a tree, or the code of what is refused. */
function meaning({ first, second }: (typeof pairs)[number]): string {
  if (first.row === comparison && second.row === comparison) return "LK1036";
  // A stage of a pipe is no operand of a sum.
  if (first.row === pipe && second.row > pipe) return "LK1037";
  return first.row >= second.row
    ? `(${second.operator} (${first.operator} a b) c)`
    : `(${first.operator} a (${second.operator} b c))`;
}

test.each(pairs.map((pair) => [`a ${pair.first.operator} b ${pair.second.operator} c`, meaning(pair)]))(
  "%s",
  (text, expected) => {
    if (expected.startsWith("LK")) expect(codes(`const x = ${text}`)).toEqual([expected]);
    else expect(grouped(expression(text))).toBe(expected);
  },
);

describe.each(["-", "!", "attempt"])(
  "%s binds tighter than every operator between two operands",
  (prefix) => {
    const one = (operand: string) => `(${prefix} ${operand})`;
    test.each(binary)("$operator", ({ operator, row }) => {
      expect(grouped(expression(`a ${operator} ${row === pipe ? "f" : `${prefix} b`}`))).toBe(
        `(${operator} a ${row === pipe ? "f" : one("b")})`,
      );
      if (prefix === "attempt" && row > pipe)
        expect(codes(`const x = attempt a ${operator} b`)).toEqual(["LK1038"]);
      else expect(grouped(expression(`${prefix} a ${operator} b`))).toBe(`(${operator} ${one("a")} b)`);
    });
    test.each([
      ["f(x)", "(call f x)"],
      ["x.field", "(. x field)"],
      ["x?", "(? x)"],
      ["x.field(1)?.other", "(. (? (call (. x field) 1)) other)"],
      ["- x", "(- x)"],
      ["! x", "(! x)"],
      ["attempt x", "(attempt x)"],
    ])("and looser than %s", (operand, tree) => {
      expect(grouped(expression(`${prefix} ${operand}`))).toBe(one(tree));
    });
  },
);

test.each(binary)("`fail` takes `a $operator b` whole, and is no operand of it", ({ operator }) => {
  expect(grouped(expression(`fail a ${operator} b`))).toBe(`(fail (${operator} a b))`);
  const right = codes(`const x = a ${operator} fail b`);
  expect(right).toEqual([operator === "|>" ? "LK1030" : "LK1040"]);
});

describe.each(binary)("a line goes on at $operator", ({ operator }) => {
  const tree = `(${operator} a f)`;
  test.each([
    ["at its start", `a\n${operator} f`],
    ["at its end", `a ${operator}\nf`],
    ["alone on a line", `a\n${operator}\nf`],
    ["behind a comment and blank lines", `a // first\n\n// between\n\n  ${operator} f`],
    ["within parentheses", `(a\n${operator} f)`],
  ])("%s", (_, text) => {
    expect(grouped(expression(text))).toBe(tree);
  });
});
