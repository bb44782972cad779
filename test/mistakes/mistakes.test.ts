import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SourceText } from "../../src/text/index.js";
import { behind, diagnosticsOf, mistakesIn, page } from "./table.js";

const mistakes = mistakesIn(__dirname);

test("there are twenty", () => expect(mistakes.length).toBe(20));

test.each(mistakes.map((one) => [one.name, one] as const))("%s: one message, at its place", (_, mistake) => {
  const { source, wrong, diagnostics, mended, ours } = mistake;
  const places = diagnostics.map(({ span }) => ({
    ...source.position(span.start),
    text: source.text.slice(span.start, span.end),
  }));
  expect(places).toEqual([{ line: wrong.line, column: wrong.column, text: wrong.text }]);
  expect(ours.hint).not.toBe("none");
  // What the hint writes compiles, without another word.
  if (mended !== undefined) expect(diagnosticsOf(new SourceText("main.lk", mended))).toEqual([]);
});

test.each(mistakes.map((one) => [one.name, one] as const))(
  "%s: ahead of Elm and Gleam, or the row says why not",
  (_, mistake) => expect(behind(mistake).length > 0).toBe(mistake.because !== undefined),
);

test("docs/mistakes.md is current; `UPDATE_MISTAKES=1` writes it anew", () => {
  const file = join(__dirname, "../../docs/mistakes.md");
  const text = page(mistakes);
  if (process.env.UPDATE_MISTAKES) writeFileSync(file, text);
  expect(readFileSync(file, "utf8")).toBe(text);
});
