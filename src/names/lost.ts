import type { SourceText } from "../text/index.js";

const declaration = /^(?:fn|node|pipeline|const|type|import)\s+([\w/]+)/gm;
const typeDeclaration = /^type\b.*(?:\n(?=[\s}]).*)*/gm;

/**
 * The names that a module with syntax errors seems to declare, constructors included. The parser may have lost some of these
 * declarations, and a use of one is no error of its own.
 */
export function lostNames(source: SourceText): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [, name] of source.text.matchAll(declaration)) {
    for (const part of name!.split("/")) found.add(part);
  }
  for (const [text] of source.text.matchAll(typeDeclaration)) {
    for (const [name] of text.matchAll(/\b[A-Z]\w*/g)) found.add(name);
  }
  return found;
}
