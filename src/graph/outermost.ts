import type { Diagnostic } from "../diagnostics/index.js";

/**
 * What lowering reports, without what stands within something reported: a branch that gives a function is no mistake beside that of the
 * `if` around it. Places nest, so one pass in their order is enough.
 */
export function outermost(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const ends = new Map<Diagnostic["source"], number>();
  return [...diagnostics]
    .sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end)
    .filter(({ source, span }) => {
      if (span.end <= (ends.get(source) ?? 0)) return false;
      ends.set(source, span.end);
      return true;
    });
}
