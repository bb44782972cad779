import { join } from "node:path";
import { Declarations, qualified } from "../../src/tree";
import type { TypedProgram } from "../../src/types/typed";
import { drawing, inputOf } from "../graph/inputs";
import { readCorpus } from "./corpus";
import { judge, programOf } from "./judge";
import { type FuzzCase, makeCase } from "./make";
import { Runner, type RunOutcome, store } from "./runner";

type Outcome = RunOutcome | { readonly outcome: "refused"; readonly detail: string };

/** What became of a case, as it is told to `fuzz.mjs`. */
type Told = Outcome & { readonly number: number; readonly kind: string; readonly milliseconds: number };

const [root, scratch, python, seedText, fromText, toText] = process.argv.slice(2) as string[];
const seed = Number(seedText);
const corpus = readCorpus(root!);

async function tryCase(runner: Runner, { modules }: FuzzCase): Promise<Outcome> {
  const { build, program } = judge(programOf(modules));
  if (!build || !program) return { outcome: "refused", detail: "" };
  const folder = join(scratch!, "build");
  store(folder, build);
  return runner.run(folder, inputsOf(program));
}

/** Two inputs for each pipeline whose parameters the drawing of inputs knows. */
function inputsOf(program: TypedProgram): [string, string][] {
  const declarations = new Declarations(program);
  const pipelines = program.modules
    .filter(({ library }) => !library)
    .flatMap(({ functions }) => functions.filter(({ kind }) => kind === "pipeline"));
  return pipelines.flatMap(({ name, parameters }) =>
    [1, 2].flatMap((each): [string, string][] => {
      const draw = drawing(each);
      try {
        const values = parameters.map(({ name, type }) => [name, inputOf(type, declarations, draw)]);
        return [[qualified(name), JSON.stringify(Object.fromEntries(values))]];
      } catch {
        return [];
      }
    }),
  );
}

async function main(): Promise<void> {
  const runner = new Runner(root!, python!);
  for (let number = Number(fromText); number < Number(toText); number++) {
    const made = makeCase(seed, number, corpus);
    const start = performance.now();
    let result: Outcome;
    try {
      result = await tryCase(runner, made);
    } catch (error) {
      result = { outcome: "fault", detail: (error as Error).stack ?? String(error) };
    }
    const told: Told = { number, kind: made.kind, ...result, milliseconds: performance.now() - start };
    await new Promise((sent) => process.send!(told, sent));
  }
  process.exit(0);
}

if (process.env.LK_FUZZ_PRINT) {
  for (const { path, text } of makeCase(seed, Number(fromText), corpus).modules)
    process.stdout.write(`// ${path}.lk\n${text}\n`);
} else void main();
