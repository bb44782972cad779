import type { SourceProgram } from "../../src/compile";
import { SourceText } from "../../src/text";

/** A page of `test/cases`, read. */
export interface Page {
  readonly program: SourceProgram;
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
  const modules = source
    .filter(({ file }) => file.endsWith(".lk"))
    .map(({ file, text }) => ({ path: file.replace(/\.lk$/, ""), source: new SourceText(file, text) }));
  const python = source.filter(({ file }) => file.endsWith(".py"));
  return {
    program: { name: "test", version: "0.1.0", main: "main", modules },
    python: new Map(python.map(({ file, text }) => [file, text])),
    sections,
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

/** One fence is the module `main`; of several, each stands below its path: `### shop/currency.lk`, `### rates.py`. */
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
