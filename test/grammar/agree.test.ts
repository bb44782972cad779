import { chance } from "../harness/chance";
import { difference } from "./agree";
import { corpus } from "./corpus";
import { readGrammar } from "./ebnf";
import { mutate } from "./mutate";
import { Sentences } from "./sentences";

/** The parser and the grammar accept and refuse the same texts. */

const first = Number(process.env.LK_SEED ?? 1);
const runs = Number(process.env.LK_RUNS ?? 3_000);
const programs = corpus();

test("all programs of the project", () => {
  const found = programs.flatMap(({ name, text }) => {
    const differs = difference(text);
    return differs ? [`${name}: ${differs}\n${text}`] : [];
  });
  expect(found).toEqual([]);
  expect(programs.length).toBeGreaterThan(140);
});

/** Declarations of the programs, each a text of its own, none long. */
function declarations(): string[] {
  const found = programs.flatMap(({ text }) => text.split(/\n\n(?=\S)/));
  return [...new Set(found)].filter((text) => text.length < 800 && /\S/.test(text));
}

test(`${runs} mutated declarations of theirs (LK_SEED=${first})`, () => {
  const all = declarations();
  hold((seed) => {
    const below = chance(seed);
    return mutate(all[below(all.length)]!, below);
  });
});

test(`${runs} mutated programs that the grammar makes (LK_SEED=${first})`, () => {
  const { syntax } = readGrammar();
  hold((seed) => {
    const below = chance(seed);
    const rule = ["module", "declaration", "declaration", "declaration"][below(4)]!;
    return mutate(new Sentences(syntax, below).write(rule, 4 + below(8)), below);
  });
});

function hold(make: (seed: number) => string): void {
  for (let seed = first; seed < first + runs; seed++) {
    const text = make(seed);
    const differs = difference(text);
    if (differs) throw new Error(`seed ${seed}: ${differs}\n--- in\n${text}`);
  }
}
