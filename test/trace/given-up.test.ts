import { merged, type Span } from "../../src/trace/index.js";

function span(attributes: Readonly<Record<string, boolean | string>>): Span {
  return {
    id: "00f067aa0ba902b7",
    parent: undefined,
    name: "main.main.map",
    kind: 1,
    start: 1n,
    end: 2n,
    failed: false,
    attributes: new Map(Object.entries(attributes)),
    events: [],
  } as Span;
}

const own = span({ "lk.element.count": "3" });
const given = span({ "lk.element.count": "3", "lk.given_up": true });

test.each([
  ["before", [given, own]],
  ["after", [own, given]],
])("the span of what ended stands, also where one for it given up came %s", (_, spans) => {
  expect(merged(spans)).toEqual([own]);
  expect(merged(...spans.map((each) => [each]))).toEqual([own]);
});

test("where it did not end, the one for it given up stands", () => {
  expect(merged([given])).toEqual([given]);
});
