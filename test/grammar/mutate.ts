import { endOf } from "../../src/syntax/layout";
import { lex } from "../../src/syntax/lexer";
import { SourceText } from "../../src/text";
import type { Chance } from "../harness/chance";

const pieces = [
  ..."( ) [ ] { } , : . .. -> = | ? @ |> || && == != < <= > >= + - ++ * / % ! _ \n".split(" "),
  ..."fn let if else match fail attempt true import as type const node pipeline test".split(" "),
  ...'a b A B 1 1.5 10s "" "a" "${a}" f(a) A(a) f() [] () (a,b) {} a:'.split(" "),
  "\n  a",
  "\n  -a",
  "\n  - a",
  "\n  (a)",
  "-1",
  ", ..a",
  "if a { b } else { c }",
  "match a { b -> c }",
  "fn(a) { b }",
];

/** A text with some of its tokens deleted, doubled, swapped or replaced, or others put between them. */
export function mutate(text: string, below: Chance): string {
  const spans = lex(new SourceText("main.lk", text)).tokens.map(
    (token) => [token.startOffset, endOf(token)] as const,
  );
  if (spans.length === 0) return text;
  let mutated = text;
  // From the back, so that the places of those before stay right.
  const places = Array.from({ length: 1 + below(2) }, () => below(spans.length)).sort((a, b) => b - a);
  for (const place of new Set(places)) {
    const [start, end] = spans[place]!;
    const token = text.slice(start, end);
    const piece = pieces[below(pieces.length)]!;
    const next = spans[place + 1];
    const swap = next ? text.slice(next[0], next[1]) + text.slice(end, next[0]) + token : token;
    const [replacement, until] = (
      [
        [" ", end],
        [` ${piece} `, end],
        [`${token} ${piece} `, end],
        [`${token} ${token}`, end],
        [`${token}\n  `, end],
        [swap, next?.[1] ?? end],
      ] as const
    )[below(6)]!;
    mutated = mutated.slice(0, start) + replacement + mutated.slice(until);
  }
  return mutated;
}
