import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { findCases, findPages } from "../harness/cases";
import { root } from "../hold/lk";

const reference = join(root, "docs/language");
const folder = join(reference, "rules");
const cases = join(root, "test/cases");
const readme = readFileSync(join(folder, "README.md"), "utf8");

interface Row {
  readonly page: string;
  readonly rule: string;
  readonly links: readonly { readonly text: string; readonly path: string }[];
}

const pages = readdirSync(folder).filter((page) => page.endsWith(".md") && page !== "README.md");

function textOf(page: string): string {
  return readFileSync(join(folder, page), "utf8");
}

/** Cells of a line of a table; a `\|` is no border. */
function cells(line: string): string[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
}

function rowsOf(page: string): Row[] {
  const lines = textOf(page)
    .split("\n")
    .filter((line) => line.startsWith("|") && !/^\| (rule|---) \|/.test(line));
  return lines.map((line) => {
    const [rule = "", held = ""] = cells(line);
    const links = [...held.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)].map(([, text, target]) => ({
      text: text!,
      path: resolve(folder, target!),
    }));
    return { page, rule, links };
  });
}

const rows = pages.flatMap(rowsOf);

function headings(text: string): string[] {
  return [...text.replace(/^```[\s\S]*?^```/gm, "").matchAll(/^#{1,3} .*$/gm)].map(([heading]) => heading);
}

test.each(pages)("%s has the headings of its page of the reference, and stands in the README", (page) => {
  const wanted = headings(readFileSync(join(reference, page), "utf8"));
  expect(headings(textOf(page))).toEqual(wanted);
  expect(readme).toContain(`(${page})`);
});

test("every page of the reference has its table", () => {
  const wanted = readdirSync(reference).filter((page) => page.endsWith(".md") && !apart.has(page));
  expect(pages.toSorted()).toEqual(wanted.toSorted());
});

/** An overview and a tour say nothing that the other pages do not. */
const apart = new Set(["README.md", "tour.md"]);

test.each(pages)("%s has a row below each heading without one within", (page) => {
  const sections = textOf(page).split(/^(?=#{1,3} )/m);
  const bare = sections.filter((section, at) => {
    const inner = /^#+/.exec(section)![0].length < (/^#+/.exec(sections[at + 1] ?? "")?.[0].length ?? 0);
    return !inner && !/^\| (?!rule|---)/m.test(section);
  });
  expect(bare.map((section) => section.split("\n")[0])).toEqual([]);
});

test("every row has a rule of its own, and is held by what is there", () => {
  expect(rows.length).toBeGreaterThan(200);
  for (const { page, rule, links } of rows) {
    expect([page, rule, links.length > 0]).toEqual([page, expect.stringMatching(/\S/), true]);
    for (const { text, path } of links) {
      expect([page, rule, relative(root, path), existsSync(path)]).toEqual([
        page,
        rule,
        relative(root, path),
        true,
      ]);
      expect([rule, text]).toEqual([rule, expect.stringMatching(/^[\w-]+$|^its graph$/)]);
    }
  }
  const rules = rows.map(({ page, rule }) => `${page}: ${rule}`);
  expect(rules.filter((rule, at) => rules.indexOf(rule) !== at)).toEqual([]);
});

test("every case stands in a table", () => {
  const held = new Set(rows.flatMap(({ links }) => links.map(({ path }) => path)));
  expect(
    findPages(cases)
      .filter((path) => !held.has(path))
      .map((path) => relative(cases, path)),
  ).toEqual([]);
});

test("every case expects something", () => {
  const idle = findCases(cases).filter(({ sections }) => sections.size === 0);
  expect(idle.map(({ path }) => basename(path))).toEqual([]);
});
