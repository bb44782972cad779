import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readPage } from "../harness/page";
import { formatted, ROOT } from "./harness";

/**
 * What may begin a line only because more must follow there goes to the end of the line above: the brace of a body, the
 * guard's `if`, arrows, and `=`. In these pages nothing is too long for a line.
 */
test.each([
  ["continued-lines", ["let chosen = if same {", "} else {", "match chosen {", "1 | 2 if same -> 2"]],
  ["more-must-follow", ["let y = -x", "match [a] {", 'test "types" {', "type Alias = (Int, Int)"]],
  ["tokens-that-continue", ["let y = half(x)?", "let joined = [sums] ++ [b]"]],
])("heads of layout/%s", (name, heads) => {
  const { program } = readPage(readFileSync(join(ROOT, "test/cases/layout", `${name}.md`), "utf8"));
  const text = formatted(program.modules[0]!.source.text);
  const lines = text.split("\n").map((line) => line.trim());
  expect(lines.filter((line) => /^(->|=(?!=)|\|(?![|>])|else|\?|\.|,)/.test(line))).toEqual([]);
  expect(lines.filter((line) => ["{", "match", "let", "test", "if"].includes(line))).toEqual([]);
  expect(lines).toEqual(expect.arrayContaining(heads));
});
