import type { Edit } from "../diagnostics/index.js";
import type { SourceText } from "../text/index.js";

/** The edit that adds an import: below the last one, else above everything but what documents the module. */
export function importEdit({ text }: SourceText, path: string): Edit {
  const line = `import ${path}\n`;
  const last = [...text.matchAll(/^import\b[^\n{]*(?:\{[^}]*\}[^\n]*)?(?:\n|$)/gm)].at(-1);
  if (last) {
    const at = last.index + last[0].length;
    return { span: { start: at, end: at }, text: last[0].endsWith("\n") ? line : `\n${line}` };
  }
  const at = /^(?:\/\/![^\n]*\n)*/.exec(text)![0].length;
  return { span: { start: at, end: at }, text: at > 0 ? `\n${line}` : `${line}\n` };
}
