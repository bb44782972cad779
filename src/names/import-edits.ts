import type { Edit } from "../diagnostics/index.js";
import type { Import, ImportName } from "../syntax/ast.js";
import type { SourceText } from "../text/index.js";

/** The edit that adds an import: below the last one, else above everything but what documents the module. */
export function importEdit({ text }: SourceText, path: string): Edit {
  const line = `import ${path}\n`;
  const last = [...text.matchAll(/^\ufeff?import\b[^\n{]*(?:\{[^}]*\}[^\n]*)?(?:\n|$)/gm)].at(-1);
  if (last) {
    const at = last.index + last[0].length;
    return { span: { start: at, end: at }, text: last[0].endsWith("\n") ? line : `\n${line}` };
  }
  const at = /^\ufeff?(?:\/\/![^\n]*\n)*/.exec(text)![0].length;
  return { span: { start: at, end: at }, text: at > 1 ? `\n${line}` : `${line}\n` };
}

/** The edit that takes an import away, with its line where nothing else stands on it. */
export function withoutImport({ text }: SourceText, one: Import): Edit {
  const start = text.lastIndexOf("\n", one.span.start - 1) + 1;
  const blank = text.slice(start, one.span.start).trim() === "";
  const behind = /[ \t]*\r?\n?/y;
  behind.lastIndex = one.span.end;
  const end = one.span.end + behind.exec(text)![0].length;
  return { span: blank ? { start, end } : one.span, text: "" };
}

/** The edit that takes a name out of an import's list, with its comma; a list's only name goes with the braces, or with the whole import. */
export function withoutName(source: SourceText, one: Import, name: ImportName, moduleIsUsed: boolean): Edit {
  const names = one.names ?? [];
  if (names.length === 1) {
    if (!moduleIsUsed) return withoutImport(source, one);
    const brace = source.text.indexOf("}", name.span.end);
    return { span: { start: one.path.at(-1)!.span.end, end: brace + 1 }, text: "" };
  }
  const at = names.indexOf(name);
  const next = names[at + 1];
  if (next) return { span: { start: name.span.start, end: next.span.start }, text: "" };
  return { span: { start: names[at - 1]!.span.end, end: name.span.end }, text: "" };
}

/** The edits that make one import of two of a module; undefined where both have another name for it. */
export function merged(source: SourceText, first: Import, second: Import): Edit[] | undefined {
  if (first.alias && second.alias) return undefined;
  const names = [...(first.names ?? []), ...(second.names ?? [])];
  const written = names.map(({ span }) => source.text.slice(span.start, span.end));
  const list = written.length > 0 ? `.{${[...new Set(written)].join(", ")}}` : "";
  const alias = first.alias ?? second.alias;
  const path = first.path.map((part) => part.text).join("/");
  const text = `import ${path}${list}${alias ? ` as ${alias.text}` : ""}`;
  return [{ span: first.span, text }, withoutImport(source, second)];
}
