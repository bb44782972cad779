import { EOF, type IRecognitionException, type IToken } from "chevrotain";
import type { Diagnostic } from "../../diagnostics/index.js";
import type { SourceText } from "../../text/index.js";
import { endOf, type Token } from "../layout.js";
import { report } from "../report.js";
import { Equals, Fail, Int, Spread, Upper } from "../tokens.js";
import { habitOf } from "./habits.js";
import { nouns, tokenNouns } from "./nouns.js";
import { foundText, type Situation, spanOf } from "./situation.js";
import { early, specials, wrongInList } from "./specials.js";

export interface Problem {
  /** What was complete when the token came: "an arm". */
  readonly after?: string;
}

/** The parser gives up at a token. */
export class Unexpected extends Error {
  readonly expected: string;
  readonly token: IToken;
  readonly problem: Problem;

  /** @param expected a rule's name, a token's name or words */
  constructor(expected: string, token: IToken, problem: Problem = {}) {
    super(expected);
    this.expected = expected;
    this.token = token;
    this.problem = problem;
  }
}

/** What is said about a failure. */
export interface Explanation {
  readonly token: IToken;
  readonly diagnostic: Diagnostic;
  /** An opening bracket had to come: its partner may be left over. */
  readonly opens: boolean;
  /** Nothing up to the end of the brackets around it will be understood. */
  readonly swallows: boolean;
}

/**
 * The message for a failure of the parser (chevrotain's exceptions carry what was expected as their message).
 * @param declarationNext the next token begins a declaration, so what fails ends before it
 */
export function explain(
  source: SourceText,
  error: Error,
  previous: IToken,
  declarationNext: boolean,
): Explanation {
  const ours = error instanceof Unexpected;
  const token = ours ? error.token : (error as unknown as IRecognitionException).token;
  const atEnd = token.tokenType === EOF || (declarationNext && !Number.isNaN(previous.startOffset));
  const end = Number.isNaN(previous.startOffset) ? 0 : endOf(previous);
  const situation: Situation = {
    source,
    token,
    previous,
    expected: error.message,
    after: ours ? error.problem.after : undefined,
    cut: atEnd && token.tokenType !== EOF,
    span: atEnd ? { start: end, end } : spanOf(token),
  };
  if (!situation.cut) {
    for (const special of early) {
      const diagnostic = special(situation);
      if (diagnostic) return { token, diagnostic, opens: false, swallows: false };
    }
    const habit = habitOf(situation);
    if (habit) {
      const { span, hint, fix, swallows, form } = habit;
      const rest = { token, opens: false, swallows };
      if (form) return { diagnostic: report("LK1057", source, span, {}, { hint, fix }), ...rest };
      const shown = source.text.slice(span.start, span.end);
      const text = shown.length > 30 ? `${shown.slice(0, 30)}…` : shown;
      return { diagnostic: report("LK1034", source, span, { text }, { hint, fix }), ...rest };
    }
    for (const special of specials) {
      const diagnostic = special(situation);
      if (diagnostic) return { token, diagnostic, opens: asksForBody(situation), swallows: false };
    }
  }
  return { token, diagnostic: general(situation), opens: openers.has(situation.expected), swallows: false };
}

/** What begins with an opening bracket, and with nothing else or one word. */
const openers: ReadonlySet<string> = new Set(["LeftParen", "LeftBracket", "LeftBrace", "conditional"]);

/** `fn f() = …`, of which the parser says so by a special message. */
function asksForBody({ expected, token }: Situation): boolean {
  return expected === "module" && token.tokenType === Equals;
}

function general(situation: Situation): Diagnostic {
  const { source, token, expected, after, cut, span } = situation;
  const wanted = nouns.get(expected) ?? tokenNouns.get(expected) ?? expected;
  const hint =
    wrongInList(situation) ??
    halfFloat(source, token) ??
    (token.tokenType === Spread && wanted === "an expression"
      ? "`..` stands in lists, arguments and patterns."
      : undefined) ??
    hintFor(situation);
  const found = cut ? "the end of the declaration" : foundText(token);
  const behind = after ? ` after ${after}` : "";
  return report("LK1030", source, span, { wanted: wanted + behind, found }, { hint });
}

/** `.5` */
function halfFloat(source: SourceText, token: IToken): string | undefined {
  const digits =
    token.image === "." ? /^[0-9_]+/.exec(source.text.slice(endOf(token), endOf(token) + 20)) : null;
  return digits ? `A Float has digits on both sides of its point: \`0.${digits[0]}\`.` : undefined;
}

function hintFor({ expected, token, previous, after }: Situation): string | undefined {
  if (expected === "stage" && token.tokenType === Fail) return "Give it a function: `fn(x) { fail … }`.";
  if (expected === "type" && token.image === "[") return "The type of a list is `List(Int)`.";
  if (expected === "conditional") return "The branch of an `else` stands between braces: `else { … }`.";
  if (expected === "member" && token.tokenType === Int) {
    return "A tuple is taken apart by a pattern: `let (first, second) = …`.";
  }
  if (
    after === "a constructor" &&
    (token.image === "{" || (token.tokenType === Upper && !(token as Token).newline))
  ) {
    const { image } = previous;
    return `The fields of a constructor stand in parentheses, each with its name: \`${image}(field: ${token.image === "{" ? "Type" : token.image})\`.`;
  }
  if (expected === "LeftBrace") return "A body stands between braces: `{ … }`.";
  if (expected === "Arrow" && (token as Token).image === ":") return "Write `->` there.";
  if (expected === "declaration") return "Attributes stand above what they belong to.";
  if (expected === "Equals") return "Write `=` and the value.";
  if (expected === "typeBody" || expected === "typeDeclaration") {
    return "Write `type Name { field: Type }`, `type Name { A, B(field: Type) }` or `type Name = Type`.";
  }
  return undefined;
}
