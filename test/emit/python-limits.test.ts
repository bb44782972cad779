import { expectTests, nodeText, outcome } from "./harness";

const times = (count: number, make: (index: number) => string, between = "") =>
  Array.from({ length: count }, (_, index) => make(index)).join(between);

describe("no limit of Python's own is met", () => {
  test("long chains of operators", () => {
    const text = `node run(n: Int) -> Int { ${times(990, () => "n", " + ")} }`;
    expect(outcome(text, "2")).toEqual({ value: "1980" });
    expect(outcome(`node run(s: String) -> Bool { (${times(900, () => "s", " ++ ")}) == "" }`, '""')).toEqual(
      { value: "True" },
    );
    expect(
      outcome(`node run(n: Int) -> Bool { ${times(450, (index) => `n != ${index}`, " && ")} }`, "-1"),
    ).toEqual({ value: "True" });
  });

  test("parentheses, calls and lists in each other", () => {
    const deep = 150;
    expect(
      outcome(
        `fn f(n: Int) -> Int { n + 1 }\nnode run(n: Int) -> Int { ${"f(".repeat(deep)}n${")".repeat(deep)} }`,
        "0",
      ),
    ).toEqual({ value: String(deep) });
    expect(outcome(`node run(n: Int) -> Int { ${"1 + (".repeat(deep)}n${")".repeat(deep)} }`, "0")).toEqual({
      value: String(deep),
    });
    expect(
      outcome(
        `fn f(items: a) -> Int { 1 }\nnode run(n: Int) -> Int { f(${"[".repeat(deep)}n${"]".repeat(deep)}) }`,
        "0",
      ),
    ).toEqual({ value: "1" });
  });

  test("long chains of else if", () => {
    const chain = times(450, (index) => `if n == ${index} { ${index * 2} }`, " else ");
    expect(outcome(`node run(n: Int) -> Int { ${chain} else { -1 } }`, "449")).toEqual({ value: "898" });
    expect(outcome(`node run(n: Int) -> Int { let x = ${chain} else { -1 }\n x + 1 }`, "449")).toEqual({
      value: "899",
    });
  });

  test("many arms", () => {
    expect(
      outcome(
        `node run(n: Int) -> Int { match n { ${times(3000, (index) => `${index} -> ${index + 1}`, ", ")}, _ -> 0 } }`,
        "2999",
      ),
    ).toEqual({ value: "3000" });
  });

  test("ifs and matches in each other", () => {
    const deep = 95;
    const text = `node run(n: Int) -> Int { ${times(deep, () => "if n > 0 { match n { 5 -> ")}n${times(deep, () => ", _ -> 0 } } else { 1 }")} }`;
    expect(outcome(text, "5")).toEqual({ value: "5" });
    const assigned = `node run(n: Int) -> Int { let x = ${times(deep, () => "if n > 0 { match n { 5 -> ")}n${times(deep, () => ", _ -> 0 } } else { 1 }")}\n x + 1 }`;
    expect(outcome(assigned, "5")).toEqual({ value: "6" });
  });

  test("attempts in each other", () => {
    const deep = 190;
    const text = `import result\nnode run(n: Int) -> Bool { ${times(deep, () => "attempt { ")}1 / n${times(deep, () => " }")} |> result.is_ok }`;
    expect(outcome(text, "0")).toEqual({ value: "True" });
    expect(outcome(text.replace("|> result.is_ok", "|> result.is_ok"), "1")).toEqual({ value: "True" });
  });

  test("literals of any length", () => {
    const digits = "123456789".repeat(1000);
    expect(outcome(`node run(n: Int) -> Bool { ${digits} % 10 == n }`, "9")).toEqual({ value: "True" });
    expect(
      outcome(
        `import string\nnode run(n: Int) -> Int { string.length("${"ab\\n".repeat(20000)}") + n }`,
        "0",
      ),
    ).toEqual({ value: "60000" });
  });

  test("many parameters, fields and lets", () => {
    const many = 300;
    const fields = times(many, (index) => `f${index}: Int`, ", ");
    expect(
      outcome(
        `type Wide { ${fields} }
fn wide(${fields}) -> Wide { Wide(${times(many, (index) => `f${index}:`, ", ")}) }
node run(n: Int) -> Int { let w = wide(${times(many, (index) => `n + ${index}`, ", ")})
${times(many, (index) => `let x${index} = w.f${index}`, "\n")}
${times(many, (index) => `x${index}`, " + ")} }`,
        "0",
      ),
    ).toEqual({ value: String((many * (many - 1)) / 2) });
  });
});

describe("names", () => {
  test("Python's and the library's names, and names that meet", () => {
    const shop = `
type Line { from: String, class: Int, None_: Int }
type Window { A, B(type_: Int) }
type Problem { Failed, Json2(value: Int) }
type Shape { Shape(of: Int), Flat }
const max = 3
fn len(str: Line, int: Int) -> Int { str.class + int + max }
fn list_map(x: Int) -> Int { x + 1 }
`.replace(", None_: Int", "");
    expectTests({
      shop,
      "a/stats": "type Line { n: Int }\nfn total(x: Int) -> Int { x * 2 }\nconst unit = 5",
      main: `
import a/stats
import list
import shop.{Problem(..), Line, Shape(..), Window(..)}
type Total { total: Int }
fn total(x: Int) -> Int { x + stats.total(x) + stats.unit }
fn print(def: Int) -> Int { let lambda = def
 let def = lambda + 1
 let partial = def
 lambda * 10 + partial }
test "functions of one name" { total(1) == 8 }
test "types of one name" { (stats.Line(1).n, Line("a", 2).class, "\${Line("a", 2)}") == (1, 2, "Line(from: \\"a\\", class: 2)") }
test "classes of the library" { (B(1) == B(1), "\${[A, B(1)]}", "\${[Failed, Json2(1)]}") == (true, "[A, B(type_: 1)]", "[Failed, Json2(value: 1)]") }
test "a sum and its constructor" { list.sort([Flat, Shape(2), Shape(1)]) == [Shape(1), Shape(2), Flat] }
test "keywords" { print(4) == 45 }
test "builtins" { shop.len(Line("", 1), 2) + shop.list_map(1) == 8 }
`,
    });
  });

  test("a renamed field keeps its name for people", () => {
    const text = nodeText('type Line { from: String }\nnode run(line: Line) -> String { "${line}" }', "run");
    expect(text).toContain('from_: str = field(metadata={"name": "from"})');
  });
});

describe("recursion works to 10,000 calls", () => {
  const deep = (text: string) => outcome(text, "9000");

  test.each([
    [
      "through a partial call",
      "fn walk(n: Int, k: Int) -> Int { if n == 0 { 0 } else { k + int.sum(list.map([n - 1], walk(_, k))) } }",
    ],
    [
      "through a lambda",
      "fn walk(n: Int, k: Int) -> Int { if n == 0 { 0 } else { k + int.sum(list.map([n - 1], fn(m) { walk(m, k) })) } }",
    ],
    [
      "through a fold",
      "fn walk(n: Int, k: Int) -> Int { if n == 0 { 0 } else { list.fold([n - 1], k, fn(sum, m) { sum + walk(m, k) }) } }",
    ],
    [
      "through a key",
      "fn walk(n: Int, k: Int) -> Int { if n == 0 { 0 } else { list.length(list.sort_by([n - 1], walk(_, k))) } }",
    ],
    [
      "through an attempt",
      "fn walk(n: Int, k: Int) -> Int { if n == 0 { 0 } else { result.unwrap(attempt walk(n - 1, k), 0) + k } }",
    ],
    [
      "through data",
      "type Chain { End, Link(next: Chain) }\nfn chain(n: Int) -> Chain { if n == 0 { End } else { Link(chain(n - 1)) } }\nfn size(c: Chain) -> Int { match c { End -> 0, Link(next) -> 1 + size(next) } }\nfn walk(n: Int, k: Int) -> Int { size(chain(n)) * k }",
    ],
  ])("%s", (_, walk) => {
    const imports = ["int", "list", "result"]
      .filter((name) => walk.includes(`${name}.`))
      .map((name) => `import ${name}\n`)
      .join("");
    expect(deep(`${imports}${walk}\nnode run(n: Int) -> Int { walk(n, 1) }`)).toEqual({
      value: walk.includes("sort_by") ? "1" : "9000",
    });
  });

  test("equality, order and text of deep data", () => {
    const text = `import list
import string
type Chain { End, Link(next: Chain) }
fn chain(n: Int, c: Chain) -> Chain { if n == 0 { c } else { chain(n - 1, Link(c)) } }
node run(n: Int) -> Bool { chain(n, End) == chain(n, End) && chain(n, End) < chain(n + 1, End) && string.length("\${chain(n, End)}") > n }`;
    expect(outcome(text, "1500")).toEqual({ value: "True" });
  });
});
