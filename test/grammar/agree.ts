import type { TokenType } from "chevrotain";
import { parse } from "../../src/syntax";
import { lex } from "../../src/syntax/lexer";
import { LeftParen, RightParen, Upper } from "../../src/syntax/tokens";
import { SourceText } from "../../src/text";
import { readGrammar } from "./ebnf";
import { TokenInput } from "./inputs";
import { Recogniser } from "./recogniser";

const { syntax } = readGrammar();

/** Messages for what the notes of the grammar refuse, though its rules allow it. */
const noted = new Set(["LK1009", "LK1038", "LK1042", "LK1043", "LK1044", "LK1045", "LK1046", "LK1047"]);

/** Says how the parser and the grammar differ over a text; undefined where they agree. */
export function difference(text: string): string | undefined {
  const source = new SourceText("main.lk", text);
  const { tokens, diagnostics: lexical } = lex(source);
  const { module, diagnostics } = parse(source);
  // What is no token, and what nests too deep, is not for the grammar to say.
  if (lexical.length > 0) return diagnostics.length > 0 ? undefined : "the lexer alone refuses it";
  const recognised = new Recogniser(syntax, new TokenInput(source, tokens)).accepts("module");
  const against = diagnostics.filter(({ code }) => !noted.has(code));
  if (recognised && against.length > 0) return `the parser alone refuses it: ${against[0]!.message}`;
  const negative = module.declarations.some(({ attributes }) => attributes.some(hasNegative));
  return recognised || diagnostics.length > 0 || negative || hasEmpty(tokens)
    ? undefined
    : "the grammar alone refuses it";
}

/** `List()` and the pattern `None()` are parsed, for the message that a later phase has. */
function hasEmpty(tokens: readonly { readonly tokenType: TokenType }[]): boolean {
  const follow = [Upper, LeftParen, RightParen];
  return tokens.some((_, at) => follow.every((type, index) => tokens[at + index]?.tokenType === type));
}

/** A negative number as an attribute's value is parsed, for the message that a later phase has. */
function hasNegative(attribute: { readonly arguments: readonly { readonly value: object }[] }): boolean {
  return attribute.arguments.some(({ value }) => {
    if ("milliseconds" in value) return Object.is(Math.sign(value.milliseconds as number), -1);
    return "value" in value && typeof value.value !== "string" && (value.value as number) < 0;
  });
}
