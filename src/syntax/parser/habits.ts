import type { IToken } from "chevrotain";
import type { Edit } from "../../diagnostics/index.js";
import type { SourceText, Span } from "../../text/index.js";
import { endOf, type Token } from "../layout.js";
import { is } from "../starts.js";
import { Foreign, Import as ImportWord, Lower, Upper } from "../tokens.js";
import { type Form, forms, ranges } from "./forms.js";
import { foreignOperators, foreignWords } from "./nouns.js";

/** Something that another language writes where the parser gave up, and how it is written here. */
export interface Habit {
  /** What belongs to the other language. */
  readonly span: Span;
  readonly hint: string;
  readonly fix?: readonly Edit[] | undefined;
  /** What follows, up to the end of the brackets around it, is of the other language too. */
  readonly swallows: boolean;
  /** Of marks and words of our own, in a form that we do not have. */
  readonly form?: boolean;
}

interface Place {
  readonly source: SourceText;
  readonly token: IToken;
  readonly previous: IToken;
  readonly expected: string;
  readonly after: string | undefined;
}

/** The habit by which the text at a token explains itself; undefined where there is none. */
export function habitOf(place: Place): Habit | undefined {
  return markOf(place) ?? formOf(place) ?? wordOf(place);
}

/** A mark that no text has here: `===`, `=>`, `'text'`. */
function markOf(place: Place): Habit | undefined {
  const { token, expected } = place;
  if (!is(token, Foreign)) return undefined;
  const span = spanOf(token);
  const { image } = token;
  if (image === "..." || image === "..=") {
    const range = matched(lineOf(place), ranges);
    if (range) return range;
  }
  // Only within a string does anything of the line follow the mark.
  if (image === "#" && lineOf(place).rest !== "#")
    return { span, hint: "No comment stands within `${…}`: remove it, or write it above.", swallows: true };
  const body = expected === "LeftBrace" || (expected === "module" && /\bfn\b[^=]*$/.test(lineOf(place).lead));
  if (image === "=>" && expected !== "Arrow" && !body) {
    return { span, hint: "A function is written `fn(x) { … }`.", swallows: true };
  }
  const [, hint, replacement] = foreignOperators.find(([pattern]) => pattern.test(image)) ?? [];
  if (image === "=>" && body) {
    return { span, hint: "The body of a function stands between braces: `{ … }`.", swallows: false };
  }
  const text = typeof replacement === "string" ? replacement : replacement?.(image);
  const fix = text === undefined ? undefined : { fix: [{ span, text }] };
  return { span, hint: hint ?? "Remove it.", ...fix, swallows: false };
}

/** What stands before and behind a token in its line, for `forms`. */
interface Line {
  /** Up to the token, without blanks at its end. */
  readonly lead: string;
  /** From the token on. */
  readonly rest: string;
  readonly place: Place;
}

/** A form of another language: a ternary, an index, a record in braces. */
function formOf(place: Place): Habit | undefined {
  const { source, token, expected, after } = place;
  const generic = genericOf(place);
  if (generic) return generic;
  const top = expected === "module" || expected === "declaration" || place.previous.tokenType === ImportWord;
  if (top) return matched(lineOf(place), forms);
  const expression = after !== undefined && behindExpressions.has(after);
  const open = ["expression", "operand", "argument", "LeftBrace", "type", "simplePattern"].includes(expected);
  return expression || open || (after === undefined && source.text[token.startOffset] === "+")
    ? matched(lineOf(place), forms)
    : undefined;
}

const behindExpressions = new Set(["a statement", "an argument", "an element", "an expression", "an arm"]);

function matched({ lead, rest, place }: Line, among: readonly Form[]): Habit | undefined {
  for (const form of among) {
    const before = form.lead.exec(lead);
    const behind = before && form.rest.exec(rest);
    if (!behind || (form.adjacent && endOf(place.previous) !== place.token.startOffset)) continue;
    const token = spanOf(form.from ? place.previous : place.token);
    const span = form.mark ? { start: token.start, end: token.start + form.mark.length } : token;
    const hint = typeof form.hint === "string" ? form.hint : form.hint(before, behind);
    return { span, hint, swallows: form.swallows ?? false, form: true };
  }
  return undefined;
}

function lineOf(place: Place): Line {
  const { source, token, previous } = place;
  const at = Number.isNaN(token.startOffset) ? source.text.length : token.startOffset;
  const from = Number.isNaN(previous.startOffset) ? at : endOf(previous);
  const start = source.lineStart(source.line(from));
  const end = source.lineEnd(source.line(at));
  return {
    lead: source.text.slice(Math.max(start, from - 200), from),
    rest: source.text.slice(at, Math.min(end, at + 200)),
    place,
  };
}

/** `List<Int>`, `List[Int]`, `fn f<T>(…)`, `String?`. */
function genericOf({ source, token, previous, expected, after }: Place): Habit | undefined {
  const { image, startOffset } = token;
  const inType =
    after === "a parameter" ||
    after === "a field" ||
    after === "a type" ||
    expected === "LeftBrace" ||
    expected === "module";
  const adjacent = startOffset === endOf(previous);
  if (image === "?" && adjacent && previous.tokenType === Upper && inType) {
    const span = { start: previous.startOffset, end: endOf(token) };
    const text = `Option(${previous.image})`;
    return {
      span,
      hint: `What may be absent is \`${text}\`.`,
      fix: [{ span, text }],
      swallows: false,
      form: true,
    };
  }
  if ((image !== "<" && image !== "[") || !adjacent) return undefined;
  const end = closing(source.text, startOffset);
  if (end === undefined) return undefined;
  const span = { start: startOffset, end };
  const inside = source.text.slice(startOffset + 1, end - 1);
  if (expected === "LeftParen" && is(previous, Lower)) {
    const hint =
      "Type variables are not declared, and begin with a small letter: `fn first(xs: List(a)) -> a`.";
    return { span, hint, swallows: true, form: true };
  }
  if (previous.tokenType !== Upper || !(inType || expected === "typeDeclaration" || expected === "Equals"))
    return undefined;
  const declares = expected === "typeDeclaration" || expected === "Equals";
  const shown = inside.replace(/[<[]/g, "(").replace(/[>\]]/g, ")");
  const text = `(${declares ? shown.toLowerCase() : shown})`;
  return {
    span,
    hint: `Write \`${previous.image}${text}\`.`,
    fix: declares ? undefined : [{ span, text }],
    swallows: false,
    form: true,
  };
}

/** Where `<…>` or `[…]` ends on its line. */
function closing(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length && text[at] !== "\n"; at++) {
    if (text[at] === "<" || text[at] === "[") depth++;
    else if ((text[at] === ">" && text[at - 1] !== "-") || text[at] === "]") depth--;
    if (depth === 0) return at + 1;
  }
  return undefined;
}

/** A word of another language, where the parser expects none or behind which it does not go on. */
function wordOf({ source, token, previous, expected }: Place): Habit | undefined {
  const first = foreignWords.get(token.image);
  const call = token.image === "{" ? callOf(source, previous) : undefined;
  if (call) return call;
  const sameLine = !(token as Token).newline || is(token, Lower);
  const word =
    is(previous, Lower) && sameLine && foreignWords.has(previous.image) && expected !== "member"
      ? previous
      : first && is(token, Lower)
        ? token
        : undefined;
  if (!word || source.text[word.startOffset - 1] === ".") return undefined;
  const { hint, replacement, swallows } = foreignWords.get(word.image)!;
  const span = spanOf(word);
  const blank = /^[ \t]*/.exec(source.text.slice(span.end))![0].length;
  const fix =
    replacement === undefined
      ? {}
      : replacement === "" || replacement === "!"
        ? { fix: [{ span: { start: span.start, end: span.end + blank }, text: replacement }] }
        : { fix: [{ span, text: replacement }] };
  return { span, hint, ...fix, swallows: swallows ?? false };
}

/** `while (x) {`, `switch (x) {`: the word seemed to be a call. */
function callOf(source: SourceText, previous: IToken): Habit | undefined {
  if (previous.image !== ")") return undefined;
  const start = source.text.lastIndexOf("\n", previous.startOffset) + 1;
  const line = source.text.slice(start, endOf(previous));
  const [, before, word] = /^(.*?[\s{])?([a-z]\w*)\s*\([^{}]*\)$/.exec(line) ?? [];
  const known = word === undefined ? undefined : foreignWords.get(word);
  if (!known?.swallows) return undefined;
  const at = start + (before?.length ?? 0);
  return { span: { start: at, end: at + word!.length }, hint: known.hint, swallows: true };
}

function spanOf(token: IToken): Span {
  if (Number.isNaN(token.startOffset)) return { start: 0, end: 0 };
  return { start: token.startOffset, end: endOf(token) };
}
