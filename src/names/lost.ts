import type { SourceText } from "../text/index.js";

/** A declaration's word, be it misspelt, and its name. */
const declaration = /^\ufeff?[a-z]+[ \t]+([\w/]+)/gm;
/** An import, be it written as other languages do. */
const importLine = /^\ufeff?(?:import|from|use)\b([^\n]*)/gm;
const typeDeclaration = /^\ufeff?[a-z]+[ \t]+[A-Z][^\n]*(?:\n(?=[\s}])[^\n]*)*/gm;

/**
 * The names that a module with syntax errors seems to declare, constructors included. The parser may have lost some of these
 * declarations, and a use of one is no error of its own.
 */
export function lostNames(source: SourceText): ReadonlySet<string> {
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
  for (const [text] of source.text.matchAll(typeDeclaration)) {
    for (const [name] of text.matchAll(/\b[A-Z]\w*/g)) found.add(name);
  }
  return found;
}
