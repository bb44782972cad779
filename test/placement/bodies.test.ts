import { markedCases } from "../harness/marked-cases";

/** Language reference, "Placement": what may stand in which body. */

const nodes = `import list
node work(n: Int) -> Int { n }
node add(a: Int, b: Int) -> Int { a + b }
pipeline total(xs: List(Int)) -> Int { list.fold(xs, 0, add) }
@external("clock.now")
fn clock() -> Int
@pure
@external("tables.find")
fn find(n: Int) -> Int
fn late() -> Int { clock() + 1 }
`;

const rows = (table: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(table).map(([name, text]) => [
      name,
      text.startsWith("import ") ? text.replace("\n", () => `\n${nodes}`) : nodes + text,
    ]),
  );

describe("local code calls local code", () => {
  markedCases(
    rows({
      "a fn calls a node": "fn f(n: Int) -> Int { «LK5001 work»(n) }",
      "a node calls a node": "node f(n: Int) -> Int { «LK5001 work»(n) + 1 }",
      "a node calls a pipeline": "node f(xs: List(Int)) -> Int { «LK5001 total»(xs) }",
      "a fn hands a node to a function": "fn f(xs: List(Int)) -> List(Int) { list.map(xs, «LK5001 work») }",
      "in a lambda of a fn, twice":
        "fn f(xs: List(Int)) -> List(Int) { list.map(xs, fn(x) { «LK5001 work»(«LK5001 work»(x)) }) }",
      "a fn with effects calls one": "fn f() -> Int { late() }",
      "a node calls what has effects": "node f() -> Int { late() + clock() }",
    }),
  );
});

describe("nodes and pipelines are no values", () => {
  markedCases(
    rows({
      "bound by a let": "pipeline p(n: Int) -> Int {\n  let f = «LK5002 work»\n  f(n)\n}",
      "in a list": "pipeline p(n: Int) -> Int { list.length([«LK5002 work»]) + n }",
      "handed to a fn": `fn twice(f: fn(Int) -> Int, n: Int) -> Int { f(f(n)) }
pipeline p(n: Int) -> Int { twice(«LK5002 work», n) }`,
      "handed to a function of the library":
        "pipeline p(xs: List(Int)) -> List(Int) { list.sort_by(xs, «LK5002 work») }",
      "with a hole, handed to a fn": `fn once(f: fn(Int) -> Int, n: Int) -> Int { f(n) }
pipeline p(n: Int) -> Int { once(«LK5002 add»(_, 1), n) }`,
      "chosen by an if":
        "pipeline p(xs: List(Int)) -> List(Int) { list.map(xs, if list.is_empty(xs) { «LK5002 work» } else { find }) }",
      "a fan-out with a hole that is no fan-out's function": `fn once(f: fn(List(Int)) -> List(Int)) -> List(Int) { f([1]) }
pipeline p() -> List(Int) { once(list.map(_, «LK5002 work»)) }`,
      "the function of a fan-out": "pipeline p(xs: List(Int)) -> List(Int) { list.map(xs, work) }",
      "with a hole, the function of a fan-out":
        "pipeline p(xs: List(Int)) -> List(Int) { list.map(xs, add(_, 1)) }",
      "the function of a fan-out that has a hole itself":
        "pipeline p(rows: List(List(Int))) -> List(List(Int)) { list.map(rows, list.map(_, work)) }",
      "a pipeline as the function of a fan-out":
        "pipeline p(rows: List(List(Int))) -> List(Int) { list.map(rows, total) }",
      "called right where its hole is": "pipeline p(n: Int) -> Int { add(_, 1)(n) }",
    }),
  );
});

describe("lambdas that reach a node are written as the function of a fan-out", () => {
  markedCases(
    rows({
      "of a function of the library":
        "pipeline p(xs: List(Int)) -> List(Int) { list.sort_by(xs, «LK5008 fn(x) { work(x) }») }",
      "of a fn": `fn once(f: fn(Int) -> Int) -> Int { f(1) }
pipeline p(n: Int) -> Int { once(«LK5008 fn(x) { add(x, n) }») }`,
      "called at once": "pipeline p(n: Int) -> Int { «LK5008 fn(x) { work(x) }»(n) }",
      "in a tuple": "pipeline p(n: Int) -> Int { let (_, m) = («LK5008 fn(x) { work(x) }», n)\n  m }",
      "in a lambda of a fan-out":
        "pipeline p(xs: List(Int)) -> List(List(Int)) { list.map(xs, fn(x) { list.sort_by([work(x)], «LK5008 fn(y) { work(y) }») }) }",
      "of a fan-out in a lambda of a fan-out":
        "pipeline p(rows: List(List(Int))) -> List(List(Int)) { list.map(rows, fn(row) { list.map(row, fn(x) { work(x) }) }) }",
      "of option.then":
        "import option\npipeline p(x: Option(Int)) -> Option(Int) { option.then(x, fn(y) { Some(work(y)) }) }",
    }),
  );
});

describe("a pipeline's own expressions have no effects", () => {
  markedCases(
    rows({
      "an external": "pipeline p() -> Int { work(«LK5003 clock»()) }",
      "a fn that mentions one": "pipeline p() -> Int { «LK5003 late»() }",
      "as a value": "fn once(f: fn() -> Int) -> Int { f() }\npipeline p() -> Int { once(«LK5003 late») }",
      "in a lambda":
        "pipeline p(xs: List(Int)) -> List(Int) { list.map(xs, fn(x) { x + «LK5003 clock»() }) }",
      "in a lambda that reaches a node":
        "pipeline p(xs: List(Int)) -> List(Int) { list.map(xs, fn(x) { work(x + «LK5003 clock»()) }) }",
      "the clock of the library": `import time
pipeline p() -> String { time.to_string(«LK5003 time.now»()) }`,
      "in an attempt": "pipeline p() -> Result(Int, Failure) { attempt «LK5003 late»() }",
      "a pure external": "pipeline p(n: Int) -> Int { find(work(n)) }",
      "the log": `import log
pipeline p(n: Int) -> Int {
  log.info("got \${n}")
  work(n)
}`,
      "in a test": 'test "the clock" { late() > clock() }',
    }),
  );
});

describe("`?` needs a function to leave", () => {
  markedCases(
    rows({
      "in a pipeline":
        "fn get(n: Int) -> Option(Int) { Some(n) }\npipeline p(n: Int) -> Option(Int) { Some(work(«LK5004 get(n)?»)) }",
      "in a lambda that reaches a node":
        "fn get(n: Int) -> Option(Int) { Some(n) }\npipeline p(xs: List(Int)) -> List(Option(Int)) { list.map(xs, fn(x) { Some(work(«LK5004 get(x)?»)) }) }",
      "in a local lambda":
        "fn get(n: Int) -> Option(Int) { Some(n) }\npipeline p(xs: List(Int)) -> List(Option(Int)) { list.map(xs, fn(x) { Some(get(x)? + 1) }) }",
      "in a node": "node f(n: Option(Int)) -> Option(Int) { Some(n? + 1) }",
    }),
  );
});

describe("lets of a pipeline bind data", () => {
  markedCases(
    rows({
      "a lambda": "pipeline p(n: Int) -> Int {\n  let f = «LK5005 fn(x) { x + 1 }»\n  f(work(n))\n}",
      "a lambda that reaches a node":
        "pipeline p(n: Int) -> Int {\n  let f = «LK5005 fn(x) { work(x) }»\n  f(n)\n}",
      "a function that holds what a node gives":
        "pipeline p(n: Int) -> Int {\n  let f = «LK5005 sum(_, work(n))»\n  f(n)\n}\n\nfn sum(a: Int, b: Int) -> Int { a + b }",
      "what a fn makes of what a node gives":
        "pipeline p(n: Int) -> Int {\n  let f = «LK5005 adder(work(n))»\n  f(n)\n}\n\nfn adder(a: Int) -> fn(Int) -> Int { fn(b) { a + b } }",
      "a block that gives such a function":
        "pipeline p(n: Int) -> Int {\n  let f = «LK5005 { let given = work(n)\n    fn(x) { x + given } }»\n  f(n)\n}",
      "a branch that a node decides":
        "pipeline p(n: Int) -> Int {\n  let f = «LK5005 if work(n) > 1 { fn(x) { x } } else { fn(x) { x + 1 } }»\n  f(n)\n}",
      "an update with a hole":
        "type Pair { a: Int, b: Int }\n\npipeline p(n: Int) -> Int {\n  let f = «LK5005 Pair(..Pair(1, work(n)), a: _)»\n  f(n).b\n}",
      "the name of a fn": "pipeline p(n: Int) -> Int {\n  let f = «LK5005 find»\n  f(n)\n}",
      "data with a function in it": `type Job { name: String, run: fn(Int) -> Int }
fn job() -> Job { Job(name: "a", run: find) }
pipeline p(n: Int) -> Int {
  let jobs = «LK5006 [job()]»
  list.length(jobs) + n
}`,
      "a value that is alive during a call": `fn adder(n: Int) -> fn(Int) -> Int { fn(m) { n + m } }
fn apply(f: fn(Int) -> Int, n: Int) -> Int { f(n) }
pipeline p(n: Int) -> Int { apply(«LK5006 adder(n)», work(n)) }`,
      "a function that is made after the calls": `fn adder(n: Int) -> fn(Int) -> Int { fn(m) { n + m } }
fn apply(n: Int, f: fn(Int) -> Int) -> Int { f(n) }
pipeline p(n: Int) -> Int { apply(work(n), adder(n)) }`,
      "a lambda beside a call": `fn apply(f: fn(Int) -> Int, n: Int) -> Int { f(n) }
pipeline p(n: Int) -> Int { apply(fn(x) { x + n }, work(n)) }`,
      "elements of a fan-out": `pipeline p(n: Int) -> List(Int) { list.map(«LK5006 [fn(x) { x + n }]», fn(f) { work(f(n)) }) }`,
      "a local lambda's own lets":
        "pipeline p(xs: List(Int)) -> List(Int) {\n  list.map(xs, fn(x) {\n    let f = fn(y) { y + x }\n    f(1)\n  })\n}",
      "a test's lets": 'test "a function" {\n  let f = fn(x) { x + 1 }\n  f(work(1)) == 2\n}',
    }),
  );
});

describe("guards reach no node", () => {
  markedCases(
    rows({
      "a node":
        "pipeline p(n: Int) -> Int {\n  match n {\n    m if «LK5007 work(m) > 0» -> m\n    _ -> 0\n  }\n}",
      "a fan-out":
        "pipeline p(n: Int) -> Int {\n  match n {\n    m if «LK5007 list.map([m], work) == []» -> m\n    _ -> 0\n  }\n}",
      "a fn": "pipeline p(n: Int) -> Int {\n  match n {\n    m if find(m) > 0 -> work(m)\n    _ -> 0\n  }\n}",
    }),
  );
});
