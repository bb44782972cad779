import type { TokenType } from "chevrotain";
import type { Diagnostic } from "../diagnostics/index.js";
import type { SourceText } from "../text/index.js";
import { endOf, type Token } from "./layout.js";
import { report } from "./report.js";
import { startsDeclaration } from "./starts.js";
import {
  InterpolationStart,
  LeftBrace,
  LeftBracket,
  LeftParen,
  Let,
  RightBrace,
  RightBracket,
  RightParen,
} from "./tokens.js";

const closers = new Map<TokenType, TokenType>([
  [LeftParen, RightParen],
  [LeftBracket, RightBracket],
  [LeftBrace, RightBrace],
  [InterpolationStart, RightBrace],
]);
const closing = new Set<TokenType>([RightParen, RightBracket, RightBrace]);
const images = new Map<TokenType, string>([
  [RightParen, ")"],
  [RightBracket, "]"],
  [RightBrace, "}"],
]);

interface Balanced {
  readonly tokens: Token[];
  readonly diagnostics: Diagnostic[];
  readonly faults: number[];
}

/**
 * Pairs the brackets and gives every token its depth. Where they do not pair, the unclosed and the stray ones are
 * reported and the tokens mended, so that the parser never meets a bracket without its partner.
 */
export function balance(source: SourceText, tokens: Token[], faults: readonly number[]): Balanced {
  return pairs(tokens) ? { tokens, diagnostics: [], faults: [] } : mend(source, tokens, faults);
}

/** Sets the depths; false at the first bracket without a partner. */
function pairs(tokens: readonly Token[]): boolean {
  const open: TokenType[] = [];
  for (const token of tokens) {
    const closer = closers.get(token.tokenType);
    if (closer) {
      token.depth = open.length;
      open.push(closer);
    } else if (closing.has(token.tokenType)) {
      if (open.pop() !== token.tokenType) return false;
      token.depth = open.length;
    } else token.depth = open.length;
  }
  return open.length === 0;
}

/**
 * Closes what is open before a bracket that closes something further out, before a `let` within `(` or `[` (which hold
 * no statements) and before a declaration in column 1; drops what closes nothing.
 */
function mend(source: SourceText, tokens: readonly Token[], known: readonly number[]): Balanced {
  const mended: Token[] = [];
  const diagnostics: Diagnostic[] = [];
  const faults: number[] = [];
  const open: Token[] = [];

  /** Closes all that is open down to `depth` before `next`; one message for all of them, at the innermost. */
  const close = (depth: number, next: Token | undefined): void => {
    const unclosed = open.splice(depth).reverse();
    const at = next?.startOffset ?? source.text.length;
    for (const [index, opener] of unclosed.entries()) {
      const type = closers.get(opener.tokenType)!;
      mended.push(virtual(type, at, open.length + unclosed.length - 1 - index));
      faults.push(opener.startOffset, at);
    }
    const innermost = unclosed[0];
    // A string that is not closed has taken the rest of its line with it, this bracket's partner included.
    if (!innermost || swallowed(source, known, innermost)) return;
    const missing = unclosed.map((opener) => images.get(closers.get(opener.tokenType)!)!).join("");
    diagnostics.push(unclosedBracket(source, innermost, missing, next));
  };

  for (const [index, token] of tokens.entries()) {
    if (open.length > 0 && startsDeclaration(source, token, tokens[index + 1])) close(0, token);
    else if (token.tokenType === Let && token.newline) close(statements(open), token);
    if (closing.has(token.tokenType)) {
      const partner = open.findLastIndex((opener) => closers.get(opener.tokenType) === token.tokenType);
      if (partner < 0) {
        faults.push(token.startOffset);
        diagnostics.push(strayBracket(source, token));
        continue;
      }
      close(partner + 1, token);
      open.pop();
    }
    token.depth = open.length;
    mended.push(token);
    if (closers.has(token.tokenType)) open.push(token);
  }
  close(0, undefined);
  return { tokens: mended, diagnostics, faults };
}

/** How many are open up to the innermost that can hold statements. */
function statements(open: readonly Token[]): number {
  return open.findLastIndex((opener) => opener.tokenType === LeftBrace) + 1;
}

/** A closing bracket that the text lacks, of no width. */
function virtual(type: TokenType, at: number, depth: number): Token {
  return {
    image: "",
    startOffset: at,
    tokenType: type,
    tokenTypeIdx: type.tokenTypeIdx!,
    newline: false,
    depth,
    doc: undefined,
  };
}

/** Is there a mistake behind the bracket in its line that runs to the line's end? */
function swallowed(source: SourceText, known: readonly number[], opener: Token): boolean {
  const line = source.line(opener.startOffset);
  return known.some(
    (offset) => offset > opener.startOffset && source.line(offset) === line && source.text[offset] === '"',
  );
}

function unclosedBracket(
  source: SourceText,
  opener: Token,
  missing: string,
  next: Token | undefined,
): Diagnostic {
  const span = { start: opener.startOffset, end: endOf(opener) };
  const holes = { opener: opener.image };
  if (!next)
    return report("LK1020", source, span, holes, {
      hint: `Write \`${missing}\` before the end of the file.`,
    });
  const { line, column } = source.position(next.startOffset);
  return report("LK1020", source, span, holes, {
    labels: [
      {
        source,
        span: { start: next.startOffset, end: endOf(next) },
        message: `\`${missing}\` is missing before this`,
      },
    ],
    hint: `Write \`${missing}\` before line ${line}, column ${column}.`,
  });
}

function strayBracket(source: SourceText, token: Token): Diagnostic {
  return report(
    "LK1021",
    source,
    { start: token.startOffset, end: endOf(token) },
    { closer: token.image },
    { hint: `Remove the \`${token.image}\`, or open its partner before it.` },
  );
}
