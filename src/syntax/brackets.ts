import type { TokenType } from "chevrotain";
import { type Diagnostic, type Edit, insert } from "../diagnostics/index.js";
import type { SourceText } from "../text/index.js";
import { endOf, type Token } from "./layout.js";
import { report } from "./report.js";
import { continues, is, startsDeclaration } from "./starts.js";
import {
  Arrow,
  Else,
  InterpolationStart,
  LeftBrace,
  LeftBracket,
  LeftParen,
  Let,
  Lower,
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
 * reported and the tokens mended, so that the parser never meets a bracket without its partner. What is not paired is
 * looked at declaration by declaration.
 */
export function balance(source: SourceText, tokens: Token[], faults: readonly number[]): Balanced {
  if (pairs(tokens)) return { tokens, diagnostics: [], faults: [] };
  const parts = declarationsOf(source, tokens).map((part): Balanced => {
    return pairs(part.tokens)
      ? { tokens: part.tokens, diagnostics: [], faults: [] }
      : new Mender(source, part.tokens, part.next, faults).mend();
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

/** Mends the brackets of one declaration, by its line breaks and indentation. */
class Mender {
  private readonly mended: Token[] = [];
  private readonly diagnostics: Diagnostic[] = [];
  private readonly faults: number[] = [];
  private readonly open: Token[] = [];
  /** First column of the line in which a bracket opens. */
  private readonly indents: number[] = [];
  private readonly source: SourceText;
  private readonly tokens: readonly Token[];
  private readonly next: Token | undefined;
  private readonly known: readonly number[];

  constructor(
    source: SourceText,
    tokens: readonly Token[],
    next: Token | undefined,
    known: readonly number[],
  ) {
    this.source = source;
    this.tokens = tokens;
    this.next = next;
    this.known = known;
  }

  mend(): Balanced {
    let indent = 0;
    for (const [index, token] of this.tokens.entries()) {
      if (token.newline) indent = this.column(token);
      if (closing.has(token.tokenType)) this.closing(token, indent);
      else {
        this.close(this.depthBefore(token, this.tokens[index - 1], indent), token);
        this.push(token);
        if (closers.has(token.tokenType)) {
          this.open.push(token);
          this.indents.push(indent);
        }
      }
    }
    this.close(0, this.next);
    return { tokens: this.mended, diagnostics: this.diagnostics, faults: this.faults };
  }

  private push(token: Token): void {
    token.depth = this.open.length;
    this.mended.push(token);
  }

  /** A closing bracket closes the innermost of its kind that does not begin further right; without one it is dropped. */
  private closing(token: Token, indent: number): void {
    const { open, indents } = this;
    const fits = (opener: Token): boolean => closers.get(opener.tokenType) === token.tokenType;
    const inLine = token.newline
      ? open.findLastIndex((opener, at) => fits(opener) && indents[at]! <= indent)
      : -1;
    const partner = inLine < 0 ? open.findLastIndex(fits) : inLine;
    if (partner < 0) {
      this.faults.push(token.startOffset);
      this.diagnostics.push(strayBracket(this.source, token));
      return;
    }
    this.close(partner + 1, token);
    open.pop();
    indents.pop();
    this.push(token);
  }

  /** How many brackets can be open before a token at the most. */
  private depthBefore(token: Token, previous: Token | undefined, indent: number): number {
    const { open } = this;
    if (open.length === 0) return 0;
    // What an `else` follows ends with its brace.
    if (token.tokenType === Else && previous?.tokenType !== RightBrace) {
      const block = open.findLastIndex((opener) => opener.tokenType === LeftBrace);
      return block < 0 ? open.length : block;
    }
    if (token.tokenType === Let && token.newline) return this.statements(indent);
    if (token.tokenType === Arrow && previous?.tokenType !== RightParen && this.inHeader()) return 0;
    return token.newline && !continues(token, true) ? this.outdented(indent) : open.length;
  }

  /** A line that goes back to where a bracket's line began stands behind that bracket. */
  private outdented(indent: number): number {
    const first = this.indents.findIndex((column) => column >= indent);
    return first < 0 ? this.open.length : first;
  }

  /** The same for a `let`, which stands in nothing but `{`. */
  private statements(indent: number): number {
    const { open } = this;
    const block = open.findLastIndex((opener) => opener.tokenType === LeftBrace) + 1;
    return Math.min(block, this.outdented(indent));
  }

  /** Is the only bracket that is open the one of a declaration's parameters? */
  private inHeader(): boolean {
    const [opener, ...others] = this.open;
    if (!opener || others.length > 0 || opener.tokenType !== LeftParen) return false;
    return is(this.tokens[this.tokens.indexOf(opener) - 1] ?? opener, Lower);
  }

  private column(token: Token): number {
    return this.source.position(token.startOffset).column;
  }

  /** Closes all that is open down to `depth` before `next`; one message for all of them, at the innermost. */
  private close(depth: number, next: Token | undefined): void {
    if (depth >= this.open.length) return;
    const unclosed = this.open.splice(depth).reverse();
    this.indents.splice(depth);
    const at = next?.startOffset ?? this.source.text.length;
    const end = endOf(this.mended.at(-1)!);
    for (const [index, opener] of unclosed.entries()) {
      const type = closers.get(opener.tokenType)!;
      this.mended.push(virtual(type, at, depth + unclosed.length - 1 - index));
      this.faults.push(opener.startOffset, end);
    }
    const innermost = unclosed[0]!;
    // A string that is not closed has taken the rest of its line with it, this bracket's partner included.
    if (swallowed(this.source, this.known, innermost)) return;
    const missing = unclosed.map((opener) => images.get(closers.get(opener.tokenType)!)!).join("");
    this.diagnostics.push(unclosedBracket(this.source, innermost, missing, next));
  }
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
  const comment = commentedOut(source, opener, missing);
  if (comment !== undefined) {
    const labels = [{ source, span: { start: comment, end: comment + 2 }, message: "a comment begins here" }];
    const hint = `Behind \`//\` all is a comment, the \`${missing}\` too; Ints are divided by \`/\`.`;
    return report("LK1020", source, span, holes, { labels, hint });
  }
  const fix = [closingEdit(source, missing, next)];
  if (!next)
    return report("LK1020", source, span, holes, {
      hint: `Write \`${missing}\` before the end of the file.`,
      fix,
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
    fix,
  });
}

/** The missing brackets, at the end of what stands before; those that an `else` follows, before it. */
function closingEdit(source: SourceText, missing: string, next: Token | undefined): Edit {
  if (next?.tokenType === Else) return insert(next.startOffset, `${missing} `);
  const before = source.text.slice(0, next?.startOffset).trimEnd().length;
  return insert(before, next?.newline === false || !missing.startsWith("}") ? missing : `\n${missing}`);
}

/** Where a comment begins that has what would close the bracket on its line. */
function commentedOut(source: SourceText, opener: Token, missing: string): number | undefined {
  const { text } = source;
  const end = text.indexOf("\n", opener.startOffset);
  const line = text.slice(opener.startOffset, end < 0 ? text.length : end);
  const at = line.indexOf("//");
  return at > 0 && line.slice(at).includes(missing) && !line.slice(0, at).includes('"')
    ? opener.startOffset + at
    : undefined;
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
