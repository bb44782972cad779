import { above, below, trailing } from "./comments.js";
import type { Context } from "./context.js";
import { type Doc, fill, hardline, ifBreak, indent, line, softline } from "./doc.js";

/** An entry between brackets. */
export interface Item {
  /** Its first character. */
  readonly start: number;
  /** Comments before this offset are its own: its first character, or behind the prefix operators that it begins with. */
  readonly lead: number;
  readonly print: () => Doc;
}

export interface Brackets {
  readonly open: string;
  readonly close: string;
  /** Offset of the closing bracket. */
  readonly closeAt: number;
  readonly items: readonly Item[];
  /** `lines`: entries over lines are set apart by the lines alone, without commas. */
  readonly separator?: "comma" | "lines";
  /** Parentheses around one thing, where a comma would make something else of it. */
  readonly single?: boolean;
  /** As many entries a line as it holds, for long lists of numbers. */
  readonly filled?: boolean;
}

/**
 * Entries between brackets: all on one line, or each on its own with a comma behind it, as the group around it says.
 * Comments stay with the entry below them or to their left; at most one empty line between entries is kept.
 */
export function bracketed(f: Context, brackets: Brackets): Doc {
  const { open, close, closeAt, items, separator = "comma" } = brackets;
  const edge = open === "{" && separator === "lines" ? line : softline;
  if (brackets.filled && !f.comments.waitsBefore(closeAt)) return filled(brackets);
  const comma = separator === "comma" ? "," : ifBreak("", ",");
  const body: Doc[] = [];
  for (const [index, { start, lead, print }] of items.entries()) {
    const taken = f.comments.take(lead);
    const blank = f.comments.blankBefore(start);
    if (index > 0) body.push(comma);
    body.push(trailing(taken));
    if (index > 0 && (taken?.lines[0]?.blank ?? blank)) body.push(softline);
    body.push(index === 0 ? edge : line, above(taken, blank), print());
  }
  const last = f.comments.take(closeAt);
  if (items.length === 0 && !last) return open + close;
  const end = separator === "comma" && !brackets.single && items.length > 0 ? ifBreak(",") : "";
  return [
    open,
    indent([...body, end, trailing(last), below(last, items.length === 0)]),
    last ? hardline : edge,
    close,
  ];
}

function filled({ open, close, items }: Brackets): Doc {
  const parts = items.flatMap(({ print }, index) =>
    index < items.length - 1 ? [[print(), ","], line] : [print()],
  );
  return [open, indent([softline, fill(parts), ifBreak(",")]), softline, close];
}
