import { type IToken, Lexer } from "chevrotain";
import type { Diagnostic } from "../diagnostics/index.js";
import type { SourceText } from "../text/index.js";
import type { Comment } from "./ast.js";
import { balance } from "./brackets.js";
import { layOut, type Token } from "./layout.js";
import { overDepth } from "./limits.js";
import { reportMistakes } from "./mistakes.js";
import { resetStrings } from "./strings.js";
import { definition } from "./tokens.js";

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

/** Text to tokens that know their line breaks and brackets; brackets always balance in the result. */
export function lex(source: SourceText): LexResult {
  lexer ??= makeLexer(false);
  resetStrings();
  const { tokens, groups, errors } = lexer.tokenize(source.text);
  const found = tokens as Token[];
  const mistakes = (groups as { mistakes?: IToken[] }).mistakes ?? [];
  const diagnostics = reportMistakes(source, found, mistakes, errors);
  const { comments, doc } = layOut(
    source,
    found,
    (groups as { comments?: IToken[] }).comments ?? [],
    mistakes,
  );
  const faults = diagnostics.map((diagnostic) => diagnostic.span.start);
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
