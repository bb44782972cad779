import { createToken, type IMultiModeLexerDefinition, Lexer, type TokenType } from "chevrotain";
import { hashComment, openString, unclosedString } from "./strings.js";

/**
 * The vocabulary. Two lexer modes: `code`, and `text` within a string. `"` pushes `text`, `${` and `{` push `code`,
 * `}` and the closing `"` pop. Newlines are no tokens; `layout.ts` marks what begins a line.
 */

const digits = "[0-9]+(?:_[0-9]+)*";
const exponent = `[eE][+-]?${digits}`;

/** Any small name: identifiers and the seven words that are keywords only where a declaration starts. */
export const Lower = createToken({ name: "Lower", pattern: Lexer.NA });
/** Operators between two operands. */
export const Infix = createToken({ name: "Infix", pattern: Lexer.NA });
/** Operators before an operand. */
export const Prefix = createToken({ name: "Prefix", pattern: Lexer.NA });
/** A piece of text within a string. */
export const Text = createToken({ name: "Text", pattern: Lexer.NA });
export const Bool = createToken({ name: "Bool", pattern: Lexer.NA });

const Blank = createToken({
  name: "Blank",
  pattern: /[ \t\r\n]+/,
  group: Lexer.SKIPPED,
  line_breaks: true,
});
export const Comment = createToken({ name: "Comment", pattern: /\/\/[^\n]*/, group: "comments" });
/** Not part of the language; a token so that one message covers it. */
export const BlockComment = createToken({
  name: "BlockComment",
  pattern: /\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?/,
  group: "mistakes",
  line_breaks: true,
});
export const Semicolon = createToken({ name: "Semicolon", pattern: ";", group: "mistakes" });

export const LowerName = createToken({
  name: "LowerName",
  pattern: /[a-z_][A-Za-z0-9_]*/,
  categories: [Lower],
});
export const Upper = createToken({ name: "Upper", pattern: /[A-Z][A-Za-z0-9_]*/ });
export const Underscore = createToken({ name: "Underscore", pattern: "_", longer_alt: LowerName });

function keyword(word: string, categories: TokenType[] = []): TokenType {
  const name = word[0]!.toUpperCase() + word.slice(1);
  return createToken({ name, pattern: word, longer_alt: LowerName, categories });
}

export const Fn = keyword("fn");
export const Let = keyword("let");
export const If = keyword("if");
export const Else = keyword("else");
export const Match = keyword("match");
export const Fail = keyword("fail");
export const Attempt = keyword("attempt", [Prefix]);
export const True = keyword("true", [Bool]);
export const False = keyword("false", [Bool]);

export const Import = keyword("import", [Lower]);
export const As = keyword("as", [Lower]);
export const Type = keyword("type", [Lower]);
export const Const = keyword("const", [Lower]);
export const Node = keyword("node", [Lower]);
export const Pipeline = keyword("pipeline", [Lower]);
export const Test = keyword("test", [Lower]);

export const Float = createToken({
  name: "Float",
  pattern: new RegExp(`${digits}(?:\\.${digits}(?:${exponent})?|${exponent})(?![A-Za-z0-9_])(?!\\.[0-9])`),
});
export const Duration = createToken({
  name: "Duration",
  pattern: new RegExp(`${digits}(?:ms|s|m|h)(?![A-Za-z0-9_])`),
});
export const Int = createToken({
  name: "Int",
  pattern: new RegExp(
    `(?:0x[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*|0b[01]+(?:_[01]+)*|${digits})(?![A-Za-z0-9_])(?!\\.(?![.A-Za-z_]))`,
  ),
});
/** Anything else that begins with a digit: parsed as an Int, reported by the lexer. */
export const BadNumber = createToken({
  name: "BadNumber",
  pattern: /[0-9][A-Za-z0-9_]*(?:\.[0-9][A-Za-z0-9_]*|\.(?![.A-Za-z_]))*/,
  categories: [Int],
});

/** A string without interpolation, escapes not yet decoded. */
export const PlainString = createToken({
  name: "PlainString",
  pattern: /"[^"\\$\n\r]*(?:(?:\\[^\n\r]|\$(?!\{))[^"\\$\n\r]*)*"/,
});
export const StringStart = createToken({
  name: "StringStart",
  pattern: openString,
  start_chars_hint: ['"'],
  line_breaks: false,
  push_mode: "text",
});
/** From a quote that nothing closes to the end of its line, so that the rest of the file is read as code. */
export const UnclosedString = createToken({
  name: "UnclosedString",
  pattern: unclosedString,
  start_chars_hint: ['"'],
  line_breaks: false,
  categories: [PlainString],
});
/** A text between the quotes of a word processor; read as a text and reported. */
export const TypographicString = createToken({
  name: "TypographicString",
  pattern: /[“”„‘’][^“”„‘’"\n\r]*[“”‘’]?/,
  categories: [PlainString],
});
export const Characters = createToken({ name: "Characters", pattern: /[^"\\$\n\r]+/, categories: [Text] });
export const Escape = createToken({
  name: "Escape",
  pattern: /\\(?:u\{[^}"\n\r]*\}|[^\n\r])/,
  categories: [Text],
});
const Dollar = createToken({ name: "Dollar", pattern: /\$(?!\{)/, categories: [Text] });
export const InterpolationStart = createToken({
  name: "InterpolationStart",
  pattern: "${",
  push_mode: "code",
});
export const StringEnd = createToken({ name: "StringEnd", pattern: '"', pop_mode: true });

export const LeftParen = createToken({ name: "LeftParen", pattern: "(" });
export const RightParen = createToken({ name: "RightParen", pattern: ")" });
export const LeftBracket = createToken({ name: "LeftBracket", pattern: "[" });
export const RightBracket = createToken({ name: "RightBracket", pattern: "]" });
export const LeftBrace = createToken({ name: "LeftBrace", pattern: "{", push_mode: "code" });
export const RightBrace = createToken({ name: "RightBrace", pattern: "}", pop_mode: true });

export const Comma = createToken({ name: "Comma", pattern: "," });
export const Colon = createToken({ name: "Colon", pattern: ":" });
export const Spread = createToken({ name: "Spread", pattern: ".." });
export const Dot = createToken({ name: "Dot", pattern: "." });
export const Arrow = createToken({ name: "Arrow", pattern: "->" });
export const Equals = createToken({ name: "Equals", pattern: "=" });
export const Bar = createToken({ name: "Bar", pattern: "|" });
export const At = createToken({ name: "At", pattern: "@" });
export const Question = createToken({ name: "Question", pattern: "?" });

function operator(name: string, pattern: string, categories: TokenType[] = [Infix]): TokenType {
  return createToken({ name, pattern, categories });
}

export const Pipe = createToken({ name: "Pipe", pattern: "|>" });
export const Or = operator("Or", "||");
export const And = operator("And", "&&");
export const Equal = operator("Equal", "==");
export const NotEqual = operator("NotEqual", "!=");
export const LessEqual = operator("LessEqual", "<=");
export const GreaterEqual = operator("GreaterEqual", ">=");
export const Less = operator("Less", "<");
export const Greater = operator("Greater", ">");
export const Concat = operator("Concat", "++");
export const Plus = operator("Plus", "+");
export const Minus = operator("Minus", "-", [Infix, Prefix]);
export const Star = operator("Star", "*");
export const Slash = operator("Slash", "/");
export const Percent = operator("Percent", "%");
export const Not = operator("Not", "!", [Prefix]);

/** Marks of other languages; the parser never expects one, so its message can translate it. */
export const Foreign = createToken({
  name: "Foreign",
  pattern: /=>|===|!==|[+\-*/%]=|\*\*|<>|<\||::|\.\.\.|&(?!&)|'(?:[^'\\\n]|\\.)*'?|`[^`\n]*`?|\\|~|\^/,
});

/** The comment of another language. */
export const HashComment = createToken({
  name: "HashComment",
  pattern: hashComment,
  start_chars_hint: ["#"],
  line_breaks: false,
  categories: [Foreign],
});

/** Comments first, longer operators before their beginnings, `Foreign` before what it extends. */
const code: TokenType[] = [
  Blank,
  Comment,
  BlockComment,
  PlainString,
  StringStart,
  UnclosedString,
  TypographicString,
  Float,
  Duration,
  Int,
  BadNumber,
  Fn,
  Let,
  If,
  Else,
  Match,
  Fail,
  Attempt,
  True,
  False,
  Import,
  As,
  Type,
  Const,
  Node,
  Pipeline,
  Test,
  Underscore,
  LowerName,
  Upper,
  And,
  HashComment,
  Foreign,
  LeftParen,
  RightParen,
  LeftBracket,
  RightBracket,
  LeftBrace,
  RightBrace,
  Comma,
  Colon,
  Spread,
  Dot,
  Arrow,
  Pipe,
  Or,
  Bar,
  Equal,
  Equals,
  NotEqual,
  Not,
  LessEqual,
  GreaterEqual,
  Less,
  Greater,
  Concat,
  Plus,
  Minus,
  Star,
  Slash,
  Percent,
  At,
  Question,
  Semicolon,
];

export const definition: IMultiModeLexerDefinition = {
  modes: { code, text: [Characters, Escape, Dollar, InterpolationStart, StringEnd] },
  defaultMode: "code",
};

/** What the parser has to know, abstract categories included. */
export const vocabulary: TokenType[] = [
  Lower,
  Infix,
  Prefix,
  Text,
  Bool,
  ...code,
  ...definition.modes.text!.filter((type) => !code.includes(type)),
];
