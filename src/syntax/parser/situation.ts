import { EOF, type IToken } from "chevrotain";
import type { SourceText, Span } from "../../text/index.js";
import { endOf } from "../layout.js";
import { Arrow, InterpolationStart, PlainString, StringStart } from "../tokens.js";

/** What a failed parse means to the person who wrote the text. */
export interface Situation {
  readonly source: SourceText;
  readonly token: IToken;
  readonly previous: IToken;
  readonly expected: string;
  readonly after: string | undefined;
  /** The next declaration begins where more had to come. */
  readonly cut: boolean;
  readonly span: Span;
}

export function spanOf(token: IToken): Span {
  return { start: token.startOffset, end: endOf(token) };
}

/** A token as messages show it. */
export function foundText(token: IToken): string {
  if (token.tokenType === EOF) return "the end of the file";
  if (token.tokenType === InterpolationStart) return "`${`";
  if (token.tokenType === PlainString) return "a string";
  if (token.tokenType === StringStart) return "a string";
  if (token.image === "") return "the end of what the bracket holds";
  if (token.tokenType === Arrow) return "`->`";
  return `\`${token.image.length > 30 ? `${token.image.slice(0, 30)}…` : token.image}\``;
}
