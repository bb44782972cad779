import { readFileSync } from "node:fs";
import { join } from "node:path";
import { formatted, pagePrograms, parses, projectFiles, ROOT } from "./harness";

test.each(
  projectFiles()
    .filter(({ text }) => parses(text))
    .map(({ name, text }) => [name, text]),
)("%s is laid out", (_, text) => expect(formatted(text)).toBe(text));

const page = readFileSync(join(ROOT, "docs/formatting.md"), "utf8");
const examples = [...page.matchAll(/```lk\n([\s\S]*?)```\n\nbecomes\n\n```lk\n([\s\S]*?)```/g)];

test("the page has examples", () => {
  expect(examples.length).toBeGreaterThan(4);
  expect(pagePrograms("docs").filter(({ name }) => name.includes("formatting.md"))).toHaveLength(
    examples.length * 2,
  );
});

test.each(examples.map(([, before, after]) => [before!, after!]))(
  "the page's example holds: %s",
  (before, after) => {
    expect(formatted(before)).toBe(after);
    expect(formatted(after)).toBe(after);
  },
);
