import { EOF, type IRecognitionException, type IToken } from "chevrotain";
import type { Diagnostic } from "../../diagnostics/index.js";
import type { SourceText, Span } from "../../text/index.js";
import { endOf, type Token } from "../layout.js";
import { report } from "../report.js";
import { continues, is } from "../starts.js";
import {
  Arrow,
  Attempt,
  Bar,
  Bool,
  Comma,
  Duration,
  Else,
  Equals,
  Fail,
  Float,
  Fn,
  If,
  Infix,
  Int,
  InterpolationStart,
  Let,
  Lower,
  Match,
  PlainString,
  Spread,
  StringStart,
  Underscore,
  Upper,
} from "../tokens.js";
import { habitOf } from "./habits.js";
import { nouns, tokenNouns } from "./nouns.js";
import { toPascalCase, toSnakeCase } from "./words.js";

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

/** What a failed parse means to the person who wrote the text. */
interface Situation {
  readonly source: SourceText;
  readonly token: IToken;
  readonly previous: IToken;
  readonly expected: string;
  readonly after: string | undefined;
  /** The next declaration begins where more had to come. */
  readonly cut: boolean;
  readonly span: Span;
}

/** What is said about a failure. */
export interface Explanation {
  readonly token: IToken;
  readonly diagnostic: Diagnostic;
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
      if (diagnostic) return { token, diagnostic, swallows: false };
    }
    const habit = habitOf(situation);
    if (habit) {
      const { span, hint, fix, swallows, form } = habit;
      if (form) return { token, diagnostic: report("LK1057", source, span, {}, { hint, fix }), swallows };
      const shown = source.text.slice(span.start, span.end);
      const text = shown.length > 30 ? `${shown.slice(0, 30)}…` : shown;
      return { token, diagnostic: report("LK1034", source, span, { text }, { hint, fix }), swallows };
    }
    for (const special of specials) {
      const diagnostic = special(situation);
      if (diagnostic) return { token, diagnostic, swallows: false };
    }
  }
  return { token, diagnostic: general(situation), swallows: false };
}

type Special = (situation: Situation) => Diagnostic | undefined;

/** What is not to be taken for a habit of another language. */
const early: readonly Special[] = [
  assignment,
  interpolatedTitle,
  reserved,
  wrongCase,
  nameless,
  duration,
  floatPattern,
];

/** From the most particular to the most general; the first that knows an answer gives it. */
const specials: readonly Special[] = [
  hole,
  letAsValue,
  statementsOnOneLine,
  missingComma,
  emptyBody,
  topLevel,
];

/** `=` where a value is compared or named. */
function assignment({ source, token, previous, expected, after, span }: Situation): Diagnostic | undefined {
  if (token.tokenType !== Equals || expected === "module") return undefined;
  const parameter = after === "a parameter" && expected === "a comma";
  if (parameter) {
    const hint = "Parameters have no defaults: declare a second function, or take an `Option`.";
    return report("LK1033", source, span, {}, { hint });
  }
  const named = after === "a statement" && is(previous, Lower);
  const labelled = after === "an argument" && is(previous, Lower);
  if (labelled) {
    const fix = [{ span: { start: endOf(previous), end: span.end }, text: ":" }];
    const hint = `A label ends in a colon: \`${previous.image}: …\`.`;
    return report("LK1033", source, span, {}, { hint, fix });
  }
  if (named) {
    const hint = `Write \`let ${previous.image} = …\` to name a value, \`==\` to compare.`;
    const fix = [{ span: { start: previous.startOffset, end: previous.startOffset }, text: "let " }];
    return report("LK1033", source, span, {}, { hint, fix });
  }
  const fix = [{ span, text: "==" }];
  return report("LK1033", source, span, {}, { hint: "Write `==` to compare.", fix });
}

function interpolatedTitle({ source, token, expected, span }: Situation): Diagnostic | undefined {
  if (
    token.tokenType !== StringStart ||
    !["PlainString", "attributeValue", "simplePattern"].includes(expected)
  ) {
    return undefined;
  }
  return report(
    "LK1048",
    source,
    span,
    {},
    { hint: "Write a string without `${…}`, or `\\${` for the characters themselves." },
  );
}

const keywords = new Set([Fn, Let, If, Else, Match, Fail, Attempt]);

function reserved({ source, token, expected, span }: Situation): Diagnostic | undefined {
  if (expected !== "Lower" && expected !== "member") return undefined;
  if (!keywords.has(token.tokenType) && !is(token, Bool)) return undefined;
  const hint = `Take another name, such as \`${token.image}_\`.`;
  return report("LK1049", source, span, { word: token.image }, { hint });
}

function wrongCase({ source, token, expected, span }: Situation): Diagnostic | undefined {
  if (expected === "Lower" && token.tokenType === Upper) {
    const hint = `Write \`${toSnakeCase(token.image)}\`.`;
    return report("LK1050", source, span, { name: token.image, wanted: "a small letter" }, { hint });
  }
  if (expected === "Upper" && is(token, Lower)) {
    const hint = `Write \`${toPascalCase(token.image)}\`.`;
    return report("LK1050", source, span, { name: token.image, wanted: "a capital" }, { hint });
  }
  return undefined;
}

function duration({ source, token, span }: Situation): Diagnostic | undefined {
  if (token.tokenType !== Duration) return undefined;
  return report(
    "LK1008",
    source,
    span,
    { duration: token.image },
    {
      hint: "Spans of time are Int milliseconds in a program: `3 * time.second`.",
    },
  );
}

function floatPattern({ source, token, expected, span }: Situation): Diagnostic | undefined {
  if (token.tokenType !== Float || (expected !== "simplePattern" && expected !== "pattern")) return undefined;
  return report(
    "LK1053",
    source,
    span,
    {},
    { hint: `Bind a name and compare it in a guard: \`x if x == ${token.image}\`.` },
  );
}

/** `fn f(_: Int)`: what is declared has a name. */
function nameless({ source, token, expected, span }: Situation): Diagnostic | undefined {
  if (token.tokenType !== Underscore || !["Lower", "typeBody", "field"].includes(expected)) return undefined;
  const hint = "Write a name; one that begins with `_`, such as `_x`, is unused on purpose.";
  return report("LK1030", source, span, { wanted: "a name", found: foundText(token) }, { hint });
}

function hole({ source, token, previous, expected, after, span }: Situation): Diagnostic | undefined {
  const before = after === "an argument" && previous.tokenType === Underscore;
  const here = token.tokenType === Underscore && !expected.includes("attern") && expected !== "a comma";
  if (!here && !before) return undefined;
  return report(
    "LK1051",
    source,
    before ? spanOf(previous) : span,
    {},
    {
      hint: "Write a function: `fn(x) { … }`; a `_` stands alone as an argument, as in `f(_, 1)`.",
    },
  );
}

/** `-> let x = 1`. */
function letAsValue({ source, token, expected, after, span }: Situation): Diagnostic | undefined {
  if (token.tokenType !== Let || (token as Token).newline || after === "a statement") return undefined;
  if (expected === "declaration" || expected === "module") return undefined;
  return report(
    "LK1054",
    source,
    span,
    {},
    { hint: "Put it into braces, with the value below it: `{ let … }`." },
  );
}

/** `f x`, `Some x`: a call without parentheses, of one plain argument. */
function isCall({ source, token, previous }: Situation): boolean {
  const plain = is(token, Lower) || token.tokenType === Int || token.tokenType === PlainString;
  const named = is(previous, Lower) || previous.tokenType === Upper;
  return plain && named && /^[ \t]*(?:[\n})\]]|$)/.test(source.text.slice(endOf(token)));
}

function statementsOnOneLine(situation: Situation): Diagnostic | undefined {
  const { source, token, previous, after, span } = situation;
  if (after !== "a statement" || token.tokenType === EOF) return undefined;
  if (token.tokenType === Comma) {
    return report(
      "LK1031",
      source,
      span,
      {},
      { hint: "Write each statement on a line of its own, without a comma." },
    );
  }
  if (isCall(situation)) {
    const text = `${previous.image}(${token.image})`;
    if (is(previous, Lower)) {
      const hint = `Write \`${text}\` for a call, the operator that is missing, or begin a new line here.`;
      return report("LK1031", source, span, {}, { hint });
    }
    const fix = [{ span: { start: previous.startOffset, end: endOf(token) }, text }];
    return report("LK1031", source, span, {}, { hint: `Arguments stand in parentheses: \`${text}\`.`, fix });
  }
  const line = token.tokenType === Let ? "" : ", or write the operator that is missing";
  return report("LK1031", source, span, {}, { hint: `Begin a new line here${line}.` });
}

function missingComma(situation: Situation): Diagnostic | undefined {
  const { source, token, previous, expected, after, span } = situation;
  if (expected !== "a comma" || token.tokenType === EOF) return undefined;
  if ((after === "a parameter" || after === "a field") && token.tokenType === Upper) {
    const hint = `Write \`${previous.image}: ${token.image}\`.`;
    return report(
      "LK1030",
      source,
      span,
      { wanted: "`:` before the type", found: foundText(token) },
      { hint },
    );
  }
  if (continues(token, false)) return undefined;
  const word = wrongInList(situation);
  return report(
    "LK1055",
    source,
    span,
    { after: after ?? "an entry", found: foundText(token) },
    {
      hint: word ?? "Write a comma, or the operator that is missing.",
      fix: word ? undefined : [{ span: { start: endOf(previous), end: endOf(previous) }, text: "," }],
    },
  );
}

/** What stands in the place of a comma but was not meant to be set apart by one. */
function wrongInList({ token, previous, after }: Situation): string | undefined {
  const open = token.image === "(" && is(previous, Lower);
  if (after === "a pattern") {
    if (open) return "A constructor begins with a capital; a pattern calls nothing.";
    return is(token, Infix) ? "Bind a name and compare it in a guard: `x if x == a + 1`." : undefined;
  }
  if (after !== "a parameter" && after !== "a field" && after !== "a type") return undefined;
  if (token.tokenType === Arrow) return "The type of a function is `fn(Int) -> Int`.";
  if (token.tokenType === Bar)
    return "A type of several forms is declared: `type Name { A(a: Int), B(b: String) }`.";
  return open ? `Types begin with a capital: \`${toPascalCase(previous.image)}(…)\`.` : undefined;
}

function emptyBody({ source, previous, expected, token }: Situation): Diagnostic | undefined {
  const what = { arm: "a `match`", typeBody: "a type", importName: "an import's list" }[expected];
  if (!what || token.image !== "}" || previous.image !== "{") return undefined;
  const wanted = { arm: "arm", typeBody: "field or constructor", importName: "name" }[expected]!;
  const span = { start: previous.startOffset, end: endOf(token) };
  return report("LK1056", source, span, { what, wanted });
}

function topLevel({ source, token, previous, expected, span }: Situation): Diagnostic | undefined {
  if (expected !== "module") return undefined;
  // `fn f() Int { … }`
  if (token.tokenType === Upper && previous.image === ")" && !(token as Token).newline) {
    const hint = `Write \`-> ${token.image}\`.`;
    return report("LK1030", source, span, { wanted: "`->` or `{`", found: foundText(token) }, { hint });
  }
  const head = token.tokenType === Equals ? "`{`" : token.image === ":" ? "`->` or `{`" : undefined;
  if (head) {
    const hint =
      token.image === ":"
        ? "The type of a result stands behind `->`."
        : "The body of a function stands between braces: `{ … }`.";
    return report("LK1030", source, span, { wanted: head, found: foundText(token) }, { hint });
  }
  const hint =
    token.tokenType === Let
      ? "Write `const` for a value of the module."
      : "A module has imports, then declarations: `type`, `const`, `fn`, `node`, `pipeline` and `test`.";
  return report("LK1052", source, span, { found: foundText(token) }, { hint });
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

function hintFor({ expected, token, after }: Situation): string | undefined {
  if (expected === "stage" && token.tokenType === Fail) return "Give it a function: `fn(x) { fail … }`.";
  if (expected === "type" && token.image === "[") return "The type of a list is `List(Int)`.";
  if (expected === "conditional") return "The branch of an `else` stands between braces: `else { … }`.";
  if (expected === "member" && token.tokenType === Int) {
    return "A tuple is taken apart by a pattern: `let (first, second) = …`.";
  }
  if (after === "a constructor" && token.image === "{") {
    return "The fields of a constructor stand in parentheses: `Name(field: Type)`.";
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

function spanOf(token: IToken): Span {
  return { start: token.startOffset, end: endOf(token) };
}

function foundText(token: IToken): string {
  if (token.tokenType === EOF) return "the end of the file";
  if (token.tokenType === InterpolationStart) return "`${`";
  if (token.tokenType === PlainString) return "a string";
  if (token.tokenType === StringStart) return "a string";
  if (token.image === "") return "the end of what the bracket holds";
  if (token.tokenType === Arrow) return "`->`";
  return `\`${token.image.length > 30 ? `${token.image.slice(0, 30)}…` : token.image}\``;
}
