import { chance, type Production, readGrammar, Writer } from "./ebnf";
import { codes } from "./harness";

const grammar = readGrammar();
const first = Number(process.env.LK_SEED ?? 1);
const runs = 2_000;

/** What the grammar's comments forbid, and what is checked behind it: these codes are no contradiction. */
const finer = new Set([
  "LK1009",
  "LK1036",
  "LK1038",
  "LK1042",
  "LK1043",
  "LK1044",
  "LK1045",
  "LK1046",
  "LK1047",
]);

test(`${runs} programs that the written grammar makes are parsed (LK_SEED=${first})`, () => {
  const taken = new Set<Production>();
  for (let seed = first; seed < first + runs; seed++) {
    const writer = new Writer(grammar, chance(seed));
    const text = writer.write("module", 4 + (seed % 14));
    for (const production of writer.taken) taken.add(production);
    const wrong = codes(text).filter((code) => !finer.has(code));
    expect({ seed, text, wrong }).toEqual({ seed, text, wrong: [] });
  }
  // Every alternative of the grammar was among them.
  expect(alternatives().filter((production) => !taken.has(production))).toEqual([]);
});

test("every rule of the written grammar is used", () => {
  const used = new Set(["module"]);
  for (const production of grammar.values())
    walk(production, (each) => each.kind === "rule" && used.add(each.name));
  expect([...grammar.keys()].filter((name) => !used.has(name))).toEqual([]);
});

function alternatives(): Production[] {
  const found: Production[] = [];
  for (const production of grammar.values()) {
    walk(production, (each) => each.kind === "choice" && found.push(...each.options));
  }
  return found;
}

function walk(production: Production, visit: (production: Production) => unknown): void {
  visit(production);
  if (production.kind === "sequence") for (const item of production.items) walk(item, visit);
  else if (production.kind === "choice") for (const option of production.options) walk(option, visit);
  else if (production.kind === "option" || production.kind === "repeat" || production.kind === "macro") {
    walk(production.item, visit);
  }
}
