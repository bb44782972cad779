import { type IToken, Lexer } from "chevrotain";
import type { Diagnostic } from "../diagnostics/index.js";
import type { SourceText } from "../text/index.js";
import type { Comment } from "./ast.js";
import { balance } from "./brackets/balance.js";
import { layOut, type Token } from "./layout.js";
import { overDepth } from "./limits.js";
import { reportMistakes } from "./mistakes.js";
import { resetStrings } from "./strings.js";
import { definition, LowerName, Upper } from "./tokens.js";

export interface LexResult {
  readonly tokens: Token[];
  readonly comments: readonly Comment[];
  readonly doc: string | undefined;
  readonly diagnostics: Diagnostic[];
  /** Offsets that are in a message already: what the parser finds near them follows from it. */
  readonly faults: readonly number[];
}

let lexer: Lexer | undefined;

/** @param validate check the lexer's definition, as tests do; costs start-up time */
export function makeLexer(validate: boolean): Lexer {
  return new Lexer(definition, { positionTracking: "onlyOffset", skipValidations: !validate });
}

/** Mistakes after which the tokens around are not what was meant: the parser has nothing to add there. */
const tearing = new Set(["LK1001", "LK1004", "LK1007", "LK1032"]);

/** Text to tokens that know their line breaks and brackets; brackets always balance in the result. */
export function lex(source: SourceText): LexResult {
  lexer ??= makeLexer(false);
  resetStrings();
  const { tokens, groups, errors } = lexer.tokenize(source.text);
  const mistakes = (groups as { mistakes?: IToken[] }).mistakes ?? [];
  const diagnostics = reportMistakes(source, tokens, mistakes, errors);
  const {
    tokens: found,
    comments,
    doc,
  } = layOut(
    source,
    joinNames(source, tokens, diagnostics),
    (groups as { comments?: IToken[] }).comments ?? [],
    mistakes,
  );
  const faults = torn(diagnostics, found);
  const deep = overDepth(source, found);
  if (deep) return { tokens: [], comments, doc, diagnostics: [...diagnostics, deep], faults };
  const balanced = balance(source, found, faults);
  return {
    tokens: balanced.tokens,
    comments,
    doc,
    diagnostics: [...diagnostics, ...balanced.diagnostics],
    faults: [...faults, ...balanced.faults].sort((a, b) => a - b),
  };
}

/** Offsets of mistakes that tear the text around them, and of what follows a character that was left out. */
function torn(diagnostics: readonly Diagnostic[], tokens: readonly Token[]): number[] {
  const offsets: number[] = [];
  let at = 0;
  for (const { code, span } of diagnostics) {
    if (!tearing.has(code)) continue;
    offsets.push(span.start);
    while (at < tokens.length && tokens[at]!.startOffset < span.start) at++;
    const next = tokens[at];
    if (code === "LK1004" && next && next.startOffset > span.start) offsets.push(next.startOffset);
  }
  return offsets;
}

/** Names with other letters fall apart into several tokens or none; they are names again, for the parser to go on. */
function joinNames(source: SourceText, tokens: IToken[], diagnostics: readonly Diagnostic[]): IToken[] {
  const spans = diagnostics.filter(({ code }) => code === "LK1005").map(({ span }) => span);
  if (spans.length === 0) return tokens;
  const joined: IToken[] = [];
  let at = 0;
  for (const span of spans) {
    while (at < tokens.length && tokens[at]!.startOffset < span.start) joined.push(tokens[at++]!);
    while (at < tokens.length && tokens[at]!.startOffset < span.end) at++;
    const image = source.text.slice(span.start, span.end);
    const type = /^\p{Lu}/u.test(image) ? Upper : LowerName;
    joined.push({ image, startOffset: span.start, tokenType: type, tokenTypeIdx: type.tokenTypeIdx! });
  }
  return [...joined, ...tokens.slice(at)];
}
