/** Python literals. */

const escapes: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** What does not show, or shows as something else: controls, separators, marks of direction, private use. */
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Cs}]|(?! )\p{Zs}/u;

/** The inside of a text literal between quotes. */
export function escaped(value: string, quote: string): string {
  let result = "";
  for (const character of value) {
    const known = escapes[character];
    if (known) result += known;
    else if (character === quote) result += `\\${quote}`;
    else if (invisible.test(character)) result += coded(character.codePointAt(0)!);
    else result += character;
  }
  return result;
}

function coded(point: number): string {
  const digits = point.toString(16);
  if (point < 0x100) return `\\x${digits.padStart(2, "0")}`;
  return point < 0x10000 ? `\\u${digits.padStart(4, "0")}` : `\\U${digits.padStart(8, "0")}`;
}

export function stringLiteral(value: string): string {
  const quote = quoteFor(value);
  return quote + escaped(value, quote) + quote;
}

/** Double quotes, unless single ones save escapes. */
export function quoteFor(value: string): string {
  return value.split('"').length > value.split("'").length ? "'" : '"';
}

/** Python refuses to read more than 4,300 decimal digits; hexadecimal ones it always reads. */
export function intLiteral(value: bigint): string {
  const digits = value.toString();
  return digits.length > 4000 ? `0x${value.toString(16)}` : digits;
}

/** The shortest digits that read as the same number, as Python writes them. */
export function floatLiteral(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return 'float("inf")';
  const digits = String(value).replace("e+", "e");
  return /[.e]/.test(digits) ? digits : `${digits}.0`;
}

/** Lines of a doc comment, those that are too long broken at a blank. */
export function docLines(doc: string): string[] {
  return doc
    .trim()
    .split("\n")
    .flatMap((line) => wrapped(line.trimEnd()));
}

const widest = 88;

function wrapped(line: string): string[] {
  const lines: string[] = [];
  let left = line;
  while (left.length > widest) {
    const end = left.lastIndexOf(" ", widest);
    if (end <= 0) break;
    lines.push(left.slice(0, end).trimEnd());
    left = left.slice(end + 1);
  }
  return [...lines, left];
}

/** A docstring's lines: one line in quotes, or the quotes around several. */
export function docstring(doc: string): string[] {
  const lines = docLines(doc).map((line) => line.replaceAll("\\", "\\\\").replaceAll('"""', '\\"\\"\\"'));
  const last = lines.at(-1)!;
  if (last.endsWith('"')) lines[lines.length - 1] = `${last.slice(0, -1)}\\"`;
  return lines.length === 1 ? [`"""${lines[0]}"""`] : [`"""${lines[0]}`, ...lines.slice(1), '"""'];
}
