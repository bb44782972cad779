import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { root } from "../hold/lk";

const folder = join(root, "docs/language");
const pages = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((page) =>
  page.endsWith(".md"),
);

/** Headings as addresses within a page, as hosts of repositories make them. */
function anchors(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
}

test.each(pages)("the links of %s lead to pages and headings that are there", (page) => {
  const path = join(folder, page);
  const text = readFileSync(path, "utf8").replace(/^```[\s\S]*?^```/gm, "");
  const broken = [...text.matchAll(/\]\(([^)#\s]*)(?:#([^)\s]+))?\)/g)].flatMap(([, target, anchor]) => {
    if (/^https?:/.test(target!)) return [];
    const file = target ? resolve(dirname(path), target) : path;
    if (!existsSync(file)) return [relative(root, file)];
    if (anchor === undefined || anchors(readFileSync(file, "utf8")).includes(anchor)) return [];
    return [`${relative(root, file)}#${anchor}`];
  });
  expect(broken).toEqual([]);
});
