import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { allEntries, listCodes } from "../../src/diagnostics/index.js";
import { errorPages, groupedCodes, relatedCodes } from "../../src/explain/index.js";

const folder = join(__dirname, "../../docs/errors");
const pages = errorPages();

test("the folder has a page for every code and no other", () => {
  expect(readdirSync(folder).sort()).toEqual(
    ["README.md", ...listCodes().map((code) => `${code}.md`)].sort(),
  );
});

test.each([...pages])("docs/errors/%s is current; `npm run docs` writes it anew", (name, text) => {
  expect(readFileSync(join(folder, name), "utf8")).toBe(text);
});

test("links of the pages lead to pages", () => {
  for (const text of pages.values())
    for (const [, target] of text.matchAll(/\]\(([\w.]+)(#\w+)?\)/g)) expect(pages.has(target!)).toBe(true);
});

test("a page shows the message that its example really gets", () => {
  const silent = [...pages]
    .filter(
      ([name, text]) =>
        name !== "README.md" && !text.includes(`\n[${name}`) && !text.includes("`lk check` says:"),
    )
    .map(([name]) => name);
  // Too large, another code comes first, told by the import of Python.
  expect(silent).toEqual(["LK1011.md", "LK2011.md", "LK6206.md"]);
  for (const [name, text] of pages)
    if (text.includes("`lk check` says:"))
      expect(text).toMatch(new RegExp(`(error|warning)\\[${name.slice(0, 6)}\\]`));
});

test("related codes exist and name each other", () => {
  for (const code of groupedCodes()) expect(Object.keys(allEntries)).toContain(code);
  for (const code of listCodes())
    for (const other of relatedCodes(code)) expect(relatedCodes(other)).toContain(code);
});
