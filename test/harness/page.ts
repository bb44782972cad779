import { sourceProgram } from "../../src/cli/program";
import type { SourceProgram } from "../../src/compile";
import type { Diagnostic } from "../../src/diagnostics";
import { load } from "../../src/project";
import { memoryFiles } from "../../src/project/memory";
import { SourceText } from "../../src/text";

/** A page of `test/cases`, read. */
export interface Page {
  /** Without modules where reading the project ends with an error. */
  readonly program: SourceProgram;
  /** What is said of a page's lk.yaml and of its files. */
  readonly reading: readonly Diagnostic[];
  /** Python modules of its externals: `rates.py` → text. */
  readonly python: ReadonlyMap<string, string>;
  /** The sections with expectations: the text of their fences. */
  readonly sections: ReadonlyMap<string, string>;
}

/** Reads a page; an error where it has no program or a section without a fence. */
export function readPage(page: string): Page {
  const sections = new Map<string, string>();
  let source: readonly File[] = [];
  for (const part of page.split(/^## /m).slice(1)) {
    const name = /^.*/.exec(part)![0].trim();
    if (name === "Source") source = filesOf(part);
    else {
      const fence = fences(part)[0];
      if (!fence) throw new Error(`section "${name}" has no fence`);
      sections.set(name, fence.text.replace(/\n$/, ""));
    }
  }
  if (source.length === 0) throw new Error(`there is no section "Source"`);
  return {
    ...(source.some(({ file }) => file === "lk.yaml") ? projectOf(source) : programOf(source)),
    sections,
  };
}

type Program = Pick<Page, "program" | "reading" | "python">;

/** Modules by their paths, and Python modules beside them. */
function programOf(files: readonly File[]): Program {
  const modules = files
    .filter(({ file }) => file.endsWith(".lk"))
    .map(({ file, text }) => ({ path: file.replace(/\.lk$/, ""), source: new SourceText(file, text) }));
  const python = files.filter(({ file }) => file.endsWith(".py"));
  return {
    program: { name: "test", version: "0.1.0", main: "main", modules },
    reading: [],
    python: new Map(python.map(({ file, text }) => [file, text])),
  };
}

/** A project's folder, read as the command reads it. */
function projectOf(files: readonly File[]): Program {
  const disk = memoryFiles(Object.fromEntries(files.map(({ file, text }) => [`/project/${file}`, text])));
  const place = { kind: "project", root: "/project", main: undefined } as const;
  const { program, diagnostics } = load(disk, "/project", place);
  if (!program)
    return {
      program: { name: "test", version: "0.0.0", main: "main", modules: [] },
      reading: diagnostics,
      python: new Map(),
    };
  const folder = `${program.config!.python.path}/`;
  const python = files.filter(({ file }) => file.startsWith(folder) && file.endsWith(".py"));
  return {
    program: sourceProgram(program),
    reading: diagnostics,
    python: new Map(python.map(({ file, text }) => [file.slice(folder.length), text])),
  };
}

/** The page with another text in a section's fence. */
export function replaceSection(page: string, name: string, text: string): string {
  const section = new RegExp(`(^## ${name}\\n\\n(\`{3,})\\w*\\n)[\\s\\S]*?^\\2$`, "m");
  return page.replace(section, (_, head: string, fence: string) => `${head}${text}${text && "\n"}${fence}`);
}

interface File {
  readonly file: string;
  readonly text: string;
}

/** One fence is the module `main`; of several, each stands below its path: `### shop/currency.lk`, `### rates.py`, `### lk.yaml`. */
function filesOf(section: string): readonly File[] {
  return fences(section).map(({ heading, text }) => ({ file: heading ?? "main.lk", text: written(text) }));
}

/** What a page cannot hold as it is: `⟨CR⟩`, `⟨BOM⟩`, `⟨TAB⟩`. */
function written(text: string): string {
  return text.replaceAll("⟨CR⟩", "\r").replaceAll("⟨BOM⟩", "\ufeff").replaceAll("⟨TAB⟩", "\t");
}

function fences(section: string): { heading: string | undefined; text: string }[] {
  const found = section.matchAll(/(?:^### (.*)\n\n)?^(`{3,})\w*\n([\s\S]*?)^\2$/gm);
  return [...found].map(([, heading, , text]) => ({ heading: heading?.trim(), text: text! }));
}
