import { serviceName } from "../../src/placement";
import { checkMarked } from "../harness/marked";
import { markedCases } from "../harness/marked-cases";

describe("what travels by declaration is data", () => {
  markedCases({
    "a function": "node f(«LK5101 g: fn(Int) -> Int») -> Int { g(1) }",
    "a result with a function": "node f() -> «LK5101 List(fn(Int) -> Int)» { [] }",
    "a function in a field of a field": `type Job { run: fn(Int) -> Int }
type Jobs { all: List(Job) }
pipeline p(«LK5101 _jobs: Jobs») -> Int { 1 }`,
    "a function of a type's argument":
      "type Box(a) { item: a }\nnode f(«LK5101 b: Box(fn() -> Int)») -> Int { (b.item)() }",
    "a phantom argument": "type Tag(a) { name: String }\nnode f(t: Tag(fn() -> Int)) -> String { t.name }",
    "an external fn": '@external("a.b")\nfn f(«LK5101 g: fn(Int) -> Int») -> Int',
    "a type that contains itself at other arguments": `type Deep(a) { One(item: a), More(next: Deep((a, a))) }
node f(«LK5101 _d: Deep(Int)») -> Int { 1 }`,
    "two types that do so together": `type Left(a) { L(item: a), Next(right: Option(Right(List(a)))) }
type Right(a) { R(left: Left(a)) }
node f(«LK5101 _d: Left(Int)») -> Int { 1 }`,
    "a type within one that does so": `type Deep(a) { One(item: a), More(next: Deep((a, a))) }
type Outer { deep: Deep(Int) }
node f(«LK5101 _d: Outer») -> Int { 1 }`,
    "a type at itself from outside": "type Box(a) { item: a }\nnode f(_b: Box(Box(Int))) -> Int { 1 }",
    "a recursive type":
      "type Tree(a) { Leaf, Fork(left: Tree(a), item: a, right: Tree(a)) }\nnode f(_t: Tree(Int)) -> Int { 1 }",
    "a fn may do what it wants": "fn f(g: fn(Int) -> Int) -> fn(Int) -> Int { g }",
  });

  test("the message says which part, and why", () => {
    const { diagnostics } = checkMarked(
      "type Job { run: fn(Int) -> Int }\nnode f(_jobs: List(Job)) -> Int { 1 }",
    );
    expect(diagnostics.map((each) => each.message)).toEqual([
      "The parameter `_jobs` of the node `f` travels, and it is no data: `run` of `Job` in an element of the List is a function, which stays where it was made.",
    ]);
  });
});

test.each([
  ["List(fn() -> Int)", "an element of the List"],
  ["Dict(String, fn() -> Int)", "a value of the Dict"],
  ["(Int, fn() -> Int)", "item 2 of the tuple"],
  ["Option(fn() -> Int)", "`value` of `Some`"],
])("the part of %s", (type, part) => {
  const { diagnostics } = checkMarked(`node f(_x: ${type}) -> Int { 1 }`);
  expect(diagnostics[0]?.message).toContain(`no data: ${part} is a function`);
});

describe("names of services", () => {
  test.each([
    ["main", "rate", "main-rate"],
    ["shop/stats", "price_line", "shop-stats-price-line"],
    ["m", "a".repeat(43), `m-${"a".repeat(43)}`],
    ["m", "a".repeat(44), `m-${"a".repeat(34)}-5d08eeaf`],
  ])("%s.%s is %s", (module, name, expected) => {
    expect(serviceName({ module, name })).toBe(expected);
  });

  markedCases({
    "two `_`": "node «LK5102 a__b»() -> Int { 1 }",
    "a leading `_`": "pipeline «LK5102 _a»() -> Int { 1 }",
    "a final `_`": "node «LK5102 a_»() -> Int { 1 }",
    "the module's":
      "import a_/b as c\npipeline p() -> Int { c.one() }\n// file: a_/b.lk\nnode «LK5102 one»() -> Int { 1 }",
    "a fn has any name": "fn a__b_() -> Int { 1 }",
    "two of one name": `import shop
import shop/rate
pipeline main(n: Int) -> Int { shop.rate_find(rate.find(n)) }
// file: shop.lk
node rate_find(n: Int) -> Int { n }
// file: shop/rate.lk
node «LK5103 find»(n: Int) -> Int { n }`,
  });
});

describe("stand-ins of tests", () => {
  const external = '@external("rates.lookup")\nnode rate(currency: String) -> Float\n';
  markedCases({
    "of the same type": `${external}fn fake(_c: String) -> Float { 2.0 }\n@replace(rate: fake)\ntest "t" { rate("EUR") == 2.0 }`,
    "of a more general type": `${external}fn fake(_c: a) -> Float { 2.0 }\n@replace(rate: fake)\ntest "t" { rate("EUR") == 2.0 }`,
    "of another result": `${external}fn fake(_c: String) -> Int { 2 }\n@replace(«LK5104 rate: fake»)\ntest "t" { rate("EUR") == 2.0 }`,
    "of more parameters": `${external}fn fake(_c: String, _d: Int) -> Float { 2.0 }\n@replace(«LK5104 rate: fake»)\ntest "t" { rate("EUR") == 2.0 }`,
  });
});
