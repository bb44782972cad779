import { applyEdits } from "../../src/diagnostics/edits.js";
import { checkMarked } from "../harness/marked.js";

const codes = (text: string) => checkMarked(text).diagnostics.map(({ code }) => code);

// What is misspelt, a program with that one mistake, its code, and the name to suggest. Applied, the suggestion compiles.
const misspelt: readonly [string, string, string, string][] = [
  ["a parameter", "fn area(width: Int) { width * widht }", "LK2201", "width"],
  ["a local", "fn f(n: Int) {\n  let total = n\n  totl\n}", "LK2201", "total"],
  ["a function", "fn double(n: Int) { n * 2 }\n\nfn four() { dobule(2) }", "LK2201", "double"],
  [
    "a function, its parts in another order",
    "fn price_line(n: Int) { n }\n\nfn f() { line_price(2) }",
    "LK2201",
    "price_line",
  ],
  ["a constant", "const maximum = 3\n\nfn f() { maximun }", "LK2201", "maximum"],
  [
    "a value that is imported",
    "import list.{reverse}\n\nfn f(xs: List(Int)) { revers(xs) }",
    "LK2201",
    "reverse",
  ],
  ["a module before a dot", "import string\n\nfn f(text: String) { sting.length(text) }", "LK2201", "string"],
  ["a module of an import", "import lst\n\nfn f(xs: List(Int)) { list.length(xs) }", "LK2001", "list"],
  ["a module of a type", "import time\n\nfn f(at: tiem.Time) { time.add(at, 1) }", "LK2223", "time"],
  ["a name of an import", "import list.{lenght}\n\nfn f(xs: List(Int)) { length(xs) }", "LK2006", "length"],
  ["a member of a module", "import list\n\nfn f(xs: List(Int)) { list.lenght(xs) }", "LK2204", "length"],
  ["a constructor of a module", "import failure\n\nfn f() { failure.Timeoutt }", "LK2204", "Timeout"],
  ["a constructor", "type Size { Small, Large }\n\nfn f() { Smal }", "LK2202", "Small"],
  [
    "a constructor of a pattern",
    "type Size { Small, Large }\n\nfn f(s: Size) { match s {\n  Smal -> 1\n  Large -> 2\n} }",
    "LK2202",
    "Small",
  ],
  ["a type", "type Receipt { total: Int }\n\nfn f(r: Reciept) { r.total }", "LK2203", "Receipt"],
  ["a built-in type", 'fn f(text: Sting) { text ++ "" }', "LK2203", "String"],
  ["a type for a type variable", "type Box { content: int }", "LK2109", "Int"],
  ["a type variable", "type Box(item) { content: itme }", "LK2109", "item"],
  ["a label of a constructor", "type Line { qty: Int }\n\nfn f() { Line(qyt: 1) }", "LK2206", "qty"],
  [
    "a label that stands alone",
    "type Line { amount: Int }\n\nfn f(amont: Int) { Line(amont:) }",
    "LK2206",
    "amount",
  ],
  [
    "a label of a function",
    "fn scale(factor: Int) { factor * 2 }\n\nfn f() { scale(facter: 2) }",
    "LK2206",
    "factor",
  ],
  [
    "a label of a pattern",
    "type Line { amount: Int }\n\nfn f(line: Line) {\n  let Line(amont: n) = line\n  n\n}",
    "LK2206",
    "amount",
  ],
  [
    "a label alone in a pattern",
    "type Line { amount: Int }\n\nfn f(line: Line) {\n  let Line(amont:) = line\n  amont\n}",
    "LK2206",
    "amount",
  ],
  ["a field", "type Line { amount: Int }\n\nfn f(line: Line) { line.amuont }", "LK3034", "amount"],
  ["an attribute", "@timout(10s)\nnode work(n: Int) -> Int { n }", "LK2401", "@timeout"],
  ["an argument of an attribute", "@retry(mx: 3)\nnode work(n: Int) -> Int { n }", "LK2404", "max"],
  [
    "an argument of an attribute, the second",
    "@retry(max: 3, backof: 1s)\nnode work(n: Int) -> Int { n }",
    "LK2404",
    "backoff",
  ],
  [
    "an argument of an attribute, the first of two",
    "@retry(backof: 1s, max: 3)\nnode work(n: Int) -> Int { n }",
    "LK2404",
    "backoff",
  ],
  [
    "an external to replace",
    '@external("rates.find")\nfn rate(n: Int) -> Int\n\nfn fake(n: Int) -> Int { n }\n\n@replace(raet: fake)\ntest "one" { rate(1) == 1 }',
    "LK2201",
    "rate",
  ],
  [
    "what replaces it",
    '@external("rates.find")\nfn rate(n: Int) -> Int\n\nfn fake(n: Int) -> Int { n }\n\n@replace(rate: fkae)\ntest "one" { rate(1) == 1 }',
    "LK2201",
    "fake",
  ],
];

describe.each(misspelt)("%s", (_, text, code, name) => {
  const { diagnostics } = checkMarked(text);

  test("is all that is said, with the name that is meant", () => {
    expect(diagnostics.map((one) => [one.code, one.hint])).toEqual([
      [code, expect.stringMatching(new RegExp(`^did you mean \`${name}(\\.\\w+)?\`\\?`))],
    ]);
  });

  test("compiles with the suggestion applied", () => {
    const [{ source, fix }] = diagnostics as [(typeof diagnostics)[0]];
    expect(codes(applyEdits(source.text, fix!))).toEqual([]);
  });
});

test.each([
  ["an unlike name", "fn f(width: Int) { width * depth }"],
  ["one letter for another", "fn f(x: Int) { x * y }"],
  ["two letters", "fn f(ab: Int) { ab * cd }"],
  ["an unlike type", "fn f(r: Zebra) { r }"],
  ["an unlike constructor", "type Size { Small, Large }\n\nfn f() { Wide }"],
  ["an unlike field", "type Line { amount: Int }\n\nfn f(line: Line) { line.colour }"],
  ["an unlike module", "import zebra\n\nfn f() { zebra.one }"],
  ["an unlike attribute", "@zebra\nnode work(n: Int) -> Int { n }"],
])("%s gets no suggestion", (_, text) => {
  for (const { hint } of checkMarked(text).diagnostics) expect(hint ?? "").not.toContain("did you mean");
});
