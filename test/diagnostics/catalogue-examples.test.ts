import { names } from "../../src/diagnostics/catalogue/names.js";
import { patterns } from "../../src/diagnostics/catalogue/patterns.js";
import { placement } from "../../src/diagnostics/catalogue/placement.js";
import { syntax } from "../../src/diagnostics/catalogue/syntax.js";
import { types } from "../../src/diagnostics/catalogue/types.js";
import { checkMarked } from "../harness/marked.js";

const entries = Object.entries({ ...syntax, ...names, ...types, ...patterns, ...placement });

// The catalogue's two files of one module cannot be told apart by their text; examples of what is too large would be.
const untold = new Set(["LK1011", "LK2011", "LK4004"]);
const examples = entries.filter(([code]) => !untold.has(code));

test.each(examples)("%s is what its example gets", (code, { example, severity }) => {
  const { diagnostics } = checkMarked(example);
  const important = diagnostics.filter((one) => severity === "warning" || one.severity === "error");
  expect(important.map((one) => `${one.code} ${one.message}`)).toEqual([expect.stringContaining(code)]);
});

test.each(entries)("%s: its repair has no errors", (_, { repair }) => {
  const { diagnostics } = checkMarked(repair);
  expect(
    diagnostics.filter((one) => one.severity === "error").map((one) => `${one.code} ${one.message}`),
  ).toEqual([]);
});
