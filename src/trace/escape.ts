/** A message longer than this, in bytes of UTF-8, is cut. */
export const LONGEST_MESSAGE = 8 * 1024;

/**
 * What must not reach a terminal or a parser of lines as it is: control characters, line separators, marks that change the direction of text, invisible
 * characters, and lone surrogates.
 */
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|[\ud800-\udfff]/gu;

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Text that stays on its line: unsafe characters as Java writes them (`\u001b`). */
export function escapeText(text: string): string {
  return text.replace(UNSAFE, (character) => SHORT[character] ?? units(character));
}

/** What the runtime puts behind a message that it has kept the beginning of. */
const CUT_BEFORE = /… \((\d+) characters\)$/;

/** A message of a failure on one line, cut at `LONGEST_MESSAGE` with its whole length named. */
export function message(text: string): string {
  // A code unit is at least one byte, so a short text need not be measured.
  if (text.length * 3 <= LONGEST_MESSAGE) return escapeText(text);
  const bytes = Buffer.byteLength(text);
  if (bytes <= LONGEST_MESSAGE) return escapeText(text);
  let kept = 0;
  let size = 0;
  for (const character of text) {
    size += Buffer.byteLength(character);
    if (size > LONGEST_MESSAGE) break;
    kept += character.length;
  }
  const characters = CUT_BEFORE.exec(text)?.[1];
  const length = characters === undefined ? `${bytes} bytes` : `${characters} characters`;
  return `${escapeText(text.slice(0, kept))}... (cut, ${length} in all)`;
}

function units(character: string): string {
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
  ).join("");
}
