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
 * Marks the tokens that begin a line, hands each the documentation above it and collects the comments.
 * A semicolon counts as a line break: what follows it was meant as a statement of its own.
 */
export function layOut(
  source: SourceText,
  tokens: Token[],
  found: readonly IToken[],
  mistakes: readonly IToken[],
): { comments: Comment[]; doc: string | undefined } {
  const { text } = source;
  const comments = found.map(commentOf);
  const moduleDoc: string[] = [];
  let newline = 0;
  let comment = 0;
  let mistake = 0;
  let end = 0;
  for (const token of tokens) {
    const start = token.startOffset;
    if (newline >= 0 && newline < end) newline = text.indexOf("\n", end);
    token.newline = end === 0 || (newline >= 0 && newline < start);
    token.depth = 0;
    token.doc = undefined;
    const doc: string[] = [];
    for (; comment < comments.length && comments[comment]!.span.start < start; comment++) {
      const { kind, text: line } = comments[comment]!;
      if (kind === "doc") doc.push(line);
      else if (kind === "module" && end === 0) moduleDoc.push(line);
    }
    if (doc.length > 0) token.doc = doc.join("\n");
    for (; mistake < mistakes.length && mistakes[mistake]!.startOffset < start; mistake++) {
      if (mistakes[mistake]!.image === ";") token.newline = true;
    }
    end = start + token.image.length;
  }
  if (end === 0) for (const { kind, text: line } of comments) if (kind === "module") moduleDoc.push(line);
  return { comments, doc: moduleDoc.length > 0 ? moduleDoc.join("\n") : undefined };
}

function commentOf(token: IToken): Comment {
  const image = token.image.trimEnd();
  const kind = image.startsWith("//!") ? "module" : /^\/\/\/(?!\/)/.test(image) ? "doc" : "line";
  const text = image.slice(kind === "line" ? 2 : 3).replace(/^ /, "");
  return { kind, text, span: { start: token.startOffset, end: token.startOffset + image.length } };
}
