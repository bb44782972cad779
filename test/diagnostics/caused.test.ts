import { checkMarked, shown } from "../harness/marked.js";

// A warning that goes away by itself once the error is mended says nothing: here are errors that used to bring one along.
test.each([
  [
    "a variable hides the module that is meant",
    "import list\n\nfn size(list: List(Int)) { «LK3035 list».length(list) }",
  ],
  [
    "a variable of which nothing is known hides the module that is meant",
    "import list\n\nfn size(list) { «LK3035 list».length(list) }",
  ],
  [
    "a variable of a pattern hides the module that is meant",
    "import list\n\nfn sum(lists: List(List(Int))) {\n  match lists {\n    [list, ..] -> «LK3035 list».sort(list)\n    [] -> []\n  }\n}",
  ],
  [
    "a pattern has a label that is none",
    "type P { x: Int, y: Int }\n\nfn f(p: P) {\n  let P(x: a, «LK2206 z»: b) = p\n  1\n}",
  ],
  [
    "a pattern has a label alone that is none",
    "type P { x: Int, y: Int }\n\nfn f(p: P) {\n  match p {\n    P(«LK2206 z»:, x: a) -> 1\n  }\n}",
  ],
  [
    "a field of a constructor has no name",
    "type A { B(«LK1030 Int»), C }\n\nfn f(a: A) {\n  match a {\n    B(n) -> B(n)\n    C -> B(value: 1)\n  }\n}",
  ],
  [
    "a module is imported for its member, which is no value there",
    "import list\n\nfn size(list: List(Int)) { «LK3035 list».map(list, fn(x) { x }) }",
  ],
  [
    "a pattern binds a name twice",
    "fn same(pair: (Int, Int)) {\n  match pair {\n    (a, «LK2215 a») -> a > 0\n    _ -> false\n  }\n}",
  ],
  [
    "an external has a body that leaves its parameters",
    '@external("rates.lookup")\nfn «LK2407 rate»(name: String) -> Int { 1 }',
  ],
])("%s, and nothing else is said", (_, text) => {
  const { expected, found } = checkMarked(text);
  const lines = (remarks: typeof found) => shown(remarks, () => text);
  expect(lines(found).length).toBe(1);
  expect(found).toEqual(expected);
});

test("an import that only a field is called like is unused all the same", () => {
  const { expected, found } = checkMarked(
    "«LK2009 import list»\n\ntype Box { width: Int }\n\nfn width(list: Box) { list.width }",
  );
  expect(found).toEqual(expected);
});
