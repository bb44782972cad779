import { EOF, type IToken } from "chevrotain";
import { type Diagnostic, type Extras, suggestion } from "../../diagnostics/index.js";
import { type SourceText, type Span, similar } from "../../text/index.js";
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
  Let,
  Lower,
  Match,
  Minus,
  StringStart,
  Underscore,
  Upper,
} from "../tokens.js";
import { foundText, type Situation, spanOf } from "./situation.js";
import { toPascalCase, toSnakeCase } from "./words.js";

type Special = (situation: Situation) => Diagnostic | undefined;

/** What is not to be taken for a habit of another language. */
export const early: readonly Special[] = [
  assignment,
  interpolatedTitle,
  armWord,
  reserved,
  wrongCase,
  nameless,
  duration,
  floatPattern,
];

/** From the most particular to the most general; the first that knows an answer gives it. */
export const specials: readonly Special[] = [
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
  if (expected === "Colon" && is(previous, Lower)) {
    const fix = [{ span: { start: endOf(previous), end: span.end }, text: ":" }];
    const hint = `The type of a field stands behind a colon: \`${previous.image}: …\`.`;
    return report("LK1033", source, span, {}, { hint, fix });
  }
  const line = source.lineStart(source.line(span.start));
  const lead = source.text.slice(line, span.start);
  // What is the value of its block, or stands behind more than a name, was to be compared.
  const last = /^(?:[^\n{}]*\}|[^\n]*\n\s*\})/.test(source.text.slice(span.end, span.end + 500));
  const named = after === "a statement" && is(previous, Lower) && !last && /(?:^|\{)\s*\w+\s*$/.test(lead);
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
  const [, word, tuple] = (last ? null : bareTuple.exec(lead)) ?? [];
  if (after === "a statement" && tuple !== undefined) {
    const start = line + source.text.slice(line).search(/\S/);
    const fix = [{ span: { start, end: start + word!.length }, text: "let " }];
    return report("LK1033", source, span, {}, { hint: `Write \`let ${tuple} = …\` to name values.`, fix });
  }
  const head = /(?:^|\s)(fn|node|pipeline)\s+(\w+)\s*$/.exec(lead);
  if (head !== null) {
    const [, kind, name] = head;
    const what = kind === "fn" ? "function" : kind;
    const constant = kind === "fn" ? `; a value is \`const ${name} = …\`` : "";
    const hint = `A ${what} has parameters and a body: \`${kind} ${name}(x) { … }\`${constant}.`;
    return report("LK1033", source, span, {}, { hint });
  }
  const fix = [{ span, text: "==" }];
  return report("LK1033", source, span, {}, { hint: "Write `==` to compare.", fix });
}

/** `(a, b)` at the beginning of a line, perhaps behind a word: `var (a, b) = …`. */
const bareTuple = /^\s*((?:[a-z]\w*)?[ \t]*)(\(\s*[a-z_][\w\s]{0,60}(?:,[\w\s]{1,60}){1,9}\))\s*$/;

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

/** `else -> …` and `if … -> …` among the arms of a `match`. */
function armWord({ source, token, expected, after, span }: Situation): Diagnostic | undefined {
  const begins = expected === "pattern" || expected === "simplePattern";
  // An `else` goes on with the arm above it, where the parser meets it.
  if (!begins && after !== "an arm") return undefined;
  if (token.tokenType === Else && /^\s*->/.test(source.text.slice(span.end, span.end + 100))) {
    const hint = "The arm for all that is left is `_ -> …`.";
    return report("LK1057", source, span, {}, { hint, fix: [{ span, text: "_" }] });
  }
  // Where a value follows it, it was to be a name.
  if (!begins || token.tokenType !== If || /^\s*=/.test(source.text.slice(span.end, span.end + 100)))
    return undefined;
  const fix = [{ span: { start: span.start, end: span.start }, text: "_ " }];
  return report("LK1057", source, span, {}, { hint: "A guard stands behind a pattern: `_ if …`.", fix });
}

/** `match` where a field, a variable or a label has its name. */
function reserved(situation: Situation): Diagnostic | undefined {
  const { source, token, previous, expected, span } = situation;
  const isWord = (one: IToken) => keywords.has(one.tokenType) || is(one, Bool);
  // As a label the word began an expression, of which the colon is no part.
  if (token.image === ":" && isWord(previous) && valueRules.has(expected))
    return reservedAt(source, previous.image, spanOf(previous));
  if (!isWord(token)) return undefined;
  const names =
    expected === "Lower" ||
    expected === "member" ||
    (nameRules.has(expected) && /^\s*(?::|,|\)|=(?![=>]))/.test(source.text.slice(span.end, span.end + 100)));
  return names ? reservedAt(source, token.image, span) : undefined;
}

/** Where a name is one of several things that may stand; what follows tells whether one was meant. */
const nameRules = new Set([
  "pattern",
  "simplePattern",
  "patternArgument",
  "patternArguments",
  "listPattern",
  "typeBody",
  "field",
]);
const valueRules = new Set(["expression", "operand", "argument", "a comma"]);

function reservedAt(source: SourceText, word: string, span: Span): Diagnostic {
  return report("LK1049", source, span, { word }, { hint: `Take another name, such as \`${word}_\`.` });
}

function wrongCase(situation: Situation): Diagnostic | undefined {
  const { source, token, previous, expected, after, span } = situation;
  // `{ Name: Int }`
  if (after === "a constructor" && token.image === ":" && previous.tokenType === Upper)
    return wrongCase({ ...situation, token: previous, span: spanOf(previous), expected: "Lower" });
  const field = expected === "field" && /^\s*:/.test(source.text.slice(span.end, span.end + 100));
  if ((expected === "Lower" || field) && token.tokenType === Upper) {
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

function floatPattern({ source, token, previous, expected, span }: Situation): Diagnostic | undefined {
  if (token.tokenType !== Float) return undefined;
  const negative = expected === "Int" && previous.tokenType === Minus;
  if (!negative && expected !== "simplePattern" && expected !== "pattern") return undefined;
  const whole = negative ? { start: previous.startOffset, end: span.end } : span;
  const text = `${negative ? "-" : ""}${token.image}`;
  const hint = `Bind a name and compare it in a guard: \`x if x == ${text}\`.`;
  return report("LK1053", source, whole, {}, { hint });
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

const plainArguments =
  /^((?:[a-z_]\w*|\d+|"[^"\\$\n]*")(?:[ \t]+(?:[a-z_]\w*|\d+|"[^"\\$\n]*"))*)[ \t]*(?:\r?\n|[})\]]|$)/;

/** `f x y`, `Some x`: a call without parentheses, of plain arguments up to the end of the line; as it is written here. */
function callOf({ source, token, previous }: Situation): { text: string; end: number } | undefined {
  if (!is(previous, Lower) && previous.tokenType !== Upper) return undefined;
  const rest = source.text.slice(token.startOffset, token.startOffset + 200);
  const [, plain] = plainArguments.exec(rest) ?? [];
  if (plain === undefined) return undefined;
  const given = plain.match(/[a-z_]\w*|\d+|"[^"]*"/g)!;
  return { text: `${previous.image}(${given.join(", ")})`, end: token.startOffset + plain.length };
}

function statementsOnOneLine(situation: Situation): Diagnostic | undefined {
  const { source, token, previous, after, span } = situation;
  if (after !== "a statement" || token.tokenType === EOF) return undefined;
  const advice = missingElse(situation) ?? missingWord(situation);
  if (advice) return report("LK1031", source, span, {}, advice);
  if (token.tokenType === Comma) {
    return report(
      "LK1031",
      source,
      span,
      {},
      { hint: "Write each statement on a line of its own, without a comma." },
    );
  }
  const call = callOf(situation);
  if (call) {
    const { text, end } = call;
    if (is(previous, Lower)) {
      const hint = `Write \`${text}\` for a call, the operator that is missing, or begin a new line here.`;
      return report("LK1031", source, span, {}, { hint });
    }
    const fix = [{ span: { start: previous.startOffset, end }, text }];
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
  const comma = [{ span: { start: endOf(previous), end: endOf(previous) }, text: "," }];
  const advice: Extras = word
    ? { hint: word }
    : (missingElse(situation) ??
      missingWord(situation) ??
      missingLabelColon(situation) ?? {
        hint: "Write a comma, or the operator that is missing.",
        fix: comma,
      });
  return report("LK1055", source, span, { after: after ?? "an entry", found: foundText(token) }, advice);
}

/** `if c { a } { b }` */
function missingElse({ source, token, previous, span }: Situation): Extras | undefined {
  if (token.image !== "{" || previous.image !== "}") return undefined;
  const lead = source.text.slice(source.lineStart(source.line(span.start)), span.start);
  if (!/\bif\b/.test(lead)) return undefined;
  const fix = [{ span: { start: span.start, end: span.start }, text: "else " }];
  return { hint: "Write `else` before the block of the other case.", fix };
}

/** `mathc x { … }` */
function missingWord({ source, token, previous }: Situation): Extras | undefined {
  const begins =
    is(token, Lower) || token.tokenType === Upper || token.image === "(" || keywords.has(token.tokenType);
  if (!begins || !is(previous, Lower) || source.text[previous.startOffset - 1] === ".") return undefined;
  return suggestion(similar(previous.image, ["match", "attempt"]), spanOf(previous));
}

/** `f(count 3)`, `@retry(max 3)` */
function missingLabelColon({ token, previous, after }: Situation): Extras | undefined {
  if (!/^["\w]/.test(token.image) || !is(previous, Lower) || (token as Token).newline) return undefined;
  const written = `${previous.image}: ${token.image.length > 20 ? "…" : token.image}`;
  const at = { start: endOf(previous), end: endOf(previous) };
  if (after === "a value") return { hint: `Write \`${written}\`.`, fix: [{ span: at, text: ":" }] };
  return after === "an argument"
    ? { hint: `Write \`${written}\` for a label, a comma, or the operator that is missing.` }
    : undefined;
}

/** What stands in the place of a comma but was not meant to be set apart by one. */
export function wrongInList({ token, previous, after }: Situation): string | undefined {
  const open = token.image === "(" && is(previous, Lower);
  if (after === "a pattern") {
    if (open) return "A constructor begins with a capital; a pattern calls nothing.";
    return is(token, Infix) ? "Bind a name and compare it in a guard: `x if x == a + 1`." : undefined;
  }
  if (after === "an argument" && token.image === "{" && previous.image === ")")
    return "A function is written `fn(x) { … }`.";
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
  const typed = token.tokenType === Upper || token.image === "(";
  if (typed && previous.image === ")" && !(token as Token).newline) {
    const hint =
      token.image === "(" ? "The type of a result stands behind `->`." : `Write \`-> ${token.image}\`.`;
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
