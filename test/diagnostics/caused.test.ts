import { checkMarked, shown } from "../harness/marked.js";

// A warning that goes away by itself once the error is mended says nothing: here are errors that used to bring one along.
test.each([
  [
    "a variable hides the module that is meant",
    "import list\n\nfn size(list: List(Int)) { «LK3035 list».length(list) }",
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
