import type { Diagnostic } from "../diagnostics/index.js";
import type { SourceText, Span } from "../text/index.js";
import { isInStatement } from "./region.js";

export interface Causes {
  readonly diagnostics: readonly Diagnostic[];
  /** Declarations of which nothing can be said, since nobody knows what their brackets hold. */
  readonly torn: readonly Span[];
}

/**
 * Of what is wrong with the syntax, what is wrong by itself. Where brackets do not pair, the parser may be lost up to the end of the statement; a
 * declaration in which it was is torn.
 */
export function causesOf(source: SourceText, found: readonly Diagnostic[]): Causes {
  if (!found.some(isOfBrackets)) return { diagnostics: found, torn: [] };
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
    const causes = group.length > 1 && group.some(isOfBrackets) ? independentOf(source, group) : group;
    diagnostics.push(...causes);
    if (causes.length < group.length) torn.push(parts.at(at));
  }
  return { diagnostics, torn };
}

function isOfBrackets({ code }: Diagnostic): boolean {
  return code === unclosed || code === stray;
}

const unclosed = "LK1020";
const stray = "LK1021";

/** Of what is wrong with a declaration, from its beginning on, what no bracket explains. */
function independentOf(source: SourceText, group: readonly Diagnostic[]): Diagnostic[] {
  const kept: Diagnostic[] = [];
  for (const one of group) {
    const index = kept.findIndex((other) => explains(source, other, one));
    if (index < 0) kept.push(one);
    // A comma in the place of a statement is less than the bracket that closed too much.
    else if (one.code === stray && textOf(source, kept[index]!) === ",") kept[index] = one;
  }
  return kept;
}

/** Whether a mistake comes from one before it. */
function explains(source: SourceText, cause: Diagnostic, { code, span }: Diagnostic): boolean {
  if (lexical.test(code)) return false;
  const bracket = code === unclosed || code === stray;
  if (code === stray && isOpening(cause)) return true;
  if (!bracket && !isOfBrackets(cause) && !tearing.has(cause.code)) return false;
  return isInStatement(source, cause.span, span.start);
}

/** Whether an opening bracket was asked for, or one of the kind was not closed: then a closing one may be left over. */
function isOpening({ code, message }: Diagnostic): boolean {
  return code === unclosed || /^Expected (?:`[{([]`|`if` or)/.test(message);
}

/** What is wrong with characters is known for certain. */
const lexical = /^LK10(?:0\d|1[34]|32)$/;

/** They have taken text with them that may have had brackets. */
const tearing: ReadonlySet<string> = new Set(["LK1001", "LK1007"]);

function textOf({ text }: SourceText, { span }: Diagnostic): string {
  return text.slice(span.start, span.end);
}

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
const beginning = /^(?:@[a-z]|(?!(?:let|if|match|else|fail|attempt|return|var|val)\b)[a-z]+[ \t]+["\w])/gm;
