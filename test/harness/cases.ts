import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { DirectEvaluation } from "./direct";
import { type Page, readPage, replaceSection } from "./page";
import { stages } from "./stages";

/**
 * Cases are pages, `test/cases/<topic>/<name>.md`: a title, a section `Source` with a program, and a section for each stage that the
 * case is about, with what is expected of it. A new file is a new test; `UPDATE_CASES=1` writes the expectations anew, to be
 * read in the diff. A stage is added by one line in `stages.ts`.
 */
export interface Case extends Page {
  readonly path: string;
  readonly text: string;
}

/** Paths of all pages below a folder. */
export function findPages(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md") && path !== "README.md")
    .sort()
    .map((path) => join(folder, path));
}

/** All pages below a folder, read. */
export function findCases(folder: string): Case[] {
  return findPages(folder).map(readCase);
}

/** Holds a page against what the compiler and the runtime do. */
export async function runCase(page: Case, evaluation: DirectEvaluation): Promise<void> {
  let updated = page.text;
  for (const [name, expected] of page.sections) {
    const stage = stages[name];
    if (!stage) throw new Error(`there is no stage "${name}" (${Object.keys(stages).join(", ")})`);
    const found = await stage(page, expected, evaluation);
    if (process.env.UPDATE_CASES) updated = replaceSection(updated, name, found);
    else expect(found).toBe(expected);
  }
  if (updated !== page.text) writeFileSync(page.path, updated);
}

/** How a case is called in a report: `layout/two-statements`. */
export function caseName(folder: string, path: string): string {
  return relative(folder, path).replace(/\.md$/, "").replaceAll("\\", "/");
}

/** Reads a page; an error that names it where it is none. */
export function readCase(path: string): Case {
  const text = readFileSync(path, "utf8");
  try {
    return { path, text, ...readPage(text) };
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}`);
  }
}
