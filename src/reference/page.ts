import { entriesOf, type ModuleReference, type ReferenceEntry } from "./entries.js";

/**
 * The pages of `docs/library`: file name → Markdown.
 *
 * @param library sources by module name
 */
export function libraryPages(library: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const modules = [...library]
    .map(([name, source]) => [name, entriesOf(name, source)] as const)
    .sort(([a], [b]) => compare(a, b));
  const pages = modules.map(([name, module]) => [`${name}.md`, page(name, module)] as const);
  return new Map([["README.md", index(modules)], ...pages]);
}

function page(name: string, { about, entries }: ModuleReference): string {
  const links = entries.map((entry) => `[${entry.name}](#${anchor(entry)})`).join(" · ");
  return document([
    `# The module ${name}`,
    about,
    fence(`import ${name}`),
    links,
    ...entries.flatMap((entry) => [
      `## ${heading(entry)}`,
      fence(entry.signature),
      entry.about,
      ...(entry.examples.length > 0 ? [fence(entry.examples.join("\n"))] : []),
    ]),
    `[All modules](README.md)`,
  ]);
}

function index(modules: readonly (readonly [string, ModuleReference])[]): string {
  const rows = modules.map(([name, { about }]) => `| [\`${name}\`](${name}.md) | ${about.split("\n")[0]} |`);
  const names = modules
    .flatMap(([module, { entries }]) => entries.map((entry) => ({ module, entry })))
    .sort(
      (a, b) =>
        compare(a.entry.name.toLowerCase(), b.entry.name.toLowerCase()) || compare(a.module, b.module),
    )
    .map(({ module, entry }) => `[${module}.${entry.name}](${module}.md#${anchor(entry)})`);
  return document([
    "# The standard library",
    "A page for each module: every function with its signature, what it does, and examples that hold. What is true of all of them, and how corner cases end, stands in [the reference of the language](../language/library.md).",
    ["| module | about |", "| --- | --- |", ...rows].join("\n"),
    "## All names",
    names.join(" · "),
  ]);
}

/** A type says that it is one, since a function may have its name in small letters, and anchors do not tell them apart. */
function heading({ kind, name }: ReferenceEntry): string {
  return kind === "type" ? `type ${name}` : name;
}

/** The anchor that readers of Markdown give a heading. */
function anchor(entry: ReferenceEntry): string {
  return heading(entry).toLowerCase().replaceAll(" ", "-");
}

/** Not marked as a program: a signature or an expression is none. */
function fence(text: string): string {
  return `\`\`\`\n${text}\n\`\`\``;
}

function document(parts: readonly string[]): string {
  return `${parts.join("\n\n")}\n`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
