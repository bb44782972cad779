import type { Diagnostic } from "./diagnostics/index.js";
import type { Declaration, Module } from "./syntax/ast.js";
import { isDoubtful } from "./syntax/index.js";
import type { SourceText } from "./text/index.js";

/**
 * What is found in a module, without what other errors may have caused: errors in a place whose syntax is wrong, which are said of what the
 * parser took the text for; what could not be told for want of a type, where there is another error; and of unused variables where a name of the
 * declaration is not known, since it may be meant for one of them. Where a part of the module could not be read no warning stays.
 * @param complete whether all modules that it imports are there
 */
export function independent(
  source: SourceText,
  module: Module,
  syntax: readonly Diagnostic[],
  found: readonly Diagnostic[],
  complete: boolean,
): readonly Diagnostic[] {
  if (found.length === 0) return found;
  const declarationOf = finder(module);
  const broken = syntax.map((mistake) => ({
    mistake,
    declaration: declarationOf(mistake),
    words: wordsOfLine(source, mistake),
  }));
  const once = onceForEach(source, declarationOf, syntax.length > 0 ? found.filter(isError) : found);
  const sound = once.filter(
    (one) =>
      !broken.some(
        ({ mistake, declaration, words }) =>
          isDoubtful(source, mistake, one.span) ||
          (one.code === "LK4001" && isBehind(mistake, one) && declarationOf(one) === declaration) ||
          (one.code === "LK2201" && words.has(textOf(source, one)) && declarationOf(one) === declaration),
      ),
  );
  const told = syntax.length > 0 || !complete ? sound.filter(({ code }) => !unknown.has(code)) : sound;
  return withoutGuesses(source, module, declarationOf, told);
}

/** A `match` is marked by its head, and arms behind it may be lost. */
function isBehind(mistake: Diagnostic, one: Diagnostic): boolean {
  return mistake.span.start >= one.span.start;
}

type Finder = (one: Diagnostic) => Declaration | undefined;

/** Finds the declaration that a diagnostic is in. */
function finder({ declarations }: Module): Finder {
  return ({ span }) => {
    let low = 0;
    let high = declarations.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (declarations[middle]!.span.end < span.start) low = middle + 1;
      else high = middle;
    }
    const near = declarations[low];
    return near && near.span.start <= span.start ? near : undefined;
  };
}

/** The names in the line of a mistake, which may have been to bind them. */
function wordsOfLine(source: SourceText, { span }: Diagnostic): ReadonlySet<string> {
  return new Set(source.lineText(source.line(span.start)).match(/[a-z_]\w*/g));
}

function textOf({ text }: SourceText, { span }: Diagnostic): string {
  return text.slice(span.start, span.end);
}

/** A module that is not imported is said once, and so is a variable without annotation that has another type than several places ask for. */
function onceForEach(
  source: SourceText,
  declarationOf: Finder,
  found: readonly Diagnostic[],
): readonly Diagnostic[] {
  const seen = new Map<string, Declaration | undefined>();
  const annotated = new Map<string, boolean>();
  return found.filter((one) => {
    const { code, types } = one;
    if (code !== "LK2221" && !types) return true;
    const name = textOf(source, one);
    if (types && !/^[a-z]\w{0,100}$/.test(name)) return true;
    const key = types ? `${name} ${types.expected} ${types.found}` : name;
    const declaration = declarationOf(one);
    if (!seen.has(key)) {
      seen.set(key, declaration);
      return true;
    }
    if (!types) return false;
    if (!annotated.has(name)) annotated.set(name, isAnnotated(source, name));
    return annotated.get(name) || (seen.get(key) !== declaration && !isConstant(source, name));
  });
}

/** Whether a name is somewhere declared with a type: then it is its uses that are wrong. */
function isAnnotated({ text }: SourceText, name: string): boolean {
  return new RegExp(`\\b${name}:\\s*(?:[A-Z(]|fn\\b|\\w+\\.[A-Z])`).test(text);
}

function isConstant({ text }: SourceText, name: string): boolean {
  return new RegExp(`^const ${name}\\b`, "m").test(text);
}

/** What is not known, rather than wrong. */
const unknown: ReadonlySet<string> = new Set(["LK3033", "LK3039", "LK3053"]);

/** Without what is said for want of knowledge that another error has taken away: one in the declaration, or in one that it mentions. */
function withoutGuesses(
  source: SourceText,
  { declarations }: Module,
  declarationOf: Finder,
  found: readonly Diagnostic[],
): readonly Diagnostic[] {
  const isGuess = ({ code }: Diagnostic): boolean => unknown.has(code) || code === "LK2218";
  if (!found.some(isGuess)) return found;
  const errors = found.filter((one) => isError(one) && !unknown.has(one.code));
  const wrong = new Set(errors.map(declarationOf));
  // Outside of declarations are imports, on which any name may hang; of a missing one only the first use is an error.
  const all = wrong.has(undefined) || errors.some(({ code }) => code === "LK2221");
  const names = new Set(
    declarations.flatMap((one) => (wrong.has(one) && "name" in one ? one.name.text : [])),
  );
  const unclear = new Set(found.filter(isOfNames).map(declarationOf));
  return found.filter((one) => {
    const declaration = declarationOf(one);
    if (one.code === "LK2218") return !unclear.has(declaration);
    return !unknown.has(one.code) || !(all || wrong.has(declaration) || mentions(source, declaration, names));
  });
}

function mentions(
  { text }: SourceText,
  declaration: Declaration | undefined,
  names: ReadonlySet<string>,
): boolean {
  if (!declaration || names.size === 0) return false;
  const { start, end } = declaration.span;
  return (text.slice(start, end).match(/\w+/g) ?? []).some((word) => names.has(word));
}

/** An error of names; a pattern of another type binds what it was not meant to. */
function isOfNames({ code, severity }: Diagnostic): boolean {
  return severity === "error" && (code.startsWith("LK2") || code === "LK3013");
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}
