import type { Comment, Name } from "../syntax/index.js";
import type { SourceText, Span } from "../text/index.js";
import { Comments } from "./comments.js";
import type { Doc } from "./doc.js";

/** What printing a module needs beside its tree. */
export class Context {
  readonly source: SourceText;
  readonly comments: Comments;
  /** Within `${…}`, where no line may break. */
  inline = false;

  constructor(source: SourceText, comments: readonly Comment[]) {
    this.source = source;
    this.comments = new Comments(source, comments);
  }

  /** The author's spelling. */
  text({ start, end }: Span): string {
    return this.source.text.slice(start, end);
  }

  /** A word or literal as the author spelt it, with the comments before it. */
  leaf(span: Span): Doc {
    const text = this.text(span);
    return this.comments.waitsBefore(span.start) ? [this.comments.gap(span.start), text] : text;
  }

  name({ span }: Name): Doc {
    return this.leaf(span);
  }

  /** Is there a line break between two offsets? */
  breaksBetween(from: number, to: number): boolean {
    const at = this.source.text.indexOf("\n", from);
    return at >= 0 && at < to;
  }

  /** Offset of the next mark from an offset on, comments passed over. */
  behind(offset: number, mark: string): number {
    const { text } = this.source;
    let at = offset;
    while (at < text.length && text[at] !== mark) {
      if (text.startsWith("//", at)) at = text.indexOf("\n", at);
      if (at < 0) return text.length;
      at++;
    }
    return at;
  }

  /** Is a comma the next token from an offset on? Its offset, else undefined. */
  comma(offset: number): number | undefined {
    const { text } = this.source;
    let at = offset;
    while (/[\s/]/.test(text[at] ?? "")) {
      if (text[at] === "/") at = text.indexOf("\n", at);
      if (at < 0) return undefined;
      at++;
    }
    return text[at] === "," ? at : undefined;
  }
}
