import { check } from "../../src/compile.js";
import type { Diagnostic } from "../../src/diagnostics/index.js";
import { SourceText } from "../../src/text/index.js";
import type { TypedProgram } from "../../src/types/typed.js";

/** Something that is said about a program: a code, and the text that it is said about. */
export interface Remark {
  readonly code: string;
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

export interface CheckedText {
  readonly program: TypedProgram | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** What the marks of the text expect. */
  readonly expected: readonly Remark[];
  readonly found: readonly Remark[];
}

/**
 * Checks a program in whose text the expected remarks are drawn: `«LK2201 nmae»` expects LK2201 about exactly `nmae`. Marks nest. Further
 * modules follow lines `// file: shop/currency.lk`; the text before them is `main`.
 */
export function checkMarked(text: string): CheckedText {
  const expected: Remark[] = [];
  const modules = splitFiles(text).map(({ path, text: marked }) => {
    const { plain, remarks } = unmark(marked, `${path}.lk`);
    expected.push(...remarks);
    return { path, source: new SourceText(`${path}.lk`, plain) };
  });
  const { program, diagnostics } = check({ name: "test", version: "0.0.0", main: "main", modules });
  const found = diagnostics.map(({ code, source, span }) => ({ code, file: source.path, ...span }));
  return { program, diagnostics, expected: expected.sort(byPlace), found: [...found].sort(byPlace) };
}

/** The files of a text: `main`, and those that lines `// file: …` begin. */
export function splitFiles(text: string): readonly { readonly path: string; readonly text: string }[] {
  const [main, ...others] = text.split(/^\/\/ file: (.*)\.lk\n/m);
  const files = [{ path: "main", text: main! }];
  for (let at = 0; at < others.length; at += 2) files.push({ path: others[at]!, text: others[at + 1]! });
  return files;
}

/** Remarks as a reader wants to see them in a failed test. */
export function shown(remarks: readonly Remark[], text: (file: string) => string): readonly string[] {
  return remarks.map(
    ({ code, file, start, end }) => `${code} «${text(file).slice(start, end)}» ${file}:${start}`,
  );
}

/** The text without its marks, and what they expect. */
export function unmark(
  marked: string,
  file: string,
): { readonly plain: string; readonly remarks: readonly Remark[] } {
  const remarks: Remark[] = [];
  const open: { readonly code: string; readonly start: number }[] = [];
  let plain = "";
  for (const part of marked.split(/(«LK\d{4} ?|»)/)) {
    if (part.startsWith("«")) open.push({ code: part.slice(1, 7), start: plain.length });
    else if (part === "»") {
      const { code, start } = open.pop()!;
      remarks.push({ code, file, start, end: plain.length });
    } else plain += part;
  }
  return { plain, remarks };
}

function byPlace(a: Remark, b: Remark): number {
  return a.file.localeCompare(b.file) || a.start - b.start || a.end - b.end || a.code.localeCompare(b.code);
}
