import { names } from "../../src/diagnostics/catalogue/names.js";
import { types } from "../../src/diagnostics/catalogue/types.js";
import { checkMarked } from "../harness/marked.js";

const entries = Object.entries({ ...names, ...types });

// The catalogue's two files of one module cannot be told apart by their text.
const examples = entries.filter(([code]) => code !== "LK2011");

test.each(examples)("%s is what its example gets", (code, { example, severity }) => {
  const { diagnostics } = checkMarked(example);
  const important = diagnostics.filter((one) => severity === "warning" || one.severity === "error");
  expect(important.map((one) => `${one.code} ${one.message}`)).toEqual([expect.stringContaining(code)]);
});

test.each(entries)("%s: its repair has no errors", (_, { repair }) => {
  const { diagnostics } = checkMarked(repair);
  expect(diagnostics.filter((one) => one.severity === "error").map((one) => `${one.code} ${one.message}`)).toEqual([]);
});
