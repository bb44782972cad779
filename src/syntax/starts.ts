import type { IToken, TokenType } from "chevrotain";
import type { SourceText } from "../text/index.js";
import type { Token } from "./layout.js";
import {
  Arrow,
  At,
  Attempt,
  Bar,
  Bool,
  Colon,
  Comma,
  Const,
  Dot,
  Else,
  Equals,
  Fail,
  Fn,
  If,
  Import,
  Infix,
  LeftBrace,
  Let,
  Lower,
  Match,
  Minus,
  Node,
  Pipe,
  Pipeline,
  PlainString,
  Question,
  RightBrace,
  RightBracket,
  RightParen,
  Star,
  StringStart,
  Test,
  Type,
  Upper,
} from "./tokens.js";

/** Whether a token is of a type, or of one in its category. */
export function is(token: IToken, type: TokenType): boolean {
  return token.tokenType === type || type.categoryMatchesMap?.[token.tokenTypeIdx] === true;
}

/** The words that begin a declaration, with what has to follow for it to be one, or to be meant as one. */
const declarations = new Map<TokenType, readonly TokenType[]>([
  [At, [Lower]],
  [Import, [Lower, LeftBrace, PlainString, Star]],
  [Type, [Upper, Lower]],
  [Const, [Lower, Upper]],
  [Fn, [Lower, Upper]],
  [Node, [Lower, Upper]],
  [Pipeline, [Lower, Upper]],
  [Test, [PlainString, StringStart, Lower, Upper]],
]);

/** Words that cannot be names; behind the word of a declaration, on its line, one was meant. */
const reserved: readonly TokenType[] = [Fn, Let, If, Else, Match, Fail, Attempt, Bool];

/** Where the parser picks up again: a declaration's word in column 1. */
export function startsDeclaration(source: SourceText, token: Token, next: IToken | undefined): boolean {
  if (!token.newline) return false;
  const before = source.text.charCodeAt(token.startOffset - 1);
  if (token.startOffset > 0 && before !== 0x0a && before !== 0xfeff) return false;
  return beginsDeclaration(token, next);
}

/** Whether a token is a declaration's word, wherever it stands. */
export function beginsDeclaration(token: IToken, next: IToken | undefined): boolean {
  const followers = next && declarations.get(token.tokenType);
  if (!followers) return false;
  if (followers.some((type) => is(next, type))) return true;
  const named = followers.includes(Lower) && token.tokenType !== At && !(next as Token).newline;
  return named && reserved.some((type) => is(next, type));
}

const continuing = new Set<TokenType>([
  Pipe,
  Dot,
  Question,
  Else,
  Comma,
  Colon,
  Arrow,
  Equals,
  Bar,
  RightParen,
  RightBracket,
  RightBrace,
]);

/**
 * Whether a token goes on with the line above wherever it stands (reference, "New lines"): it cannot start an
 * expression. `blank` says for a `-` whether a blank follows it.
 */
export function continues(token: IToken, blank: boolean): boolean {
  if (continuing.has(token.tokenType)) return true;
  return is(token, Infix) && (token.tokenType !== Minus || blank);
}
