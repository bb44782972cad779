import { check, compile } from "../../src/compile";
import type { Diagnostic } from "../../src/diagnostics";
import { SourceText } from "../../src/text";
import { Choices } from "./choices";
import { Evaluator } from "./evaluate/evaluate";
import { kitExternals } from "./externals";
import { type GeneratedProgram, generateProgram } from "./generate/program";
import type { Given, Oracle, Outcomes } from "./oracle";

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
      const fault = faultBetween(expected, outcomes, input);
      if (fault) return fault;
    }
    return undefined;
  } finally {
    oracle.forget(folder);
  }
}

/** The first evaluation that does not give what is expected. */
export function faultBetween(expected: Given, { chaos, ...others }: Outcomes, input: string): Fault {
  const named: [string, Given][] = [
    ...Object.entries(others),
    ...Object.entries(chaos ?? {}).map(([seed, given]): [string, Given] => [`chaos ${seed}`, given]),
  ];
  const differing = named.find(([, given]) => !equal(expected, given));
  return differing && difference(differing[0], input, expected, differing[1]);
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

function equal(expected: Given, given: Given): boolean {
  if ("fault" in expected || "fault" in given) return false;
  if ("value" in expected) return "value" in given && expected.value === given.value;
  return "failure" in given && JSON.stringify(expected.failure) === JSON.stringify(given.failure);
}

function difference(name: string, input: string, expected: Given, given: Given): string {
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
