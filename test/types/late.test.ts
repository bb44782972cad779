import { type Chance, chance } from "../harness/chance.js";
import { checkMarked } from "../harness/marked.js";

/**
 * A program says the same of a record, an Option or a Result whether its type is known from the beginning or only by the end of the
 * declaration: random bodies are checked with their parameters annotated, and with the same types found last.
 */
const declarations = `type Line { qty: Int, name: String, of: fn(Int) -> Int, tags: List(String), box: Box }

type Box { qty: Int, side: Float }
`;

const atoms = ["1", '"a"', "1.5", "true", "[1]", '["a"]', "Some(2)", "Box(1, 2.0)", "fn(n) { n }"];
const names = ["line", "box", "found", "done", "line.qty", "line.tags", "line.box", "box.qty"];
const operators = ["+", "++", "==", "<", "&&", "*"];
const fields = ["qty", "name", "of", "tags", "box", "side"];

function expression(below: Chance, depth: number): string {
  const inner = () => expression(below, depth - 1);
  const pick = (from: readonly string[]) => from[below(from.length)]!;
  if (depth === 0) return below(3) > 0 ? pick(names) : pick(atoms);
  switch (below(10)) {
    case 0:
    case 1:
      return `(${inner()} ${pick(operators)} ${inner()})`;
    case 2:
    case 3:
      return `line.${pick(fields)}`;
    case 4:
      return `line.of(${inner()})`;
    case 5:
      return `if ${inner()} { ${inner()} } else { ${inner()} }`;
    case 6:
      return `match line.${pick(fields)} { ${pick(["1", '"a"', "[]", "Box(..)"])} -> ${inner()}, _ -> ${inner()} }`;
    case 7:
      return `box.${pick(["qty", "side", "name"])}`;
    case 8:
      return `[${inner()}, ${inner()}]`;
    default:
      return pick(["found?", "done?", "line.box.side", "line.box.qty"]);
  }
}

/** Codes and messages of the errors of a program. */
function errorsOf(text: string): readonly string[] {
  const { diagnostics } = checkMarked(text);
  return diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ code, message }) => `${code} ${message}`);
}

const runs = 400;
const first = Number(process.env.LK_SEED ?? 1);

test(`${runs} random bodies are judged alike, whether a type is known first or last (LK_SEED=${first})`, () => {
  let accepted = 0;
  for (let seed = first; seed < first + runs; seed++) {
    const below = chance(seed);
    const lines = Array.from({ length: 1 + below(2) }, () => `  let _ = ${expression(below, below(3))}`);
    const body = (last: string) => `${lines.join("\n")}\n  ${last}\n}\n`;
    const known = `${declarations}
fn f(line: Line, box: Box, found: Option(Int), done: Option(String)) -> Option(()) {
${body("Some(())")}`;
    const late = `${declarations}
fn f(line, box, found, done) {
${body('if line.box == Line(..line, qty: 1).box && box == Box(..box, qty: 1) && found == Some(1) && done == Some("") { None } else { Some(()) }')}`;
    const fits = errorsOf(known).length === 0;
    if (fits) accepted++;
    expect({ seed, late, fits: errorsOf(late).length === 0 }).toEqual({ seed, late, fits });
  }
  expect(accepted).toBeGreaterThan(runs / 20);
  expect(accepted).toBeLessThan(runs / 1.1);
});
