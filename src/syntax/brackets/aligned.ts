import type { SourceText } from "../../text/index.js";
import type { Token } from "../layout.js";
import { continues } from "../starts.js";
import { RightBrace } from "../tokens.js";
import { closerOf, fits, isCloser } from "./pairs.js";

interface Opener {
  readonly token: Token;
  /** Column of the first token of its line. */
  readonly indent: number;
}

/** Brackets by their partners as far as the lines' indentation alone says what belongs together. */
export interface Aligned {
  readonly openers: ReadonlyMap<Token, Token>;
  readonly closers: ReadonlyMap<Token, Token>;
  /** Each `}` that begins a line without a partner in its column, and the column. */
  readonly orphans: readonly { readonly token: Token; readonly column: number }[];
}

/**
 * Pairs brackets over several lines by layout: the closing one begins a line, or follows others that do, in the column in which the line of its
 * partner begins, and no line between them goes further left. What stands within a line is left alone.
 */
export function alignedPairs(source: SourceText, tokens: readonly Token[]): Aligned {
  const openers = new Map<Token, Token>();
  const closers = new Map<Token, Token>();
  const orphans: { token: Token; column: number }[] = [];
  const open: Opener[] = [];
  let indent = 0;
  /** Whether the tokens of this line so far are closing brackets. */
  let leading = false;
  for (const token of tokens) {
    const closer = isCloser(token);
    if (token.newline) {
      indent = source.position(token.startOffset).column;
      leading = closer;
      const ends = closer || continues(token, true) ? indent : indent - 1;
      while (open.length > 0 && open.at(-1)!.indent > ends) open.pop();
    } else leading &&= closer;
    if (closerOf(token) !== undefined) open.push({ token, indent });
    else if (closer && leading) {
      const at = open.findLastIndex((one) => one.indent === indent && fits(one.token, token));
      if (at < 0) {
        if (token.newline && token.tokenType === RightBrace) orphans.push({ token, column: indent });
        continue;
      }
      const [partner] = open.splice(at);
      openers.set(partner!.token, token);
      closers.set(token, partner!.token);
    } else if (closer) {
      const at = open.findLastIndex((one) => fits(one.token, token));
      if (at >= 0 && source.line(open[at]!.token.startOffset) === source.line(token.startOffset))
        open.splice(at);
    }
  }
  return { openers, closers, orphans };
}
