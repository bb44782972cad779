import type { IToken } from "chevrotain";
import type { SourceText } from "../text/index.js";
import type { Comment } from "./ast.js";

/** A token with what the layout rules need to know about it. */
export interface Token extends IToken {
  /** There is a line break before it. */
  newline: boolean;
  /** Brackets open around it; a bracket counts as outside itself, so that a pair has one depth. */
  depth: number;
  /** Text of the `///` lines right above. */
  doc: string | undefined;
}

/** Behind the token's last character. */
export function endOf(token: IToken): number {
  return token.startOffset + token.image.length;
}

/**
 * Says of each token whether it begins a line, hands it the documentation above it and collects the comments.
 * A semicolon counts as a line break: what follows it was meant as a statement of its own.
 */
export function layOut(
  source: SourceText,
  lexed: readonly IToken[],
  found: readonly IToken[],
  mistakes: readonly IToken[],
): { tokens: Token[]; comments: Comment[]; doc: string | undefined } {
  const { text } = source;
  const comments = found.map(commentOf);
  const moduleDoc: string[] = [];
  // Made anew rather than added to: objects that are all made with the same properties are read fastest.
  const tokens: Token[] = [];
  let newline = 0;
  let comment = 0;
  let mistake = 0;
  let end = 0;
  for (const { image, startOffset: start, tokenType, tokenTypeIdx } of lexed) {
    if (newline >= 0 && newline < end) newline = text.indexOf("\n", end);
    let begins = end === 0 || (newline >= 0 && newline < start);
    let doc: string | undefined;
    for (; comment < comments.length && comments[comment]!.span.start < start; comment++) {
      const { kind, text: line } = comments[comment]!;
      if (kind === "doc") doc = doc === undefined ? line : `${doc}\n${line}`;
      else if (kind === "module" && end === 0) moduleDoc.push(line);
    }
    for (; mistake < mistakes.length && mistakes[mistake]!.startOffset < start; mistake++) {
      if (mistakes[mistake]!.image === ";") begins = true;
    }
    tokens.push({ image, startOffset: start, tokenType, tokenTypeIdx, newline: begins, depth: 0, doc });
    end = start + image.length;
  }
  if (end === 0) for (const { kind, text: line } of comments) if (kind === "module") moduleDoc.push(line);
  return { tokens, comments, doc: moduleDoc.length > 0 ? moduleDoc.join("\n") : undefined };
}

function commentOf(token: IToken): Comment {
  const image = token.image.trimEnd();
  const kind = image.startsWith("//!") ? "module" : /^\/\/\/(?!\/)/.test(image) ? "doc" : "line";
  const text = image.slice(kind === "line" ? 2 : 3).replace(/^ /, "");
  return { kind, text, span: { start: token.startOffset, end: token.startOffset + image.length } };
}
