import type { TokenType } from "chevrotain";
import type { Diagnostic } from "../../diagnostics/index.js";
import type { SourceText } from "../../text/index.js";
import { endOf, type Token } from "../layout.js";
import { continues } from "../starts.js";
import {
  Arrow,
  Attempt,
  Const,
  Else,
  Equals,
  Fn,
  HashComment,
  If,
  LeftBrace,
  Let,
  Match,
  Node,
  Pipeline,
  RightBrace,
  RightBracket,
  RightParen,
  Test,
  Type,
} from "../tokens.js";
import { type Aligned, alignedPairs } from "./aligned.js";
import type { Balanced } from "./balance.js";
import { missingBrace, strayBracket, unclosedBracket } from "./messages.js";
import { closerOf, fits, isCloser } from "./pairs.js";

const images = new Map<TokenType, string>([
  [RightParen, ")"],
  [RightBracket, "]"],
  [RightBrace, "}"],
]);

/** So far behind a closing bracket its line is looked at. */
const farthest = 200;

/** What a value follows. */
const valued: ReadonlySet<TokenType> = new Set([Arrow, Equals, Attempt]);

/** An `if`, `match`, `else`, `fn` or declaration, which has a body. */
interface Head {
  /** Depth at which its `{` stands. */
  readonly depth: number;
  /** First column of its line. */
  readonly indent: number;
  /** An `if`, which may be a guard. */
  readonly guard: boolean;
}

interface Opener {
  readonly token: Token;
  /** First column of its line. */
  readonly indent: number;
  /** The token before it. */
  readonly before: Token | undefined;
}

/** A declaration whose brackets do not pair. */
export interface Part {
  readonly source: SourceText;
  readonly tokens: readonly Token[];
  /** What follows it. */
  readonly next: Token | undefined;
  /** Offsets of mistakes that have a message. */
  readonly known: readonly number[];
}

/** Mends the brackets of one declaration, by its line breaks and indentation; where that takes more than one change, perhaps fewer do without the latter. */
export function mend(part: Part): Balanced {
  const aligned = alignedPairs(part.source, part.tokens);
  const byLayout = new Mender(part, aligned).mend();
  if (byLayout.diagnostics.length < 2) return byLayout;
  const byOrder = new Mender(part, nothing).mend();
  // The tokens have the depths of the last attempt.
  return byOrder.diagnostics.length < byLayout.diagnostics.length
    ? byOrder
    : new Mender(part, aligned).mend();
}

const nothing: Aligned = { openers: new Map(), closers: new Map(), orphans: [] };

class Mender {
  private readonly mended: Token[] = [];
  private readonly diagnostics: Diagnostic[] = [];
  private readonly faults: number[] = [];
  private readonly open: Opener[] = [];
  /** What waits for its `{`. */
  private readonly heads: Head[] = [];
  /** Depth of the `let` or declaration of this line whose `=` is still to come. */
  private naming: number | undefined;
  /** The pair that was closed last. */
  private closed: Opener | undefined;
  private readonly aligned: Aligned;
  private readonly source: SourceText;
  private readonly tokens: readonly Token[];
  private readonly next: Token | undefined;
  private readonly known: readonly number[];

  constructor(part: Part, aligned: Aligned) {
    this.source = part.source;
    this.tokens = part.tokens;
    this.next = part.next;
    this.known = part.known;
    this.aligned = aligned;
  }

  mend(): Balanced {
    let indent = 0;
    for (const [index, token] of this.tokens.entries()) {
      const above = indent;
      if (token.newline) indent = this.source.position(token.startOffset).column;
      if (isCloser(token)) this.closing(token, index, indent);
      else {
        const before = this.tokens[index - 1];
        const line = token.newline && index > 0 && !this.goesOn(token);
        if (line) this.lackingBody(token, indent);
        if (line && before) this.lackingBlock(token, before, above, indent);
        this.close(this.depthBefore(index, before, indent), token);
        if (line) this.forgetHeads(this.open.length - 1);
        if (line) this.naming = undefined;
        this.follow(index, indent);
        this.push(token);
        if (closerOf(token)) this.open.push({ token, indent, before });
      }
    }
    this.close(0, this.next);
    return { tokens: this.mended, diagnostics: this.diagnostics, faults: this.faults };
  }

  private push(token: Token): void {
    token.depth = this.open.length;
    this.mended.push(token);
  }

  /** A closing bracket closes its partner by layout, else the innermost of its kind; without one it is dropped. */
  private closing(token: Token, index: number, indent: number): void {
    const { open } = this;
    const partner = this.partnerOf(token, index, indent);
    if (partner < 0) {
      this.faults.push(token.startOffset);
      this.diagnostics.push(strayBracket(this.source, token));
      return;
    }
    this.close(partner + 1, token);
    this.closed = open.pop();
    this.forgetHeads(open.length);
    this.push(token);
  }

  private partnerOf(token: Token, index: number, indent: number): number {
    const { open, aligned } = this;
    const own = aligned.closers.get(token);
    const byLayout = own ? open.findLastIndex((one) => one.token === own) : -1;
    if (byLayout >= 0) return byLayout;
    const inLine = token.newline
      ? open.findLastIndex((one) => fits(one.token, token) && one.indent <= indent)
      : -1;
    const partner = inLine < 0 ? open.findLastIndex((one) => fits(one.token, token)) : inLine;
    if (partner < 0) return partner;
    // What closes by layout later is not closed here, nor is anything around it.
    if (open.slice(partner).some((one) => aligned.openers.has(one.token))) return -1;
    return partner < open.length - 1 && this.isClosedInLine(open.at(-1)!.token, index) ? -1 : partner;
  }

  /** Whether the rest of the line closes a bracket, if the closing one at `index` is left out. */
  private isClosedInLine(opener: Token, index: number): boolean {
    const inside: Token[] = [];
    for (const token of this.tokens.slice(index + 1, index + farthest)) {
      if (token.newline) return false;
      if (closerOf(token)) inside.push(token);
      else if (isCloser(token)) {
        if (inside.length === 0) return fits(opener, token);
        if (!fits(inside.pop()!, token)) return false;
      }
    }
    return false;
  }

  /** How many brackets can be open before a token at the most. */
  private depthBefore(index: number, previous: Token | undefined, indent: number): number {
    const { open } = this;
    const token = this.tokens[index]!;
    if (open.length === 0) return 0;
    // What an `else` follows ends with its brace.
    if (token.tokenType === Else && previous?.tokenType !== RightBrace) {
      const block = this.innermostBlock();
      return block < 0 ? open.length : block;
    }
    if (token.tokenType === Let && token.newline) return this.statements(indent);
    if (token.tokenType === Arrow) return this.beforeArrow(token, previous);
    if (token.tokenType === LeftBrace) return this.beforeBody(token, this.tokens[index + 1]);
    if (token.tokenType === Equals && this.naming !== undefined) return this.downTo(this.naming, token);
    return token.newline && !this.goesOn(token) ? this.outdented(indent) : open.length;
  }

  private innermostBlock(): number {
    return this.open.findLastIndex((one) => one.token.tokenType === LeftBrace);
  }

  /** A line that goes back to where a bracket's line began stands behind that bracket. */
  private outdented(indent: number): number {
    const first = this.open.findIndex((one) => one.indent >= indent);
    return first < 0 ? this.open.length : first;
  }

  /** The same for a `let`, which stands in nothing but `{`. */
  private statements(indent: number): number {
    return Math.min(this.innermostBlock() + 1, this.outdented(indent));
  }

  /** But for `fn(…) ->`, an arrow stands behind a pattern or the head of a declaration, whose brackets are closed. */
  private beforeArrow(token: Token, previous: Token | undefined): number {
    const ofFunction = previous?.tokenType === RightParen && this.closed?.before?.tokenType === Fn;
    return ofFunction ? this.open.length : this.downTo(this.innermostBlock() + 1, token);
  }

  /** The `{` at the end of a line is the body of the `if`, `match` or `fn` that has none yet; what its head opens is closed. */
  private beforeBody(token: Token, next: Token | undefined): number {
    const head = this.heads.at(-1);
    return head === undefined || (next && !next.newline) ? this.open.length : this.downTo(head.depth, token);
  }

  /** Down to a depth if all brackets above it are opened in the line of a token. */
  private downTo(depth: number, token: Token): number {
    const line = this.source.line(token.startOffset);
    const above = this.open.slice(depth);
    return above.every((one) => this.source.line(one.token.startOffset) === line) ? depth : this.open.length;
  }

  private goesOn(token: Token): boolean {
    return continues(token, /\s/.test(this.source.text[endOf(token)] ?? ""));
  }

  /** Opens the body that the head above lacks, where a `}` is left over for it. */
  private lackingBody(token: Token, indent: number): void {
    const head = this.heads.at(-1);
    if (head?.depth !== this.open.length || head.indent >= indent || token.tokenType === LeftBrace) return;
    if (!this.isLeftOver(token, head.indent)) return;
    this.heads.pop();
    this.openBlock(head.indent, "body");
  }

  /** Opens the block that a value is, where a `let` stands further in on the line below and a `}` is left over for it. */
  private lackingBlock(token: Token, before: Token, above: number, indent: number): void {
    if (token.tokenType !== Let || above >= indent || !valued.has(before.tokenType)) return;
    if (this.mended.at(-1) === before && this.isLeftOver(token, above)) this.openBlock(above, "block");
  }

  /** Whether the next line that goes back to a column begins with a `}` that closes nothing. */
  private isLeftOver(token: Token, column: number): boolean {
    const { orphans } = this.aligned;
    const orphan = orphans.find((one) => one.token.startOffset > token.startOffset && one.column <= column);
    return orphan?.column === column;
  }

  /** Puts the missing `{` behind what was read last. */
  private openBlock(indent: number, what: "body" | "block"): void {
    const before = this.mended.at(-1)!;
    const at = endOf(before);
    const token = virtual(LeftBrace, at, 0);
    this.faults.push(at);
    this.diagnostics.push(missingBrace(this.source, at, what));
    this.push(token);
    this.open.push({ token, indent, before });
  }

  /** Keeps the account of what a token lets expect. */
  private follow(index: number, indent: number): void {
    const { heads, open } = this;
    const token = this.tokens[index]!;
    const { tokenType } = token;
    const depth = open.length;
    if (tokenType === Let || (index === 0 && (tokenType === Const || tokenType === Type)))
      this.naming = depth;
    if (tokenType === Equals) this.naming = undefined;
    const head = isHead(token, this.tokens[index + 1]);
    // In the head of a declaration `fn` is a type.
    const isType = tokenType === Fn && depth > 0 && this.innermostBlock() < 0;
    if ((head && !isType) || isDeclaration(token, depth))
      heads.push({ depth, indent, guard: tokenType === If });
    if (tokenType === Arrow && heads.at(-1)?.guard && heads.at(-1)!.depth >= depth) heads.pop();
    if (tokenType === LeftBrace && heads.at(-1)?.depth === depth) heads.pop();
  }

  private forgetHeads(depth: number): void {
    while (this.heads.length > 0 && this.heads.at(-1)!.depth > depth) this.heads.pop();
  }

  /** Closes all that is open down to `depth` before `next`; one message for all of them, at the innermost. */
  private close(depth: number, next: Token | undefined): void {
    if (depth >= this.open.length) return;
    const unclosed = this.open.splice(depth).reverse();
    this.forgetHeads(depth);
    const at = next?.startOffset ?? this.source.text.length;
    const last = this.mended.at(-1)!;
    for (const [index, { token }] of unclosed.entries())
      this.mended.push(virtual(closerOf(token)!, at, depth + unclosed.length - 1 - index));
    // `# …`, the comment of another language, has taken this bracket's partner with it; the parser says so.
    if (last.tokenType === HashComment) return;
    for (const { token } of unclosed) this.faults.push(token.startOffset, endOf(last));
    const innermost = unclosed[0]!.token;
    // So has a string that is not closed.
    if (swallowed(this.source, this.known, innermost)) return;
    const missing = unclosed.map(({ token }) => images.get(closerOf(token)!)!).join("");
    this.diagnostics.push(unclosedBracket(this.source, innermost, missing, next));
  }
}

function isHead(token: Token, next: Token | undefined): boolean {
  const { tokenType } = token;
  return (
    tokenType === If ||
    tokenType === Match ||
    tokenType === Fn ||
    (tokenType === Else && next?.tokenType !== If)
  );
}

function isDeclaration({ tokenType, newline }: Token, depth: number): boolean {
  return (
    depth === 0 &&
    newline &&
    (tokenType === Node || tokenType === Pipeline || tokenType === Test || tokenType === Type)
  );
}

/** A bracket that the text lacks, of no width. */
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
