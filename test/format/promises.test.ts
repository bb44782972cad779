import { check } from "../../src/compile";
import { graphText, lower } from "../../src/graph";
import { SourceText } from "../../src/text";
import { Choices } from "../kit/choices";
import { generateProgram } from "../kit/generate/program";
import {
  brokenPromise,
  formatted,
  joined,
  pagePrograms,
  parses,
  projectFiles,
  random,
  type Sample,
  tokensOf,
} from "./harness";
import { everything } from "./samples";

const seed = Number(process.env.LK_SEED ?? Date.now() % 1_000_000);
const rounds = Number(process.env.LK_ROUNDS ?? 1_500);

const pages = [...pagePrograms("test/cases"), ...pagePrograms("docs")].filter(({ text }) => parses(text));
const samples: Sample[] = [...projectFiles().filter(({ text }) => parses(text)), ...pages];

test("every program of the project", () => {
  expect(samples.length).toBeGreaterThan(100);
  for (const { name, text } of samples) expect([name, brokenPromise(text)]).toEqual([name, undefined]);
});

const comments = [
  " // a\n",
  "\n// a\n",
  "\n\n  // a\n\n// b\n",
  " /// a\n",
  "\n/// a\n",
  "\n//! a\n",
  " // a\n  /// b\n",
];

test.each(everything.map((text, index) => [index, text] as const))(
  "a comment at every gap of sample %d",
  (_, text) => {
    expect(brokenPromise(text)).toBeUndefined();
    const { tokens, gaps } = tokensOf(text);
    let held = 0;
    for (const index of gaps.keys()) {
      for (const comment of comments) {
        const changed = joined(tokens, gaps.with(index, gaps[index] + comment));
        if (!parses(changed)) continue;
        held++;
        expect(brokenPromise(changed)).toBeUndefined();
      }
    }
    expect(held).toBeGreaterThan(tokens.length * 3);
  },
);

test(`layouts and comments at random (repeat with LK_SEED=${seed})`, () => {
  const next = random(seed);
  const below = (bound: number) => Math.floor(next() * bound);
  const texts = [...everything, ...samples.flatMap(({ text }) => declarations(text))];
  let held = 0;
  for (let round = 0; round < rounds; round++) {
    const text = texts[below(texts.length)]!;
    const { tokens: written, gaps } = tokensOf(text);
    const tokens = below(2) === 0 ? written : longer(written, written[below(written.length)]!);
    const changed = [...gaps];
    for (let change = below(6); change >= 0; change--) {
      const at = below(gaps.length);
      const trial = changed.with(at, drawGap(below, gaps[at]!));
      if (parses(joined(tokens, trial))) changed[at] = trial[at]!;
    }
    const result = joined(tokens, changed);
    if (!parses(result)) continue;
    held++;
    expect(brokenPromise(result)).toBeUndefined();
  }
  expect(held).toBeGreaterThan(rounds * 0.9);
});

/** With a longer name in place of one, so that lines break elsewhere. */
function longer(tokens: readonly string[], name: string): readonly string[] {
  if (!/^[a-z_]\w{0,20}$/.test(name) || reserved.has(name)) return tokens;
  return tokens.map((token) => (token === name ? `${name}_and_further_letters` : token));
}

const reserved = new Set(
  "fn let if else match fail attempt true false import as type const node pipeline test _".split(" "),
);

function drawGap(below: (bound: number) => number, gap: string): string {
  const blanks = ["", " ", "\n", "\n\n\n", "\t\r\n ", "\n        "];
  const blank = blanks[below(blanks.length)]!;
  const comment = comments[below(comments.length)]!;
  switch (below(4)) {
    case 0:
      return blank;
    case 1:
      return gap + comment;
    case 2:
      return comment + blank;
    default:
      return blank + comment + gap;
  }
}

/** A text cut before each of its declarations. */
function declarations(text: string): string[] {
  return text.split(/(?<=\n\n)(?=\S)/).filter((part) => parses(part) && part.length < 3_000);
}

test("generated programs, which come to the same graph", () => {
  const first = seed * 1_000;
  for (let each = first; each < first + 60; each++) {
    const program = generateProgram(Choices.fromSeed(each));
    for (const { text } of program.modules) expect([each, brokenPromise(text)]).toEqual([each, undefined]);
    const [before, after] = [graphOf(program, (text) => text), graphOf(program, formatted)];
    expect([each, after]).toEqual([each, before]);
  }
});

/** The graph as text, which has the types and every expression but no positions. */
function graphOf(program: ReturnType<typeof generateProgram>, change: (text: string) => string): string {
  const modules = program.modules.map(({ path, text }) => ({
    path,
    source: new SourceText(`${path}.lk`, change(text)),
  }));
  const { program: typed } = check({ name: "generated", version: "0.1.0", main: "main", modules });
  return graphText(lower(typed!).graph!);
}
