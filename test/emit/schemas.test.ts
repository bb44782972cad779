import Ajv from "ajv/dist/2020";
import { compile } from "../../src/compile";
import { program } from "../graph/harness";

/** Language reference, "Wire format": what the schema of a type takes, and what it refuses. */

const types = `type Line { sku: String, qty: Int, note: Option(String) }
type Discount { NoDiscount, Percent(rate: Int) }
type Color { Red, Green }
type Tree(a) { Leaf, Fork(left: Tree(a), item: a, right: Tree(a)) }
`;

const rows: readonly (readonly [type: string, taken: readonly unknown[], refused: readonly unknown[]])[] = [
  ["Int", [1, -5, "12345678901234567890", "-1"], [1.5, "01", "1.0", "", null, true]],
  ["Float", [1, 1.5, "NaN", "-Infinity"], ["nan", "1.5", null]],
  ["Bool", [true, false], [0, "true", null]],
  ["String", ["", "a"], [1, null]],
  ["()", [null], [0, {}, []]],
  ["Bytes", ["SGk="], [1, null]],
  ["Json", [1, null, { a: [true] }], []],
  ["time.Time", ["2026-11-24T22:53:37.000001Z"], [5, null]],
  ["List(Int)", [[], [1, 2]], [null, [null], 1]],
  ["(Int, String)", [[1, "a"]], [[1], [1, "a", 2], ["a", 1]]],
  ["Dict(String, Int)", [{}, { a: 1 }], [[], { a: "x" }]],
  ["Dict(Color, Int)", [{ Red: 1 }], [{ Blue: 1 }, [["Red", 1]]]],
  ["Dict(Int, Bool)", [[], [[1, true]]], [{ "1": true }, [[1]]]],
  ["Dict(Discount, Int)", [[["NoDiscount", 1]]], [{ NoDiscount: 1 }]],
  ["Option(Int)", [null, 1], ["x"]],
  ["Option(Option(Int))", ["None", { type: "Some", value: null }], [null, 1, { type: "Some", value: "x" }]],
  ["Option(Json)", ["None", { type: "Some", value: null }], [null, { type: "None" }]],
  ["Option(())", ["None", { type: "Some", value: null }], [null]],
  [
    "Result(Int, String)",
    [
      { type: "Ok", value: 1 },
      { type: "Error", error: "e" },
    ],
    ["Ok", { type: "Ok", error: "e" }, 1],
  ],
  [
    "Line",
    [
      { sku: "a", qty: 1 },
      { sku: "a", qty: 1, note: null },
      { sku: "a", qty: 1, note: "n" },
    ],
    [{ sku: "a" }, { sku: "a", qty: 1, more: 2 }],
  ],
  [
    "Discount",
    ["NoDiscount", { type: "Percent", rate: 5 }],
    ["Percent", { type: "NoDiscount" }, { rate: 5 }],
  ],
  [
    "Tree(Int)",
    ["Leaf", { type: "Fork", left: "Leaf", item: 1, right: "Leaf" }],
    [{ type: "Fork", left: "Leaf", item: "x", right: "Leaf" }],
  ],
  [
    "Failure",
    [
      { kind: "Failed", message: "m", trace: [] },
      { kind: { type: "External", exception: "E" }, message: "m", trace: ["a"] },
    ],
    [{ kind: "External", message: "m", trace: [] }],
  ],
];

function schemas(text: string): { readonly input: object; readonly output: object } {
  const { build, diagnostics } = compile(program({ main: text }));
  if (!build) throw new Error(diagnostics.map((each) => each.message).join("\n"));
  const read = (part: string) => JSON.parse(build.get(`schemas/main-f.${part}.json`) ?? "") as object;
  return { input: read("input"), output: read("output") };
}

function accepts(schema: object): (value: unknown) => boolean {
  return new Ajv({ strict: false, formats: { "date-time": true } }).compile(schema) as (
    value: unknown,
  ) => boolean;
}

describe("the schema of a result", () => {
  test.each(rows)("%s", (type, taken, refused) => {
    const imports = type.startsWith("time.") ? "import time\n" : "";
    const { output } = schemas(`${imports}${types}node f(x: ${type}) -> ${type} { x }`);
    const fits = accepts(output);
    expect(taken.filter((value) => !fits(value))).toEqual([]);
    expect(refused.filter((value) => fits(value))).toEqual([]);
  });
});

test("the schema of an input is an object of the parameters; Options and Json may be missing", () => {
  const { input } = schemas(
    "node f(n: Int, name: Option(String), more: Json) -> Int { if name == None && more == more { n } else { 0 } }",
  );
  const fits = accepts(input);
  expect([{ n: 1 }, { n: 1, name: "a", more: [] }].every(fits)).toBe(true);
  expect([{}, { n: 1, other: 2 }, 1].some(fits)).toBe(false);
});

test("docs are carried over", () => {
  const { input } = schemas(`/// A line.
type Line {
  /// How many.
  qty: Int
}
/// Prices a line.
node f(line: Line) -> Int { line.qty }`);
  expect(input).toMatchObject({
    description: "Prices a line.",
    $defs: { "main.Line": { description: "A line.", properties: { qty: { description: "How many." } } } },
  });
});
