import type { SourceText } from "../text/index.js";

const declaration = /^(?:fn|node|pipeline|const|type|import)\s+([\w/]+)/gm;

/**
 * The names that a module with syntax errors seems to declare. The parser may have lost some of these declarations, and a
 * use of one is no error of its own.
 */
export function lostNames(source: SourceText): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [, name] of source.text.matchAll(declaration)) {
    for (const part of name!.split("/")) found.add(part);
  }
  return found;
}
