import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { library } from "../../src/library";
import { entriesOf, libraryPages } from "../../src/reference";

const folder = join(__dirname, "../../docs/library");
const pages = libraryPages(library);

/** The anchors of a page's headings, as GitHub makes them. */
function anchors(page: string): string[] {
  return [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
}

test("the folder has a page for every module, an index, and nothing else", () => {
  expect(readdirSync(folder).sort()).toEqual(
    ["README.md", ...[...library.keys()].map((n) => `${n}.md`)].sort(),
  );
});

test.each([...pages])("docs/library/%s is current; `npm run docs` writes it anew", (name, text) => {
  expect(readFileSync(join(folder, name), "utf8")).toBe(text);
});

test.each([...library])(
  "%s: every declaration of the source is on the page, with its first line",
  (module, source) => {
    const page = pages.get(`${module}.md`)!;
    const declared = [...source.matchAll(/^(fn|const|type) (\w+).*$/gm)];
    expect(declared.length).toBeGreaterThan(0);
    for (const [line, kind, name] of declared) {
      expect(page).toContain(`\n## ${kind === "type" ? `type ${name}` : name}\n`);
      const shown = kind === "const" && line.includes(":") ? line.replace(/ = .*/, "") : line;
      expect(page).toContain(`\`\`\`\n${kind === "fn" ? shown.replace(/ \{$/, "") : shown}\n`);
    }
    for (const [, example] of source.matchAll(/^\/\/\/ {5}(.*)$/gm)) expect(page).toContain(`\n${example}\n`);
  },
);

test("what is bound to Python, and bodies, are nothing for a reader", () => {
  for (const page of pages.values()) expect(page).not.toMatch(/@external|@pure|\bmatch \w+ \{\n/);
});

test.each([...pages])("%s: anchors are unique, and links lead to one", (name, text) => {
  expect(new Set(anchors(text)).size).toBe(anchors(text).length);
  const links = [...text.matchAll(/\]\(([\w.]*)(?:#([\w-]+))?\)/g)];
  expect(links.length).toBeGreaterThan(0);
  for (const [, page, anchor] of links) {
    const target = pages.get(page === "" ? name : page!);
    expect(target).toBeDefined();
    if (anchor) expect(anchors(target!)).toContain(anchor);
  }
});

test.each([
  ["of a module", "/// One.\nfn one() -> Int {\n  1\n}\n", "the module m has no comment"],
  ["of a function", "//! M.\n\nfn one() -> Int {\n  1\n}\n", "m.one has no comment"],
])("a comment that is missing, %s, makes no page", (_, source, message) => {
  expect(() => entriesOf("m", source)).toThrow(message);
});
