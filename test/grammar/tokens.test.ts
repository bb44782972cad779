import { lex } from "../../src/syntax/lexer";
import { SourceText } from "../../src/text";
import { chance } from "../harness/chance";
import { readGrammar } from "./ebnf";
import { CharacterInput, TokenInput } from "./inputs";
import { Recogniser } from "./recogniser";

/** The lexer takes a text for a token of a kind where the grammar's rule over characters says that it is one. */

const { tokens } = readGrammar();
const first = Number(process.env.LK_SEED ?? 1);
const runs = 4_000;
const names = ["lower", "Upper", "INT", "FLOAT", "DURATION", "PLAIN STRING"];
const alphabets = [
  ["0", "1", "9", "_", ".", "x", "b", "e", "E", "+", "-", "a", "F", "f", "m", "s", "h"],
  ["a", "z", "B", "_", "0", "f", "n", "l", "e", "t", "fn", "if", "as", "type", "true", "é"],
  [
    '"',
    '"',
    "\\",
    "n",
    "t",
    "u",
    "{",
    "}",
    "$",
    "1",
    "F",
    "é",
    "😀",
    "\t",
    "\\u{41}",
    "\\n",
    "\\$",
    " ",
    "/",
  ],
];

function expectAgreement(text: string): void {
  const source = new SourceText("main.lk", text);
  const { tokens: found, diagnostics } = lex(source);
  const alone = diagnostics.length === 0 && found.length === 1 && found[0]!.image === text;
  const input = new TokenInput(source, found);
  const lexed = names.filter((name) => alone && input.leaf(name, 0) === 1);
  const written = names.filter((name) => new Recogniser(tokens, new CharacterInput(text)).accepts(name));
  expect({ text, kinds: lexed }).toEqual({ text, kinds: written });
}

test.each(alphabets.map((alphabet) => [alphabet.join(" "), alphabet]))(
  `${runs} texts of %s (LK_SEED=${first})`,
  (_, alphabet) => {
    for (let seed = first; seed < first + runs; seed++) {
      const below = chance(seed);
      const text = Array.from({ length: 1 + below(7) }, () => alphabet[below(alphabet.length)]!).join("");
      const quoted = alphabet[0] === '"' && below(2) === 0 ? `"${text}"` : text;
      expectAgreement(quoted);
    }
  },
);

test("what each kind looks like", () => {
  for (const text of [
    ...[
      "a",
      "_",
      "_a",
      "a_B9",
      "import",
      "fn",
      "Ab",
      "A_",
      "0",
      "007",
      "1_000",
      "1__0",
      "1_",
      "0xfF",
      "0xf_f",
    ],
    ...[
      "0x_f",
      "0b1_0",
      "0b2",
      "1.5",
      "1.",
      ".5",
      "1e9",
      "1.5e-9",
      "1_0.0_1E+1_0",
      "10s",
      "1_0ms",
      "1.5s",
      "5m",
    ],
    ...[
      '""',
      '"a"',
      '"\\"',
      '"\\\\"',
      '"\\u{1F600}"',
      '"\\u{}"',
      '"\\x"',
      '"$"',
      '"${"',
      '"${a}"',
      '"a',
      '"\n"',
    ],
  ])
    expectAgreement(text);
});
