import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { check, type SourceProgram } from "../../src/compile";
import { renderText } from "../../src/diagnostics";
import { emitPython } from "../../src/emit";
import { graphText, lower } from "../../src/graph";
import { SourceText } from "../../src/text";
import { typeText } from "../../src/tree";
import type { TypedFunction, TypedProgram } from "../../src/types/typed";

/**
 * Cases are pages, `test/cases/<topic>/<name>.md`: a title, a section `Source` with a program, and a section for each stage that the
 * case is about, with what is expected of it. A new file is a new test; `UPDATE_CASES=1` writes the expectations anew, to be
 * read in the diff. A stage is added by one line in `stages`.
 */
export interface Case {
  readonly path: string;
  readonly page: string;
  readonly program: SourceProgram;
  /** The sections with expectations. */
  readonly sections: ReadonlyMap<string, string>;
}

/** What each section shows of a program. */
const stages: Readonly<Record<string, (program: SourceProgram) => string>> = {
  Diagnostics: (program) => renderText(check(program).diagnostics, { colour: false }).trimEnd(),
  Types: (program) => typesOf(checked(program)),
  Graph: (program) => graphText(graphOf(program)),
  Python: (program) => {
    const typed = checked(program);
    const { files } = emitPython(typed, graphOf(program));
    return [...files].map(([path, { text }]) => `# ${path}\n\n${text}`).join("\n");
  },
};

/** All pages below a folder. */
export function findCases(folder: string): Case[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md") && path !== "README.md")
    .sort()
    .map((path) => readCase(join(folder, path)));
}

/** Holds a page against what the compiler does. */
export function runCase({ path, page, program, sections }: Case): void {
  let updated = page;
  for (const [name, expected] of sections) {
    const stage = stages[name];
    if (!stage) throw new Error(`${path}: there is no stage "${name}" (${Object.keys(stages).join(", ")})`);
    const found = stage(program);
    if (process.env.UPDATE_CASES) updated = replaceSection(updated, name, found);
    else expect(found).toBe(expected);
  }
  if (updated !== page) writeFileSync(path, updated);
}

function readCase(path: string): Case {
  const page = readFileSync(path, "utf8");
  const sections = new Map<string, string>();
  let program: SourceProgram | undefined;
  for (const part of page.split(/^## /m).slice(1)) {
    const name = /^.*/.exec(part)![0].trim();
    if (name === "Source") program = programOf(part);
    else sections.set(name, fences(part)[0]?.text.replace(/\n$/, "") ?? "");
  }
  if (!program) throw new Error(`${path} has no section "Source"`);
  return { path, page, program, sections };
}

/** One fence is the module `main`; of several, each stands below its path: `### shop/currency.lk`. */
function programOf(section: string): SourceProgram {
  const modules = fences(section).map(({ heading, text }) => {
    const file = heading ?? "main.lk";
    return { path: file.replace(/\.lk$/, ""), source: new SourceText(file, written(text)) };
  });
  return { name: "test", version: "0.1.0", main: "main", modules };
}

/** What a page cannot hold as it is: `⟨CR⟩`, `⟨BOM⟩`, `⟨TAB⟩`; the line break before the fence is none of the program's. */
function written(text: string): string {
  return text.replaceAll("⟨CR⟩", "\r").replaceAll("⟨BOM⟩", "\ufeff").replaceAll("⟨TAB⟩", "\t");
}

function fences(section: string): { heading: string | undefined; text: string }[] {
  const found = section.matchAll(/(?:^### (.*)\n\n)?^(`{3,})\w*\n([\s\S]*?)^\2$/gm);
  return [...found].map(([, heading, , text]) => ({ heading: heading?.trim(), text: text! }));
}

function replaceSection(page: string, name: string, text: string): string {
  const section = new RegExp(`(^## ${name}\\n\\n(\`{3,})\\w*\\n)[\\s\\S]*?^\\2$`, "m");
  return page.replace(section, (_, head: string, fence: string) => `${head}${text}${text && "\n"}${fence}`);
}

function checked(program: SourceProgram): TypedProgram {
  const { program: typed, diagnostics } = check(program);
  if (!typed) throw new Error(renderText(diagnostics, { colour: false }));
  return typed;
}

function graphOf(program: SourceProgram) {
  const { graph, diagnostics } = lower(checked(program));
  if (!graph) throw new Error(renderText(diagnostics, { colour: false }));
  return graph;
}

/** Constants and functions of the program's own modules, with the types that were found. */
function typesOf(program: TypedProgram): string {
  return program.modules
    .filter((module) => !module.library)
    .flatMap(({ path, constants, functions }) => [
      ...constants.map(({ name, type }) => `${path}.${name.name}: ${typeText(type)}`),
      ...functions.map((declared) => `${path}.${signature(declared)}`),
    ])
    .join("\n");
}

function signature({ name, parameters, result }: TypedFunction): string {
  const list = parameters.map((parameter) => `${parameter.name}: ${typeText(parameter.type)}`);
  return `${name.name}(${list.join(", ")}) -> ${typeText(result)}`;
}

/** How a case is called in a report: `layout/two-statements`. */
export function caseName(folder: string, { path }: Case): string {
  return relative(folder, path).replace(/\.md$/, "").replaceAll("\\", "/");
}
