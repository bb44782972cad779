import type { TokenType } from "chevrotain";
import type { Diagnostic } from "../../diagnostics/index.js";
import type { SourceText } from "../../text/index.js";
import type { Token } from "../layout.js";
import { startsDeclaration } from "../starts.js";
import { mend } from "./mender.js";
import { closerOf, isCloser } from "./pairs.js";

/** Tokens whose brackets pair. */
export interface Balanced {
  readonly tokens: Token[];
  readonly diagnostics: Diagnostic[];
  /** Offsets that are in a message already. */
  readonly faults: number[];
}

/**
 * Pairs the brackets and gives every token its depth. Where they do not pair, the unclosed and the stray ones are
 * reported and the tokens mended, so that the parser never meets a bracket without its partner. What is not paired is
 * looked at declaration by declaration.
 */
export function balance(source: SourceText, tokens: Token[], faults: readonly number[]): Balanced {
  if (pairs(tokens)) return { tokens, diagnostics: [], faults: [] };
  const parts = declarationsOf(source, tokens).map((part): Balanced => {
    return pairs(part.tokens)
      ? { tokens: part.tokens, diagnostics: [], faults: [] }
      : mend({ source, ...part, known: faults });
  });
  return {
    tokens: parts.flatMap((part) => part.tokens),
    diagnostics: parts.flatMap((part) => part.diagnostics),
    faults: parts.flatMap((part) => part.faults),
  };
}

/** Sets the depths; false at the first bracket without a partner. */
function pairs(tokens: readonly Token[]): boolean {
  const open: TokenType[] = [];
  for (const token of tokens) {
    const closer = closerOf(token);
    if (closer) {
      token.depth = open.length;
      open.push(closer);
    } else if (isCloser(token)) {
      if (open.pop() !== token.tokenType) return false;
      token.depth = open.length;
    } else token.depth = open.length;
  }
  return open.length === 0;
}

/** The tokens from each declaration's word in column 1 to the next. */
function declarationsOf(
  source: SourceText,
  tokens: readonly Token[],
): { tokens: Token[]; next: Token | undefined }[] {
  const starts = tokens.flatMap((token, index) =>
    index > 0 && startsDeclaration(source, token, tokens[index + 1]) ? [index] : [],
  );
  return [0, ...starts].map((start, index) => {
    const end = starts[index] ?? tokens.length;
    return { tokens: tokens.slice(start, end), next: tokens[end] };
  });
}
