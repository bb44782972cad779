import { EmbeddedActionsParser, EOF, type IToken, isRecognitionException, type TokenType } from "chevrotain";
import type { Diagnostic } from "../../diagnostics/index.js";
import { SourceText, type Span } from "../../text/index.js";
import type { Name } from "../ast.js";
import { endOf, type Token } from "../layout.js";
import { maximumErrors } from "../limits.js";
import { continues, is, startsDeclaration } from "../starts.js";
import { Comma, LeftParen, Let, Minus, vocabulary } from "../tokens.js";
import { explain, type Problem, Unexpected } from "./unexpected.js";

/** How the entries of a list are set apart. */
type Separator = "comma" | "line" | "either";

/** Entries that are values. */
const valued: ReadonlySet<string> = new Set(["an argument", "an expression"]);

interface Entries {
  /** Depth of the entries: one more than the brackets around them. */
  readonly depth: number;
  readonly separator: Separator;
  /** Parses one entry. */
  readonly entry: () => void;
  /** Stands in for an entry that could not be parsed. */
  readonly failed?: (span: Span) => void;
  /** Takes the place of the last entry, which was complete but goes on with what cannot be parsed. */
  readonly spoiled?: (span: Span) => void;
  /** What an entry is, for messages. */
  readonly noun: string;
}

/**
 * What all rules share: spans, newline gates, lists with recovery. Actions build the syntax tree directly. The tokens
 * come with balanced brackets (`brackets.ts`), so every list knows where it ends, whatever stands in it.
 */
export abstract class ParserBase extends EmbeddedActionsParser {
  protected source = new SourceText("", "");
  protected diagnostics: Diagnostic[] = [];
  /** Of the diagnostics, those where an opening bracket had to come. */
  protected openings = new Set<Diagnostic>();
  private faults: readonly number[] = [];
  /** Where the last failure was: one message is enough for a place. */
  private failedAt: IToken | undefined;

  /** @param validate check the grammar for ambiguities, as tests do; costs start-up time */
  constructor(validate: boolean) {
    super(vocabulary, {
      maxLookahead: 2,
      recoveryEnabled: false,
      skipValidations: !validate,
      errorMessageProvider: {
        // The message of an exception is what was expected; `unexpected.ts` makes sentences of it.
        buildMismatchTokenMessage: ({ expected }) => expected.name,
        buildNoViableAltMessage: ({ ruleName }) => ruleName,
        buildEarlyExitMessage: ({ ruleName }) => ruleName,
        buildNotAllInputParsedMessage: ({ ruleName }) => ruleName,
      },
    });
  }

  protected begin(source: SourceText, tokens: Token[], faults: readonly number[]): void {
    this.source = source;
    this.diagnostics = [];
    this.openings = new Set();
    this.faults = faults;
    this.failedAt = undefined;
    this.input = tokens;
  }

  /** The next token. */
  protected get next(): Token {
    return this.LA(1) as Token;
  }

  protected get atEnd(): boolean {
    return this.LA(1).tokenType === EOF;
  }

  /** From a start to the end of what was read last. */
  protected spanFrom(start: number): Span {
    return { start, end: endOf(this.LA(0)) };
  }

  protected nameOf(token: IToken): Name {
    return { text: token.image, span: { start: token.startOffset, end: endOf(token) } };
  }

  protected spanOf(token: IToken): Span {
    return { start: token.startOffset, end: endOf(token) };
  }

  protected textOf(span: Span): string {
    return this.source.text.slice(span.start, span.end);
  }

  /** Is a blank (or a line's end) behind the token? It tells a `-` between operands from one before its operand. */
  protected blankAfter(token: IToken): boolean {
    const code = this.source.text.charCodeAt(endOf(token));
    return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
  }

  /** A `-` at a line's start with its operand right behind it begins an expression of its own. */
  protected startsOperand(token: Token): boolean {
    return token.newline && token.tokenType === Minus && !this.blankAfter(token);
  }

  /** Gives up on what is being parsed; the nearest list or declaration goes on behind it. */
  protected giveUp(expected: string, problem: Problem = {}): never {
    throw new Unexpected(expected, this.next, problem);
  }

  /**
   * Runs a parse and, where it fails, reports and skips to where `stop` says.
   * @param depth depth of what is parsed: skipping never leaves the brackets around it
   */
  protected recovering<T>(
    depth: number,
    parse: () => T,
    failed: (span: Span) => T,
    stop: (token: Token) => boolean,
  ): T {
    const begin = this.next;
    try {
      return parse();
    } catch (error) {
      return this.recover(error, begin, depth, failed, stop);
    }
  }

  private recover<T>(
    error: unknown,
    begin: Token,
    depth: number,
    failed: (span: Span) => T,
    stop: (token: Token) => boolean,
  ): T {
    if (!(error instanceof Unexpected) && !isRecognitionException(error as Error)) throw error;
    const swallows = this.note(begin, error as Error);
    this.skip(depth, swallows ? () => false : stop);
    return failed(this.spanBetween(begin));
  }

  /** From a token to what was read last, or nothing where nothing was read. */
  private spanBetween(begin: Token): Span {
    const start = Number.isNaN(begin.startOffset) ? this.source.text.length : begin.startOffset;
    return { start, end: this.next === begin ? start : endOf(this.LA(0)) };
  }

  /** Reports that something else stands where the parser is, which goes on. */
  protected complain(error: Unexpected): void {
    this.note(this.next, error);
  }

  /**
   * Reports a failure, unless it follows from a mistake that has its message. True where nothing up to the end of the brackets around it
   * will be understood.
   */
  private note(begin: Token, error: Error): boolean {
    const explained = explain(this.source, error, this.LA(0), this.declarationNext);
    const token = explained.token as Token;
    const { diagnostic, opens, swallows } = explained;
    const until = token.tokenType === EOF ? this.source.text.length : endOf(token);
    if (token === this.failedAt) return false;
    this.failedAt = token;
    // A bracket without text stands for one that is missing, which has been said.
    if (token.image === "" && token.tokenType !== EOF) return false;
    if (this.faulty({ start: begin.startOffset, end: until })) return false;
    this.diagnostics.push(diagnostic);
    if (opens) this.openings.add(diagnostic);
    return swallows && token.depth > 0;
  }

  private skip(depth: number, stop: (token: Token) => boolean): void {
    const all = this.diagnostics.length >= maximumErrors;
    while (!this.atEnd) {
      const token = this.next;
      if (!all && (token.depth < depth || (token.depth === depth && stop(token)))) return;
      this.SKIP_TOKEN();
    }
  }

  /** Entries up to the closing bracket, which is not consumed. */
  protected entries(list: Entries): void {
    if (this.RECORDING_PHASE) {
      this.record(list);
      return;
    }
    const { depth, separator, noun } = list;
    let before: Token | undefined;
    const stop = (token: Token): boolean =>
      (separator !== "line" && token.tokenType === Comma) ||
      (separator !== "comma" && token !== before && token.newline && !this.continuesLine(token));
    const failed = (span: Span): void => list.failed?.(span);
    let entries = 0;
    let complained = false;
    while (!this.atEnd && this.next.depth >= depth) {
      before = this.next;
      // Not `recovering`: every frame between brackets bounds how deep they nest.
      try {
        if (before.tokenType === Comma) this.giveUp(noun);
        list.entry();
      } catch (error) {
        // Of two commas in a row one is too many; a first one lacks its entry.
        const extra = before.tokenType === Comma && entries > 0;
        this.recover(error, before, depth, extra ? () => {} : failed, stop);
      }
      entries++;
      if (!this.atEnd && this.next.depth >= depth && !stop(this.next)) {
        const swallows = !complained && this.note(before, this.unseparated(list));
        complained = separator === "comma";
        // Two values with nothing between may as well be one.
        if (complained && valued.has(noun) && this.beginsEntry(separator))
          failed(this.spanBetween(this.next));
        if (swallows || !this.beginsEntry(separator)) {
          this.skip(depth, swallows ? () => false : stop);
          list.spoiled?.(this.spanBetween(before));
        }
      }
      if (separator !== "line" && this.nextIs(Comma)) this.SKIP_TOKEN();
      if (this.next === before) this.SKIP_TOKEN();
    }
    // What the missing closing bracket would have held nobody knows.
    if (this.next.image === "" && !this.atEnd)
      failed({ start: this.next.startOffset, end: this.next.startOffset });
  }

  /** Does the next token begin an entry, which is only not set apart from the one before it? */
  private beginsEntry(separator: Separator): boolean {
    if (separator === "line") return this.nextIs(Let);
    return separator === "comma" && !this.nextIs(LeftParen) && !this.continuesLine(this.next);
  }

  private unseparated({ separator, noun }: Entries): Unexpected {
    const expected =
      separator === "comma" ? "a comma" : separator === "line" ? "a new line" : "a new line or a comma";
    return new Unexpected(expected, this.next, { after: noun });
  }

  /** Shows chevrotain the shape of a list while it records the grammar. */
  private record(list: Entries): void {
    this.MANY9(() => {
      list.entry();
      if (list.separator !== "line") this.OPTION9(() => this.CONSUME9(Comma));
    });
  }

  /** Entries set apart by commas between brackets. */
  protected commas(
    open: IToken,
    noun: string,
    entry: () => void,
    failed: (span: Span) => void = () => {},
    spoiled: (span: Span) => void = () => {},
  ): void {
    this.entries({ depth: (open as Token).depth + 1, separator: "comma", entry, noun, failed, spoiled });
  }

  /** Has something in the span been reported by the lexer? */
  protected faulty(span: Span): boolean {
    return this.faults.some((fault) => fault >= span.start && fault <= span.end);
  }

  /** Does the next token begin a declaration, so that what comes before it ends here? */
  protected get declarationNext(): boolean {
    const { next } = this;
    return next.newline && startsDeclaration(this.source, next, this.LA(2));
  }

  protected continuesLine(token: Token): boolean {
    return continues(token, this.blankAfter(token));
  }

  protected nextIs(type: TokenType): boolean {
    return is(this.LA(1), type);
  }
}
