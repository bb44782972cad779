import { markedCases } from "../harness/marked-cases";

/** Errors of one declaration do not hide the placement of others, and nothing is said that follows from them. */

const rows = (declarations: string, table: Record<string, string>) =>
  Object.fromEntries(Object.entries(table).map(([name, text]) => [name, declarations + text]));

const declared = `node n(x: Int) -> Int { x }
@external("m.f")
fn eff(x: Int) -> Int
`;

describe("placement beside errors", () => {
  markedCases(
    rows(declared, {
      "two pipelines beside a type error": `pipeline p(x: Int) -> Int { n(«LK5003 eff»(x)) }
fn q() -> Int { «LK3002 "a"» }
pipeline s(x: Int) -> Int { match x { y if «LK5007 n(y) > 1» -> 1
 _ -> 2 } }`,
      "a name that nobody declares": "fn f() { n(«LK2201 y») }\nfn g(x: Int) -> Int { «LK5001 n»(x) }",
      "a part that cannot be read":
        "fn f(x: Int) -> Int { x + «LK1021 )» }\nfn g(x: Int) -> Int { «LK5001 n»(x) }",
      "a signature": "fn f() -> Int { «LK3002 true» }\nnode g(«LK5101 _x: fn() -> Int») -> Int { 1 }",
      "the effects of a function with an error":
        "fn f(x: Int) -> Int { eff(x) + «LK3010 1.0» }\npipeline p(x: Int) -> Int { «LK5003 f»(x) }",
      "a test":
        'test "a" { «LK3016 1» }\ntest "b" { match 1 {\n  y if «LK5007 n(y) == 1» -> true\n  _ -> false\n} }',
      "another module":
        "fn g(x: Int) -> Int { «LK5001 n»(x) }\n// file: other.lk\nfn f() -> Int { «LK3002 true» }",
      "a name with a bad letter": "node «LK5102 bad__name»() -> Int { «LK3002 true» }",
    }),
  );
});

describe("placement says nothing that follows from an error", () => {
  markedCases(
    rows(declared, {
      "in the body with the error": "fn f(x: Int) -> Int { n(«LK3003 true») + x }",
      "an attribute that may have been `@pure`":
        '@«LK2401 pur»\n@external("m.g")\nfn g(x: Int) -> Int\nfn h(x: Int) -> Int { g(x) }\npipeline p(x: Int) -> Int { h(x) }',
      "a name of two declarations":
        "fn twice(x: Int) -> Int { x }\nnode «LK2101 twice»(x: Int) -> Int { x }\nfn f(x: Int) -> Int { twice(x) }",
      "a node first":
        "node twice(x: Int) -> Int { x }\nfn «LK2101 twice»(x: Int) -> Int { x }\nfn f(x: Int) -> Int { twice(x) }",
      "the type of what has an error":
        "fn bad() { «LK2201 y» }\npipeline p() -> Int {\n  let a = bad()\n  n(a)\n}",
      "a type with an error": "type Job { run: fn(«LK2203 Ant») -> Int }\nnode w(_job: Job) -> Int { 1 }",
      "a stand-in with an error":
        'fn fake(_x: Int) { «LK2201 y» }\n@replace(eff: fake)\ntest "a" { eff(1) == 1 }',
      "a stand-in whose type comes from an error":
        'fn bad() { «LK2201 y» }\nfn fake(_x: Int) { bad() }\n@replace(eff: fake)\ntest "a" { eff(1) == 1 }',
    }),
  );
});

describe("placement beside a module that is not there", () => {
  markedCases({
    "its names are known to nobody":
      "import «LK2001 nowhere»\n\nnode n(x: Int) -> Int { x }\n\npipeline p(x: Int) -> Int { nowhere.f(n(x)) }\n\nfn f() -> Int { «LK5001 n»(1) }",
  });
});
