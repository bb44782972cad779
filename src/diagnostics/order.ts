import type { Diagnostic } from "./diagnostic.js";

/** By file, place and code, without repetitions. */
export function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics
    .filter(({ code, message, source, span }) => {
      const key = `${code}\0${source.path}\0${span.start}\0${span.end}\0${message}`;
      return !seen.has(key) && seen.add(key);
    })
    .sort(
      (a, b) =>
        compare(a.source.path, b.source.path) ||
        a.span.start - b.span.start ||
        a.span.end - b.span.end ||
        compare(a.code, b.code),
    );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
