import type { TokenType } from "chevrotain";
import type { Token } from "../layout.js";
import {
  InterpolationStart,
  LeftBrace,
  LeftBracket,
  LeftParen,
  RightBrace,
  RightBracket,
  RightParen,
} from "../tokens.js";

const closers = new Map<TokenType, TokenType>([
  [LeftParen, RightParen],
  [LeftBracket, RightBracket],
  [LeftBrace, RightBrace],
  [InterpolationStart, RightBrace],
]);
const closing = new Set<TokenType>(closers.values());

/** What closes an opening bracket; undefined for any other token. */
export function closerOf(token: Token): TokenType | undefined {
  return closers.get(token.tokenType);
}

export function isCloser(token: Token): boolean {
  return closing.has(token.tokenType);
}

/** Whether a closing bracket is of the kind of an opening one. */
export function fits(opener: Token, closer: Token): boolean {
  return closers.get(opener.tokenType) === closer.tokenType;
}
