import type { Diagnostic } from "../diagnostics/index.js";
import type { SourceText, Span } from "../text/index.js";
import { isBeside, isInStatement } from "./region.js";

export interface Causes {
  readonly diagnostics: readonly Diagnostic[];
  /** Declarations of which nothing can be said, since nobody knows what their brackets hold. */
  readonly torn: readonly Span[];
}

/**
 * Of what is wrong with the syntax, what is wrong by itself. Where brackets do not pair, the parser may be lost up to the end of the statement; a
 * declaration in which it was is torn.
 *
 * @param openings those of them where an opening bracket had to come
 */
export function causesOf(
  source: SourceText,
  found: readonly Diagnostic[],
  openings: ReadonlySet<Diagnostic>,
): Causes {
  if (found.length < 2) return { diagnostics: found, torn: [] };
  const parts = new Parts(source);
  const groups = new Map<number, Diagnostic[]>();
  for (const one of found) {
    const at = parts.indexOf(one.span.start);
    const group = groups.get(at);
    if (group) group.push(one);
    else groups.set(at, [one]);
  }
  const diagnostics: Diagnostic[] = [];
  const torn: Span[] = [];
  for (const [at, group] of groups) {
    const causes = independentOf(source, group, openings);
    for (const one of causes) diagnostics.push(one);
    if (causes.length < group.length && group.some(isOfBrackets)) torn.push(parts.at(at));
  }
  return { diagnostics, torn };
}

function isOfBrackets({ code }: Diagnostic): boolean {
  return code === unclosed || code === stray;
}

const unclosed = "LK1020";
const stray = "LK1021";

/** Of what is wrong with a declaration, from its beginning on, what nothing before it explains. */
function independentOf(
  source: SourceText,
  group: readonly Diagnostic[],
  openings: ReadonlySet<Diagnostic>,
): readonly Diagnostic[] {
  if (group.length < 2) return group;
  // The quotes of a line in which a string is not closed may all stand for each other.
  const torn = new Set(
    group.filter(({ code }) => tearing.has(code)).map(({ span }) => source.line(span.start)),
  );
  const kept: Diagnostic[] = [];
  // A closing bracket may be left over where an opening one had to come, or was not closed.
  const isOpening = (one: Diagnostic) => one.code === unclosed || openings.has(one);
  for (const one of group) {
    if (!tearing.has(one.code) && torn.has(source.line(one.span.start))) continue;
    if (kept.some((other) => explains(source, other, isOpening(other), one))) continue;
    if (one.code === stray) takeOver(source, kept, one);
    else kept.push(one);
  }
  return kept;
}

/** Whether a mistake comes from one before it. */
function explains(
  source: SourceText,
  cause: Diagnostic,
  opening: boolean,
  { code, span }: Diagnostic,
): boolean {
  if (lexical.test(code)) return false;
  if (code === stray && opening) return true;
  if (!isOfBrackets(cause) && !tearing.has(cause.code)) {
    if (isHead(source, cause)) return isInStatement(source, cause.span, span.start);
    if (opening && (lostness.has(code) || code === form))
      return isInStatement(source, cause.span, span.start);
    return lostness.has(code) && goesOn(source, cause.span, span.start);
  }
  return code === outside || isInStatement(source, cause.span, span.start);
}

/** What the parser says where it is lost. */
const lostness: ReadonlySet<string> = new Set(["LK1030", "LK1031", "LK1052", "LK1055"]);

/** What another language writes differently, which it seems to be where the parser is lost. */
const form = "LK1057";

/** Whether two things stand side by side in the head of a block: a word of the head is not what it was meant to be. */
function isHead(source: SourceText, { code, span }: Diagnostic): boolean {
  const side = code === "LK1031" || code === "LK1055";
  return side && source.lineText(source.line(span.start)).trimEnd().endsWith("{");
}

/** Whether a place is beside a mistake, with no comma between, at which the parser finds back. */
function goesOn(source: SourceText, { start, end }: Span, at: number): boolean {
  return isBeside(source, { start, end }, at) && !source.text.slice(end, at).includes(",");
}

/**
 * A closing bracket that closes nothing, and what the parser did not understand before it in its statement, are one mistake. A comma that stands
 * where none can shows that a bracket before it closed too much; anything else, that one was missing there.
 */
function takeOver(source: SourceText, kept: Diagnostic[], one: Diagnostic): void {
  const first = kept.findIndex(
    (other) =>
      !lexical.test(other.code) &&
      (isComma(source, other) || isInStatement(source, other.span, one.span.start)),
  );
  if (first < 0) kept.push(one);
  else if (isComma(source, kept[first]!))
    kept.splice(first, kept.length, beforeComma(source, kept[first]!, one));
  else kept.length = first + 1;
}

/** The bracket that closed too much stands before the comma. */
function beforeComma({ text }: SourceText, { span }: Diagnostic, one: Diagnostic): Diagnostic {
  const { start } = span;
  return text[start - 1] === text[one.span.start] ? { ...one, span: { start: start - 1, end: start } } : one;
}

function isComma({ text }: SourceText, { span }: Diagnostic): boolean {
  return text.slice(span.start, span.end) === ",";
}

/** Text that belongs to no declaration. */
const outside = "LK1052";

/** What is wrong with characters is known for certain. */
const lexical = /^LK10(?:0\d|1[34]|32)$/;

/** They have taken text with them that may have had brackets. */
const tearing: ReadonlySet<string> = new Set(["LK1001", "LK1007"]);

/** A text from each line that begins like a declaration to the next. */
class Parts {
  private readonly starts: number[] = [0];
  private readonly end: number;

  constructor({ text }: SourceText) {
    for (const { index } of text.matchAll(beginning)) if (index > 0) this.starts.push(index);
    this.end = text.length;
  }

  indexOf(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  at(index: number): Span {
    return { start: this.starts[index]!, end: this.starts[index + 1] ?? this.end };
  }
}

/** An attribute, or a word in column 1 with a name behind it, be it misspelt; what is a statement's is left out. */
const beginning =
  /^\ufeff?(?:@[a-z]|(?!(?:let|if|match|else|fail|attempt|return|var|val)\b)[a-z]+[ \t]+["\w])/gm;
