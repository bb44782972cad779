import type { Diagnostic } from "./diagnostics/index.js";
import type { Declaration, Module } from "./syntax/ast.js";
import { isDoubtful } from "./syntax/index.js";
import type { SourceText } from "./text/index.js";

/**
 * What is found in a module, without what other errors may have caused: errors in a place whose syntax is wrong, which are said of what the
 * parser took the text for; and of unused variables where a name of the declaration is not known, since it may be meant for one of them.
 * Where a part of the module could not be read no warning stays.
 */
export function independent(
  source: SourceText,
  module: Module,
  syntax: readonly Diagnostic[],
  found: readonly Diagnostic[],
): readonly Diagnostic[] {
  if (syntax.length > 0) {
    return found.filter(
      (one) => isError(one) && !syntax.some((mistake) => isDoubtful(source, mistake, one.span)),
    );
  }
  if (!found.some((one) => one.code === "LK2218") || !found.some(isOfNames)) return found;
  const unclear = module.declarations.filter((each) =>
    found.some((one) => isOfNames(one) && isWithin(each, one)),
  );
  return found.filter((one) => one.code !== "LK2218" || !unclear.some((each) => isWithin(each, one)));
}

function isOfNames({ code, severity }: Diagnostic): boolean {
  // A pattern of another type binds what it was not meant to.
  return severity === "error" && (code.startsWith("LK2") || code === "LK3013");
}

function isWithin(declaration: Declaration, { span }: Diagnostic): boolean {
  return declaration.span.start <= span.start && span.start <= declaration.span.end;
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}
