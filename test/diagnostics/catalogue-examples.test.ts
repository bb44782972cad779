import { allEntries } from "../../src/diagnostics/index.js";
import { checkExample } from "../../src/explain/index.js";

const entries = Object.entries(allEntries);

/** Codes whose example cannot be written down: what is too large, or told by the import of Python only. */
const untold = new Set(["LK1011", "LK2011", "LK6206"]);

const said = (program: string) =>
  checkExample(program).map(({ code, message, source, span }) => {
    const { line, column } = source.position(span.start);
    return `${code} ${source.path}:${line}:${column} ${message}`;
  });

test.each(entries.filter(([code]) => !untold.has(code)))(
  "%s is all that its example gets",
  (code, { example }) => {
    expect(said(example)).toEqual([expect.stringContaining(code)]);
  },
);

test.each(entries)("%s: nothing is said about its repair", (_, { repair }) => {
  expect(said(repair)).toEqual([]);
});

test.each(entries)("%s has all its texts, in one voice", (code, { title, message, explanation }) => {
  expect(code).toMatch(/^LK[1-6]\d{3}$/);
  // A title is no sentence; names that have a capital of their own keep it.
  expect(title).toMatch(/^(`|[a-z]|Float |Python |JSON )/);
  expect(title).not.toMatch(/[.!?]$/);
  expect(message).toMatch(/^(`|\{|[A-Z])/);
  expect(message).toMatch(/[.:]$|\{\w+\}$/);
  expect(explanation).toMatch(/^(`|[A-Z]|lk\.yaml)/);
  expect(explanation).toMatch(/[.:)]$/);
  expect(explanation.length).toBeGreaterThan(30);
});
