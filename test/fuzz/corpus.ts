import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A module of a program, as text. */
export interface Text {
  readonly path: string;
  readonly text: string;
}

const folders = ["examples", "src/library/lk", "test/conformance/src", "test/programs"];
const pages = ["test/cases", "docs/language"];

/** Every module of the repository and every program in its pages, in the order of their paths. */
export function readCorpus(root: string): readonly string[] {
  const files = folders.flatMap((folder) => filesOf(root, folder, ".lk")).map(read);
  const blocks = pages
    .flatMap((folder) => filesOf(root, folder, ".md"))
    .flatMap((file) => blocksOf(read(file)));
  return [...files, ...blocks];
}

function filesOf(root: string, folder: string, end: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(end))
    .sort()
    .map((path) => join(root, folder, path));
}

function blocksOf(page: string): string[] {
  return [...page.matchAll(/^```lk\n([\s\S]*?)^```$/gm)].map(([, text]) => text!);
}

function read(path: string): string {
  return readFileSync(path, "utf8");
}
