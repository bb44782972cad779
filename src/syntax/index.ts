import type { Diagnostic } from "../diagnostics/index.js";
import type { SourceText } from "../text/index.js";
import type { Module } from "./ast.js";
import { lex } from "./lexer.js";
import { maximumErrors, overLength } from "./limits.js";
import { Parser } from "./parser/parser.js";

export type * from "./ast.js";

let parser: Parser | undefined;

/** Makes the parser, which costs 40 ms; else the first parse does. */
export function warm(): void {
  parser ??= new Parser(false);
}

/**
 * Parses a module. Whatever the text, there is a module: what could be read of it, with `error` nodes where it could
 * not, and no exception.
 */
export function parse(source: SourceText): { module: Module; diagnostics: Diagnostic[] } {
  const long = overLength(source);
  if (long) {
    return { module: { imports: [], declarations: [], comments: [], doc: undefined }, diagnostics: [long] };
  }
  warm();
  const lexed = lex(source);
  const { imports, declarations, diagnostics } = parser!.parse(source, lexed);
  const all = [...lexed.diagnostics, ...diagnostics].sort((a, b) => a.span.start - b.span.start);
  return {
    module: { imports, declarations, comments: lexed.comments, doc: lexed.doc },
    diagnostics: distinct(all).slice(0, maximumErrors),
  };
}

/** Without repetitions of one message at one place. */
function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ code, span }) => {
    const key = `${code} ${span.start}`;
    return !seen.has(key) && seen.add(key);
  });
}

export { isDoubtful } from "./region.js";
