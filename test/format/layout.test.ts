import { readFileSync } from "node:fs";
import { join } from "node:path";
import { formatted, pagePrograms, parses, projectFiles, ROOT } from "./harness";

/** What has its layout for a reason: it shows layouts, or was found in one. */
const apart = /^test\/(conformance\/src\/layout\.lk|kit\/found\/|grammar\/|mistakes\/)/;

test.each(
  projectFiles()
    .filter(({ name }) => !apart.test(name))
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

const programs = [...pagePrograms("docs"), ...pagePrograms("examples")].filter(
  ({ name, text }) =>
    // Those of diagnostics and of mistakes are wrong on purpose, those of the page above what changes; one shows how lines go on.
    !/^docs\/(errors\/|mistakes\.md|formatting\.md)/.test(name) &&
    !text.includes("a line of its own") &&
    parses(text),
);

test("whole programs on the pages of the documentation are laid out", () => {
  expect(programs.length).toBeGreaterThan(20);
  for (const { name, text } of programs) expect([name, formatted(text)]).toEqual([name, text]);
});
