import type { Comment } from "../syntax/index.js";
import type { SourceText } from "../text/index.js";
import { breakParent, type Doc, hardline, indent, lineSuffix } from "./doc.js";

/** A comment on a line of its own. */
export interface OwnLine {
  readonly text: string;
  /** Whether the author left a line empty above it. */
  readonly blank: boolean;
}

/** Comments between two things. */
export interface Taken {
  /** Behind the first thing, on its line. */
  readonly trailing: string | undefined;
  readonly lines: readonly OwnLine[];
}

/**
 * The comments of a module, handed out in order while the tree is printed: whoever prints something first takes what
 * stands before it, so that none is lost and none is printed twice.
 */
export class Comments {
  private next = 0;
  private readonly source: SourceText;
  private readonly all: readonly Comment[];

  constructor(source: SourceText, all: readonly Comment[]) {
    this.source = source;
    this.all = all;
  }

  /** Is there a comment that nobody has taken before an offset? */
  waitsBefore(offset: number): boolean {
    const comment = this.all[this.next];
    return comment !== undefined && comment.span.start < offset;
  }

  /** Is there documentation among them, which belongs to what follows it? */
  documents(offset: number): boolean {
    for (let at = this.next; at < this.all.length && this.all[at]!.span.start < offset; at++) {
      if (this.all[at]!.kind === "doc") return true;
    }
    return false;
  }

  /** All comments before an offset that nobody has taken. */
  take(offset: number): Taken | undefined {
    if (!this.waitsBefore(offset)) return undefined;
    let trailing: string | undefined;
    const lines: OwnLine[] = [];
    for (let first = true; this.waitsBefore(offset); first = false) {
      const { start, end } = this.all[this.next++]!.span;
      const text = this.source.text.slice(start, end);
      if (first && !this.beginsLine(start)) trailing = text;
      else lines.push({ text, blank: this.blankBefore(start) });
    }
    return { trailing, lines };
  }

  /**
   * Comments within what is mostly written on one line, such as between `let x =` and its value: where they stood, with
   * a line break behind them. There was one in the source at this place, so it changes nothing.
   * @param blank what sets the first one apart from the text before it
   */
  gap(offset: number, blank = ""): Doc {
    const taken = this.take(offset);
    if (!taken) return "";
    const lines = taken.lines.map(({ text }) => [hardline, text]);
    return [taken.trailing ? lineSuffix(blank + taken.trailing) : "", indent([...lines, hardline])];
  }

  /** Is the line above an offset's line empty, with nothing but blanks before the offset? */
  blankBefore(offset: number): boolean {
    const { text } = this.source;
    let breaks = 0;
    for (let at = offset - 1; at >= 0; at--) {
      const code = text.charCodeAt(at);
      if (code === LINE_FEED && ++breaks === 2) return true;
      if (!isBlank(code)) return false;
    }
    return false;
  }

  private beginsLine(offset: number): boolean {
    const { text } = this.source;
    for (let at = offset - 1; at >= 0; at--) {
      const code = text.charCodeAt(at);
      if (code === LINE_FEED) return true;
      if (!isBlank(code)) return code === BYTE_ORDER_MARK;
    }
    return true;
  }
}

const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = 0xfeff;

function isBlank(code: number): boolean {
  return code === 0x20 || code === LINE_FEED || code === 0x0d || code === 0x09;
}

/** A comment at the end of the line on which it comes to stand. */
export function trailing(taken: Taken | undefined): Doc {
  return taken?.trailing ? [lineSuffix(` ${taken.trailing}`), breakParent] : "";
}

/** Comments above something, each with its line break; `blank` says whether a line is left empty below the last. */
export function above(taken: Taken | undefined, blank: boolean): Doc {
  if (!taken || taken.lines.length === 0) return "";
  return taken.lines.map(({ text }, index) => {
    const gap = taken.lines[index + 1]?.blank ?? blank;
    return [text, hardline, gap ? hardline : ""];
  });
}

/** Comments below the last entry of something, each with the line break before it. */
export function below(taken: Taken | undefined, first: boolean): Doc {
  if (!taken) return "";
  return taken.lines.map(({ text, blank }, index) => [
    blank && !(first && index === 0) ? hardline : "",
    hardline,
    text,
  ]);
}
