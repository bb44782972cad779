import { check, compile } from "../../src/compile";
import type { Diagnostic } from "../../src/diagnostics";
import { SourceText } from "../../src/text";
import { Choices } from "./choices";
import { Evaluator, type Outcome } from "./evaluate/evaluate";
import { kitExternals } from "./externals";
import { type GeneratedProgram, generateProgram } from "./generate/program";
import type { Given, Oracle } from "./oracle";

/** What is wrong with a program: one of its evaluations differs, or it does not compile. Undefined where all agree. */
export type Fault = string | undefined;

/** Compiles a generated program, evaluates it in every way and compares with the reference evaluator. */
export async function faultOf(
  program: GeneratedProgram,
  oracle: Oracle,
  seeds: readonly number[],
): Promise<Fault> {
  const sources = program.modules.map(({ path, text }) => ({
    path,
    source: new SourceText(`src/${path}.lk`, text),
  }));
  const source = { name: "kit", version: "1.0.0", main: "main", modules: sources };
  const { build, diagnostics } = compile(source);
  const errors = diagnostics.filter((each) => each.severity === "error");
  const typed = check(source).program;
  if (!build || !typed) return `it does not compile:\n${errors.map(show).join("\n")}`;
  const evaluator = new Evaluator(typed, kitExternals);
  const folder = oracle.store(build);
  try {
    for (const input of program.inputs) {
      const expected = evaluator.run({ module: "main", name: program.pipeline }, input);
      const outcomes = await oracle.evaluate(folder, `main.${program.pipeline}`, input, seeds);
      const { chaos, ...others } = outcomes;
      const named: [string, Given][] = [
        ...Object.entries(others),
        ...Object.entries(chaos ?? {}).map(([seed, given]): [string, Given] => [`chaos ${seed}`, given]),
      ];
      for (const [name, given] of named) {
        if (!equal(expected, given)) return difference(name, input, expected, given);
      }
    }
    return undefined;
  } finally {
    oracle.forget(folder);
  }
}

export async function faultOfChoices(
  choices: readonly number[],
  oracle: Oracle,
  seeds: readonly number[],
): Promise<Fault> {
  return faultOf(generateProgram(Choices.replay(choices)), oracle, seeds);
}

/** A program as a person reads it, its modules one after the other. */
export function printed(program: GeneratedProgram): string {
  const modules = program.modules.map(({ path, text }) => `// ${path}.lk\n${text}`);
  return [...modules, ...program.inputs.map((input) => `// input ${input}`)].join("\n");
}

function equal(expected: Outcome, given: Given): boolean {
  if ("fault" in given) return false;
  if ("value" in expected) return "value" in given && expected.value === given.value;
  return "failure" in given && JSON.stringify(expected.failure) === JSON.stringify(given.failure);
}

function difference(name: string, input: string, expected: Outcome, given: Given): string {
  const text = (outcome: Given): string =>
    "fault" in outcome
      ? outcome.fault
      : "value" in outcome
        ? outcome.value
        : JSON.stringify(outcome.failure, undefined, 2);
  return `${name} with ${input}\n--- expected\n${text(expected)}\n--- given\n${text(given)}`;
}

function show(diagnostic: Diagnostic): string {
  const { line } = diagnostic.source.position(diagnostic.span.start);
  const types = diagnostic.types ? ` (${diagnostic.types.expected} / ${diagnostic.types.found})` : "";
  return `${diagnostic.source.path}:${line} ${diagnostic.code} ${diagnostic.message}${types}\n    ${diagnostic.source.lineText(line).trim()}`;
}
