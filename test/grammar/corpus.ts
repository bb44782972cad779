import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const root = join(__dirname, "../..");
const left = new Set(["node_modules", "dist", "coverage"]);

/** Paths of the project's files with an extension, from its root. */
function* files(extension: string, folder = root): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (left.has(entry.name) || entry.name.startsWith(".")) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(extension, path);
    else if (entry.name.endsWith(extension)) yield path;
  }
}

export interface Program {
  readonly name: string;
  readonly text: string;
}

/** Every `.lk` file of the project, and every program that stands in one of its pages. */
export function corpus(): Program[] {
  const programs = [...files(".lk")].map((path) => ({
    name: relative(root, path),
    text: readFileSync(path, "utf8"),
  }));
  for (const path of files(".md")) {
    const page = readFileSync(path, "utf8");
    for (const [index, [, , text]] of [
      ...page.matchAll(/^```lk( error LK\d{4})?\n([\s\S]*?)^```$/gm),
    ].entries())
      programs.push({ name: `${relative(root, path)} ${index}`, text: written(text!) });
  }
  return programs;
}

/** Cases write as words what a page cannot hold. */
function written(text: string): string {
  return text.replaceAll("⟨CR⟩", "\r").replaceAll("⟨TAB⟩", "\t").replaceAll("⟨BOM⟩", "\ufeff");
}
