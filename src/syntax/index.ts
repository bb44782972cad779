import type { Diagnostic } from "../diagnostics/index.js";
import type { SourceText, Span } from "../text/index.js";
import type { Module } from "./ast.js";
import { causesOf } from "./causes.js";
import { lex } from "./lexer.js";
import { maximumErrors, overLength } from "./limits.js";
import { Parser } from "./parser/parser.js";

export type * from "./ast.js";

let parser: Parser | undefined;

/** Makes the parser, which costs 40 ms; else the first parse does. */
export function warm(): void {
  parser ??= new Parser(false);
}

export interface Parsed {
  readonly module: Module;
  readonly diagnostics: readonly Diagnostic[];
  /** Where declarations are of which nothing can be said. */
  readonly torn: readonly Span[];
}

/**
 * Parses a module. Whatever the text, there is a module: what could be read of it, with `error` nodes where it could
 * not, and no exception.
 */
export function parse(source: SourceText): Parsed {
  const long = overLength(source);
  if (long) {
    const module = { imports: [], declarations: [], comments: [], doc: undefined };
    return { module, diagnostics: [long], torn: [] };
  }
  warm();
  const lexed = lex(source);
  const { imports, declarations, diagnostics, openings } = parser!.parse(source, lexed);
  const all = [...lexed.diagnostics, ...diagnostics].sort((a, b) => a.span.start - b.span.start);
  const causes = causesOf(source, distinct(all), openings);
  return {
    module: { imports, declarations, comments: lexed.comments, doc: lexed.doc },
    diagnostics: causes.diagnostics.slice(0, maximumErrors),
    torn: causes.torn,
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
