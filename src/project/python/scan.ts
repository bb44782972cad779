/** A token of Python, as far as finding functions needs it. Strings and numbers keep no text of interest. */
export interface Token {
  readonly kind: "name" | "string" | "number" | "operator";
  readonly text: string;
}

/** A logical line: its indentation in columns and its tokens, brackets joined over line breaks. */
export interface Line {
  readonly indent: number;
  readonly tokens: readonly Token[];
}

export interface Scan {
  readonly lines: readonly Line[];
  /** Whether the text could be read to its end: false for an open string or brackets that do not match. */
  readonly whole: boolean;
}

const BLANK = /[ \t\f]*(?:\\\r?\n[ \t\f]*)*(?:#[^\n]*)?/y;
const BREAK = /\r?\n|\r/y;
const NAME = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*/uy;
const NUMBER = /\.?\d(?:[eE][+-]|[\w.])*/y;
const STRING =
  /(?:[rRbBuUfFtT]{1,2})?(?:"""(?:[^"\\]+|\\[\s\S]|"(?!""))*"""|'''(?:[^'\\]+|\\[\s\S]|'(?!''))*'''|"(?!"")(?:[^"\\\n]|\\[\s\S])*"|'(?!'')(?:[^'\\\n]|\\[\s\S])*')/y;
const OPERATOR = /\*\*=?|\/\/=?|>>=?|<<=?|->|:=|\.\.\.|[-+*/%@&|^<>=!]=|[^\s\w]/y;

/** Splits Python source into logical lines (Python's reference, "Lexical analysis"). Never fails. */
export function scan(source: string): Scan {
  const lines: Line[] = [];
  let tokens: Token[] = [];
  let indent = 0;
  let depth = 0;
  let whole = true;
  let at = source.charCodeAt(0) === 0xfeff ? 1 : 0;
  let lineStart = at;

  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(source)?.[0];
    if (found) at += found.length;
    return found;
  };
  const endLine = (): void => {
    if (tokens.length > 0) lines.push({ indent, tokens });
    tokens = [];
  };
  const add = (kind: Token["kind"], text: string): void => {
    if (tokens.length === 0) indent = columns(source.slice(lineStart, at - text.length));
    tokens.push({ kind, text });
  };

  while (at < source.length) {
    match(BLANK);
    if (match(BREAK)) {
      if (depth === 0) endLine();
      lineStart = at;
      continue;
    }
    if (at >= source.length) break;
    const string = match(STRING);
    const name = string === undefined ? match(NAME) : undefined;
    const number = string === undefined && name === undefined ? match(NUMBER) : undefined;
    if (string) add("string", string);
    else if (name) add("name", name);
    else if (number) add("number", number);
    else {
      const text = match(OPERATOR) ?? source[at++]!;
      if ("([{".includes(text)) depth++;
      else if (")]}".includes(text)) {
        if (depth === 0) whole = false;
        else depth--;
      } else if (text === ";" && depth === 0) {
        endLine();
        continue;
      } else if (text === '"' || text === "'") whole = false;
      add("operator", text);
    }
  }
  endLine();
  return { lines, whole: whole && depth === 0 };
}

/** Width of an indentation: a tab goes to the next multiple of 8. */
function columns(blanks: string): number {
  let width = 0;
  for (const blank of blanks) width = blank === "\t" ? (width + 8) & ~7 : width + 1;
  return width;
}
