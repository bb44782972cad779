import type { ILexingError, IToken } from "chevrotain";
import { type Diagnostic, type Edit, insert } from "../diagnostics/index.js";
import type { SourceText } from "../text/index.js";
import { endOf } from "./layout.js";
import { maximumErrors } from "./limits.js";
import { floatValue, maximumDigits, repairNumber } from "./numbers.js";
import { report } from "./report.js";
import { decodeEscape, decodeText, scanString } from "./strings.js";
import {
  BadNumber,
  BlockComment,
  Escape,
  Float,
  Int,
  PlainString,
  TypographicString,
  UnclosedString,
} from "./tokens.js";

/** Everything that is wrong with the text itself, before a parser looks at it, in its order. */
export function reportMistakes(
  source: SourceText,
  tokens: readonly IToken[],
  mistakes: readonly IToken[],
  errors: readonly ILexingError[],
): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const token of tokens) {
    const diagnostic = mistakeOf(source, token);
    for (const one of diagnostic ?? []) found.push(one);
  }
  for (const token of mistakes) found.push(misplaced(source, token));
  for (const error of errors) {
    const diagnostic = unexpected(source, error);
    if (diagnostic) found.push(diagnostic);
  }
  // No more of them are told, and all of them by themselves.
  return found.sort((a, b) => a.span.start - b.span.start).slice(0, maximumErrors);
}

function mistakeOf(source: SourceText, token: IToken): Diagnostic[] | undefined {
  switch (token.tokenType) {
    case PlainString:
      return token.image.includes("\\") ? badEscapes(source, token) : undefined;
    case Escape:
      return decodeEscape(token.image) === undefined
        ? [badEscape(source, token.startOffset, token.image)]
        : undefined;
    case UnclosedString:
      return [unclosed(source, token)];
    case TypographicString:
      return [typographic(source, token)];
    case BadNumber:
      return [badNumber(source, token)];
    case Int:
      return token.image.length > maximumDigits ? [longNumber(source, token)] : undefined;
    case Float:
      return Number.isFinite(floatValue(token.image)) ? undefined : [hugeFloat(source, token)];
    default:
      return undefined;
  }
}

function badEscapes(source: SourceText, token: IToken): Diagnostic[] {
  const found: Diagnostic[] = [];
  decodeText(token.image.slice(1, -1), (offset, sequence) => {
    found.push(badEscape(source, token.startOffset + 1 + offset, sequence));
  });
  return found;
}

function badEscape(source: SourceText, start: number, sequence: string): Diagnostic {
  const hint = sequence.startsWith("\\u")
    ? "Write a code point in hex between braces, such as `\\u{1F600}`; surrogates are none."
    : `The escapes are \`\\n\`, \`\\t\`, \`\\r\`, \`\\"\`, \`\\\\\`, \`\\$\` and \`\\u{1F600}\`; a backslash itself is \`\\\\\`.`;
  return report("LK1002", source, { start, end: start + sequence.length }, { escape: sequence }, { hint });
}

function unclosed(source: SourceText, token: IToken): Diagnostic {
  const start = token.startOffset;
  const { interpolation } = scanString(source.text, start);
  if (interpolation !== undefined) {
    return report(
      "LK1007",
      source,
      { start: interpolation, end: interpolation + 2 },
      {},
      {
        labels: [{ source, span: { start, end: start + 1 }, message: "in the string that begins here" }],
        hint: "Close it with `}` on this line, or name its value with `let` before the string.",
      },
    );
  }
  return report(
    "LK1001",
    source,
    { start, end: endOf(token) },
    {},
    {
      hint: 'Close it with `"` on this line; a line break within a string is `\\n`.',
      fix: [closed(source.text, start, endOf(token))],
    },
  );
}

/** The quote that is missing: before the brackets that end the line, where they close nothing within the string. */
function closed(text: string, start: number, end: number): Edit {
  const inside = text.slice(start + 1, end).trimEnd();
  const [brackets] = /[)\]}, ]*$/.exec(inside)!;
  const opened = inside.slice(0, inside.length - brackets.length);
  const own = ["(", "[", "{"].some((bracket) => opened.includes(bracket));
  return insert(start + 1 + inside.length - (own ? 0 : brackets.length), '"');
}

function typographic(source: SourceText, token: IToken): Diagnostic {
  const character = token.image[0]!;
  const span = { start: token.startOffset, end: endOf(token) };
  const hint = 'Write `"` at both ends, the straight quote.';
  return report("LK1004", source, span, { character }, { hint });
}

function badNumber(source: SourceText, token: IToken): Diagnostic {
  const repaired = repairNumber(token.image);
  const hint = repaired
    ? `Write \`${repaired}\`.`
    : "Numbers are written as `42`, `1_000`, `0xff`, `0b1010`, `3.14` or `1e-9`.";
  return report(
    "LK1003",
    source,
    { start: token.startOffset, end: endOf(token) },
    { number: token.image },
    { hint },
  );
}

function longNumber(source: SourceText, token: IToken): Diagnostic {
  const span = { start: token.startOffset, end: endOf(token) };
  return report("LK1013", source, span, { digits: token.image.length, limit: maximumDigits });
}

function hugeFloat(source: SourceText, token: IToken): Diagnostic {
  return report("LK1014", source, { start: token.startOffset, end: endOf(token) }, { number: token.image });
}

function misplaced(source: SourceText, token: IToken): Diagnostic {
  const span = { start: token.startOffset, end: endOf(token) };
  if (token.tokenType === BlockComment) {
    return report("LK1006", source, span, {}, { hint: "Begin each line of the comment with `//`." });
  }
  return report(
    "LK1032",
    source,
    span,
    {},
    { hint: "Remove it, and put each statement on a line of its own.", fix: [{ span, text: "" }] },
  );
}

function unexpected(source: SourceText, error: ILexingError): Diagnostic | undefined {
  const start = error.offset;
  const end = start + error.length;
  const text = source.text.slice(start, end);
  // A `}` too many: brackets.ts has the message. A byte order mark is skipped.
  if (text === "}" || (text === "\ufeff" && start === 0)) return undefined;
  const before = /[A-Za-z0-9_]+$/.exec(source.text.slice(Math.max(0, start - 100), start))?.[0] ?? "";
  const after = /^[A-Za-z0-9_]+/.exec(source.text.slice(end, end + 100))?.[0] ?? "";
  if (/^[\p{L}\p{M}\p{N}]+$/u.test(text)) {
    const span = { start: start - before.length, end: end + after.length };
    return report(
      "LK1005",
      source,
      span,
      { name: before + text + after },
      { hint: 'Other letters may stand in strings, `"…"`, and in comments.' },
    );
  }
  const point = text.codePointAt(0)!;
  const shown = /^[\p{C}\p{Z}]/u.test(text) ? `U+${point.toString(16).toUpperCase().padStart(4, "0")}` : text;
  return report(
    "LK1004",
    source,
    { start, end },
    { character: shown.length > 20 ? `${shown.slice(0, 20)}…` : shown },
    { hint: substitutes.get(text[0]!) ?? "Remove it; it may stand in strings and comments only." },
  );
}

/** What editors and word processors put in place of code's own characters. */
const substitutes = new Map([
  ["–", "Write `-`, the hyphen."],
  ["−", "Write `-`, the hyphen."],
  ["→", "Write `->`."],
  ["≤", "Write `<=`."],
  ["≥", "Write `>=`."],
  ["≠", "Write `!=`."],
  ["…", "Write `..`."],
  ["\u00a0", "This is a no-break space: write a blank."],
]);
