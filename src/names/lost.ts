import type { Diagnostic } from "../diagnostics/index.js";
import type { Module } from "../syntax/ast.js";
import type { SourceText } from "../text/index.js";

/** A declaration's word, be it misspelt, and its name. */
const declaration = /^\ufeff?[a-z]+[ \t]+([\w/]+)/gm;
/** An import, be it written as other languages do. */
const importLine = /^\ufeff?(?:import|from|use)\b([^\n]*)/gm;
const typeDeclaration = /^\ufeff?[a-z]+[ \t]+[A-Z][^\n]*(?:\n(?=[\s}])[^\n]*)*/gm;

/** Whether a mistake stands in an import of all constructors of a type, so that nobody knows which there are. */
export function losesConstructors(source: SourceText, syntax: readonly Diagnostic[]): boolean {
  return syntax.some(({ span }) => {
    const line = source.lineText(source.line(span.start));
    return /^\ufeff?import\b/.test(line) && line.includes("(..)");
  });
}

/**
 * The names that a module with syntax errors seems to declare, constructors included. The parser may have lost some of these
 * declarations, and a use of one is no error of its own. In a type declaration that is lost nothing tells constructors from the
 * types of fields, so all capitals count; in one that is whole the tree does.
 */
export function lostNames(
  source: SourceText,
  module: Module,
  syntax: readonly Diagnostic[],
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [, name] of source.text.matchAll(declaration)) {
    for (const part of name!.split("/")) found.add(part);
  }
  for (const [, line] of source.text.matchAll(importLine)) {
    for (const [name] of line!.matchAll(/[\w-]+/g)) {
      const written = name.replaceAll("-", "_");
      found.add(written).add(written[0]!.toLowerCase() + written.slice(1));
    }
  }
  const whole = wholeTypes(module, syntax);
  for (const { 0: text, index } of source.text.matchAll(typeDeclaration)) {
    const end = whole.get(text.startsWith("\ufeff") ? index + 1 : index);
    if (end !== undefined && isBlank(text.slice(end - index))) continue;
    for (const [name] of text.matchAll(/\b[A-Z]\w*/g)) found.add(name);
  }
  return found;
}

/** Whether nothing but comments stands there. */
function isBlank(text: string): boolean {
  return text.replace(/\/\/[^\n]*/g, "").trim() === "";
}

/** Where type declarations without a syntax error begin, with their ends. */
function wholeTypes(module: Module, syntax: readonly Diagnostic[]): ReadonlyMap<number, number> {
  const whole = new Map<number, number>();
  for (const { kind, span } of module.declarations)
    if (kind === "type" && !syntax.some((one) => span.start <= one.span.start && one.span.start <= span.end))
      whole.set(span.start, span.end);
  return whole;
}
