import type { Token } from "../../src/syntax/layout";
import * as tokens from "../../src/syntax/tokens";
import type { SourceText } from "../../src/text";
import type { Input } from "./recogniser";

const seven = new Set(["import", "as", "type", "const", "node", "pipeline", "test"]);
const kinds: Readonly<Record<string, (token: Token) => boolean>> = {
  lower: ({ tokenType, image }) => tokenType === tokens.LowerName || (isWord(tokenType) && seven.has(image)),
  Upper: ({ tokenType }) => tokenType === tokens.Upper,
  INT: ({ tokenType }) => tokenType === tokens.Int,
  FLOAT: ({ tokenType }) => tokenType === tokens.Float,
  DURATION: ({ tokenType }) => tokenType === tokens.Duration,
  "PLAIN STRING": ({ tokenType }) => tokenType === tokens.PlainString,
  CHARACTERS: isText,
};

function isWord(type: Token["tokenType"]): boolean {
  return type.name !== "Characters" && type.name !== "PlainString";
}

function isText({ tokenType }: Token): boolean {
  return ["Characters", "Escape", "Dollar"].includes(tokenType.name);
}

/** What cannot begin an expression, so that a line that begins with it goes on with the one above. */
const continuing = new Set(
  "|> . ? else , : -> = | ) ] } || && == != <= >= < > ++ + * / %".split(" ").map(String),
);
const declaring = new Set(["fn", "type", "const", "node", "pipeline", "import", "@", "test"]);

/** Tokens of a program, with line breaks by the rule of `grammar/README.md`. */
export class TokenInput implements Input {
  readonly length: number;
  private readonly source: SourceText;
  private readonly all: readonly Token[];

  constructor(source: SourceText, all: readonly Token[]) {
    this.source = source;
    this.all = all;
    this.length = all.length;
  }

  terminal(text: string, at: number): number | undefined {
    const token = this.all[at];
    return token && !isText(token) && token.image === text ? at + 1 : undefined;
  }

  leaf(name: string, at: number): number | undefined {
    if (name === "NL") return this.beginsLine(at) ? at : undefined;
    if (name === "no NL") return this.beginsLine(at) ? undefined : at;
    const token = this.all[at];
    if (!token || !kinds[name]!(token)) return undefined;
    return name === "lower" && this.beginsDeclaration(at) ? undefined : at + 1;
  }

  special(text: string): number | undefined {
    throw new Error(`no rule over tokens has ${text}`);
  }

  private beginsLine(at: number): boolean {
    const token = this.all[at];
    if (!token?.newline) return false;
    if (token.image === "-") return !/\s/.test(this.source.text[token.startOffset + 1] ?? "");
    return !continuing.has(token.image);
  }

  /** A word of a declaration in the first column is none of a name. */
  private beginsDeclaration(at: number): boolean {
    const token = this.all[at]!;
    const next = this.all[at + 1];
    if (!next || !declaring.has(token.image)) return false;
    if (this.source.position(token.startOffset).column !== 1) return false;
    const named = kinds.lower!(next) || (kinds.Upper!(next) && !["@", "import"].includes(token.image));
    return named || (token.image === "test" && next.image.startsWith('"'));
  }
}

const classes: Readonly<Record<string, RegExp>> = {
  "a to z": /[a-z]/y,
  "A to Z": /[A-Z]/y,
  "A to F": /[A-F]/y,
  "a to f": /[a-f]/y,
  "0 to 9": /[0-9]/y,
  "anything but a line break": /[^\n\r]/uy,
  "any but a line break, a quote, a backslash, and a dollar before an opening brace":
    /[^\n\r"\\$]|\$(?!\{)/uy,
};

/** Characters of one token. */
export class CharacterInput implements Input {
  readonly length: number;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
    this.length = text.length;
  }

  terminal(text: string, at: number): number | undefined {
    return this.text.startsWith(text, at) ? at + text.length : undefined;
  }

  leaf(name: string): number | undefined {
    throw new Error(`there is no rule ${name}`);
  }

  special(text: string, at: number): number | undefined {
    const characters = classes[text]!;
    characters.lastIndex = at;
    const found = characters.exec(this.text);
    return found ? at + found[0].length : undefined;
  }
}
