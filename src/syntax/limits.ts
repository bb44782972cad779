import type { TokenType } from "chevrotain";
import type { Diagnostic } from "../diagnostics/index.js";
import type { SourceText } from "../text/index.js";
import { endOf, type Token } from "./layout.js";
import { report } from "./report.js";
import { continues, is } from "./starts.js";
import {
  Arrow,
  Colon,
  Comma,
  Dot,
  Else,
  Equals,
  Fail,
  If,
  Infix,
  InterpolationStart,
  LeftBrace,
  LeftBracket,
  LeftParen,
  Match,
  Pipe,
  Prefix,
  Question,
  RightBrace,
  RightBracket,
  RightParen,
} from "./tokens.js";

/*
 * Bounds of a source file, so that no phase runs out of stack or memory. The messages name them.
 */

/** UTF-16 units of one file. */
export const maximumSource = 4_000_000;

/** Brackets within brackets: `(`, `[`, `{` and `${`. */
export const maximumNesting = 200;

/**
 * Steps from a declaration down to its innermost expression: brackets, and operators, calls and accesses in a row.
 * Every later phase walks the tree by recursion.
 */
export const maximumDepth = 1_000;

/** After so many errors in one file the parser stops looking for more. */
export const maximumErrors = 100;

/** The message for a source that is too long, before it is read. */
export function overLength(source: SourceText): Diagnostic | undefined {
  const size = source.text.length;
  if (size <= maximumSource) return undefined;
  return report(
    "LK1011",
    source,
    { start: 0, end: 0 },
    { size, limit: maximumSource },
    {
      hint: "Split the file into modules; data belongs in an input, not in the program.",
    },
  );
}

const openers = new Set<TokenType>([LeftParen, LeftBracket, LeftBrace, InterpolationStart]);
const closers = new Set<TokenType>([RightParen, RightBracket, RightBrace]);
const deepening = new Set<TokenType>([Dot, Question, Else, Arrow, Fail, If, Match]);

/**
 * By how many levels the tree grows at this token, to its left or to its right. A pipe is two: it becomes a call, with
 * its argument a level below.
 */
function growth(token: Token, previous: Token | undefined): number {
  if (token.tokenType === Pipe) return 2;
  // `else if` is one level more.
  if (token.tokenType === If && previous?.tokenType === Else) return 0;
  return deepening.has(token.tokenType) || is(token, Infix) || is(token, Prefix) ? 1 : 0;
}

/**
 * A `match` or `if` within the head of another one, `match match x { … } { … }`, nests without a bracket: a parser goes as deep for it as for a
 * bracket, of which there are `maximumNesting`.
 */
const headInHead = maximumDepth / maximumNesting;

/** Whether a token begins the head of a `match` or `if`; the `if` of a guard stands behind a pattern, and has no body. */
function isHead(token: Token, previous: Token | undefined): boolean {
  if (token.tokenType !== If) return token.tokenType === Match;
  return token.newline || !previous || awaiting.has(previous.tokenType) || demandsMore(previous);
}

/** Beside what demands more on any line: what an expression stands behind. */
const awaiting = new Set<TokenType>([...openers, Comma, Colon, Equals]);

/** Whether more has to follow, be it on the next line. */
function demandsMore(token: Token): boolean {
  return token.tokenType !== Question && growth(token, undefined) > 0;
}

/**
 * The message for a source that nests too deep, found without recursion. The depth that it bounds is no less than the
 * tree's: for every bracket that is open it adds what deepens the expression in which it stands.
 */
export function overDepth(source: SourceText, tokens: readonly Token[]): Diagnostic | undefined {
  /** For each open bracket, what deepened the expression around it, and how many heads around it had no body so far. */
  const around: { readonly here: number; readonly heads: number }[] = [];
  let here = 0;
  let heads = 0;
  let total = 0;
  let previous: Token | undefined;
  for (const token of tokens) {
    const separates =
      token.tokenType === Comma ||
      (token.newline && !continues(token, true) && (!previous || !demandsMore(previous)));
    if (separates) {
      total -= here;
      here = 0;
      heads = 0;
    }
    if (openers.has(token.tokenType)) {
      around.push({ here, heads });
      here = 0;
      heads = 0;
      total++;
      if (around.length > maximumNesting) return tooDeep("LK1010", source, token, maximumNesting);
    } else if (closers.has(token.tokenType)) {
      total -= here;
      if (around.length > 0) total--;
      ({ here, heads } = around.pop() ?? { here: 0, heads: 0 });
      if (token.tokenType === RightBrace && heads > 0) {
        heads--;
        // What follows is beside it, not within it.
        const left = heads > 0 ? headInHead - 1 : 0;
        here -= left;
        total -= left;
      }
      // What was called may be called again, `f(1)(2)`, so the call is a level to the left of what follows.
      if (token.tokenType === RightParen) {
        here++;
        total++;
      }
    } else {
      const head = isHead(token, previous);
      const levels = head && heads > 0 ? headInHead : growth(token, previous);
      if (head) heads++;
      here += levels;
      total += levels;
    }
    if (total > maximumDepth) return tooDeep("LK1012", source, token, maximumDepth);
    previous = token;
  }
  return undefined;
}

function tooDeep(code: "LK1010" | "LK1012", source: SourceText, token: Token, limit: number): Diagnostic {
  return report(
    code,
    source,
    { start: token.startOffset, end: endOf(token) },
    { limit },
    { hint: "Name parts of it with `let`, or move them into a `fn` of their own." },
  );
}
