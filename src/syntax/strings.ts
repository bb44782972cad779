import type { CustomPatternMatcherReturn } from "chevrotain";

/**
 * Strings, looked through before they are taken apart: a string with `${…}` is opened only if it closes on its own
 * line, so the lexer's modes can never run away with the rest of a file.
 */

/** Up to here every nested string is known to close; makes nested strings linear. */
let verified = 0;

/** To be called before each text. */
export function resetStrings(): void {
  verified = 0;
}

/** Matches the quote of a string that closes on its line. */
export function openString(text: string, offset: number): CustomPatternMatcherReturn | null {
  if (text.charCodeAt(offset) !== QUOTE) return null;
  if (offset < verified) return ['"'];
  const scan = scanString(text, offset);
  if (!scan.closed) return null;
  verified = scan.end;
  return ['"'];
}

/** How far the end of an interpolation that goes on over line breaks is looked for. */
const lookedThrough = 20;

/**
 * Matches from a quote that is not closed to the end of its line; of a string whose only fault are line breaks within
 * `${…}`, which is one mistake, to its own end.
 */
export function unclosedString(text: string, offset: number): CustomPatternMatcherReturn | null {
  if (text.charCodeAt(offset) !== QUOTE) return null;
  const scan = scanString(text, offset, lookedThrough);
  return [text.slice(offset, scan.closed ? scan.end : endOfLine(text, offset))];
}

/** Matches what is a comment in other languages: to the end of the line, but within a string the mark alone, which the string outlasts. */
export function hashComment(text: string, offset: number): CustomPatternMatcherReturn | null {
  if (text.charCodeAt(offset) !== HASH) return null;
  return [offset < verified ? "#" : text.slice(offset, endOfLine(text, offset))];
}

const QUOTE = 0x22;
const HASH = 0x23;
const BACKSLASH = 0x5c;
const DOLLAR = 0x24;
const LEFT = 0x7b;
const RIGHT = 0x7d;
const SLASH = 0x2f;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

export interface StringScan {
  readonly closed: boolean;
  /** Behind the closing quote, or where the line ends. */
  readonly end: number;
  /** Offset of the `${` that is still open at the line's end. */
  readonly interpolation: number | undefined;
}

/** Follows a string from its quote, nested strings and braces included; `breaks` line breaks may stand within `${…}`. */
export function scanString(text: string, offset: number, breaks = 0): StringScan {
  let lines = breaks;
  /** Offsets of what is open: a quote, a `{` or a `${`. */
  const open: number[] = [offset];
  let inString = true;
  let at = offset + 1;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LINE_FEED || code === CARRIAGE_RETURN) {
      if (inString || lines-- <= 0) break;
    } else if (inString) {
      if (code === BACKSLASH) {
        if (text.charCodeAt(at + 1) >= 0x20) at++;
      } else if (code === QUOTE) {
        open.pop();
        if (open.length === 0) return { closed: true, end: at + 1, interpolation: undefined };
        inString = false;
      } else if (code === DOLLAR && text.charCodeAt(at + 1) === LEFT) {
        open.push(at++);
        inString = false;
      }
    } else if (code === QUOTE) {
      open.push(at);
      inString = true;
    } else if (code === LEFT) open.push(at);
    else if (code === RIGHT) {
      open.pop();
      inString = text.charCodeAt(open[open.length - 1]!) === QUOTE;
    } else if (code === SLASH && text.charCodeAt(at + 1) === SLASH) break;
  }
  const interpolation = open.findLast((start) => text.charCodeAt(start) === DOLLAR);
  return { closed: false, end: endOfLine(text, at), interpolation };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  if (end < 0) return text.length;
  return end > from && text.charCodeAt(end - 1) === CARRIAGE_RETURN ? end - 1 : end;
}

const simple: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", '"': '"', "\\": "\\", $: "$" };

/**
 * What an escape stands for, with its backslash given; undefined if there is no such escape. Surrogates are none:
 * a String consists of Unicode scalar values.
 */
export function decodeEscape(sequence: string): string | undefined {
  if (sequence[1] !== "u") return simple[sequence.slice(1)];
  const digits = /^\\u\{([0-9a-fA-F]{1,6})\}$/.exec(sequence)?.[1];
  if (digits === undefined) return undefined;
  const point = Number.parseInt(digits, 16);
  if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return undefined;
  return String.fromCodePoint(point);
}

const escapes = /\\(?:u\{[^}"\n\r]*\}|[\s\S])/g;

/** Decodes the text between quotes; `wrong` is called with the offset and text of each unknown escape. */
export function decodeText(text: string, wrong: (offset: number, sequence: string) => void): string {
  if (!text.includes("\\")) return text;
  return text.replace(escapes, (sequence, offset: number) => {
    const decoded = decodeEscape(sequence);
    if (decoded === undefined) wrong(offset, sequence);
    return decoded ?? sequence.slice(1);
  });
}
