import { chance } from "../harness/chance";
import { parsed } from "../syntax/harness";
import { type Production, readGrammar, within } from "./ebnf";
import { Sentences } from "./sentences";

const { syntax } = readGrammar();
const first = Number(process.env.LK_SEED ?? 1);
const runs = 3_000;

test(`${runs} programs that the grammar makes are parsed without a message (LK_SEED=${first})`, () => {
  const taken = new Set<Production>();
  for (let seed = first; seed < first + runs; seed++) {
    const sentences = new Sentences(syntax, chance(seed));
    const text = sentences.write("module", 4 + (seed % 14));
    for (const production of sentences.taken) taken.add(production);
    const wrong = parsed(text).diagnostics.map(
      (one) => `${one.code} ${one.message} ${text.slice(one.span.start)}`,
    );
    if (wrong.length > 0) throw new Error(`seed ${seed}: ${wrong[0]}\n--- in\n${text}`);
  }
  expect(ways().filter((production) => !taken.has(production))).toEqual([]);
});

test("every rule of the grammar is used", () => {
  const { syntax: rules, tokens } = readGrammar();
  const used = new Set(["module", "comment"]);
  for (const production of [...rules.values(), ...tokens.values()])
    for (const each of within(production)) if (each.kind === "rule") used.add(each.name);
  expect([...rules.keys(), ...tokens.keys()].filter((name) => !used.has(name))).toEqual([]);
  const known = new Set([...rules.keys(), ...tokens.keys(), "NL", "no NL"]);
  expect([...used].filter((name) => !known.has(name))).toEqual([]);
});

/** Every alternative of the grammar, and everything that may be left out or repeated. */
function ways(): Production[] {
  return [...syntax.values()].flatMap((rule) =>
    [...within(rule)].flatMap((production): readonly Production[] => {
      if (production.kind === "choice") return production.options;
      return production.kind === "option" || production.kind === "repeat" ? [production.item] : [];
    }),
  );
}
