import type { Choices } from "../kit/choices";

/** Rough tokens: words, numbers, blanks, single signs. Not the compiler's lexer, whose faults would else be shared. */
const token =
  /[A-Za-z_][A-Za-z0-9_]*|[0-9][A-Za-z0-9_.]*|\r?\n[ \t]*|[ \t]+|\/\/[^\n]*|->|\|>|\+\+|[=!<>]=|&&|\|\||\.\.|\$\{|[\s\S]/gu;

/** What programs are made of, and what they are not. */
export const strangers = [
  ..."fn let if else match fail attempt true false import as type const node pipeline test".split(" "),
  ..."( ) [ ] { } , : ; . .. -> => |> ++ + - * / % == != < <= > >= = && || | ! ? @ _ ${ $ \" ' \\ // /// //! # ` ~ ^ &".split(
    " ",
  ),
  ..."0 1 -1 1_000 0xff 0b10 1e9 1e400 3.14 1. .5 10s 200ms 00 0x 99999999999999999999".split(" "),
  ..."a b x f list.map list string int Some None Ok Error Int Float String List Option Json _x Name".split(
    " ",
  ),
  ...'@retry(max: 3) @timeout(10s) @external("m.f") @pure @skip @env("A")'.split(" "),
  "\n",
  "\r\n",
  "\t",
  " ",
  "\ufeff",
  "\u0000",
  "\u200d",
  "🎈",
  "é",
  "e\u0301",
  "\ud800",
  "\u2028",
  "“",
  '"a${',
  '}"',
  "\n\n",
];

/** One to a few changes at random places; `others` lends pieces of other programs. */
export function mutate(choices: Choices, text: string, others: readonly string[]): string {
  const tokens = text.match(token) ?? [];
  const changes = choices.between(1, choices.chance(20) ? 12 : 3);
  for (let each = 0; each < changes; each++) change(choices, tokens, others);
  return tokens.join("");
}

function change(choices: Choices, tokens: string[], others: readonly string[]): void {
  const at = choices.below(tokens.length + 1);
  const length = choices.chance(15) ? choices.between(2, 40) : 1;
  switch (choices.below(10)) {
    case 0:
    case 1:
      tokens.splice(at, length);
      return;
    case 2:
      tokens.splice(at, 0, ...tokens.slice(at, at + length));
      return;
    case 3: {
      const to = choices.below(tokens.length + 1);
      tokens.splice(to, 0, ...tokens.splice(at, length));
      return;
    }
    case 4:
      tokens.splice(at, 1, choices.pick(strangers));
      return;
    case 5:
      tokens.splice(at, 0, choices.pick(strangers));
      return;
    case 6:
    case 7:
      // A word in place of another of the same program: mostly well formed, often well typed.
      if (tokens.length > 0) replaceWord(choices, tokens);
      return;
    case 8: {
      const lent = choices.pick(others).match(token) ?? [];
      const from = choices.below(lent.length + 1);
      tokens.splice(at, length, ...lent.slice(from, from + choices.between(1, 30)));
      return;
    }
    default: {
      const nested = choices.pick([
        "(",
        "[",
        "{",
        "-",
        "!",
        '"${',
        "Some(",
        "attempt ",
        "if true {",
        "fn() {",
      ]);
      tokens.splice(
        at,
        0,
        nested.repeat(choices.chance(10) ? choices.between(50, 2_000) : choices.between(1, 5)),
      );
    }
  }
}

function replaceWord(choices: Choices, tokens: string[]): void {
  const words = [...tokens.keys()].filter((at) => /^[\w"]/.test(tokens[at]!));
  if (words.length === 0) return;
  tokens[choices.pick(words)] = tokens[choices.pick(words)]!;
}
