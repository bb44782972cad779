import { check, compile, type SourceProgram } from "../../src/compile";
import { renderText } from "../../src/diagnostics";
import { emitPython } from "../../src/emit";
import { graphText, lower } from "../../src/graph";
import { stackTrace } from "../../src/trace";
import { typeText } from "../../src/tree";
import type { TypedFunction, TypedProgram } from "../../src/types/typed";
import type { DirectEvaluation, Outcome, TestOutcome } from "./direct";
import type { Page } from "./page";

/** What a section shows of a page's program. `written` is what stands in the page: where it asks questions, they are answered. */
type Stage = (page: Page, written: string, evaluation: DirectEvaluation) => string | Promise<string>;

export const stages: Readonly<Record<string, Stage>> = {
  Diagnostics: ({ program, reading }) => {
    const found = program.modules.length === 0 ? [] : check(program).diagnostics;
    return renderText([...reading, ...found], { colour: false }).trimEnd();
  },
  Types: ({ program }) => typesOf(checked(program)),
  Graph: ({ program }) => graphText(graphOf(program)),
  Python: ({ program }) => {
    const { files } = emitPython(checked(program), graphOf(program));
    return [...files].map(([path, { text }]) => `# ${path}\n\n${text}`).join("\n");
  },
  Descriptor: (page, written) => {
    const descriptor: unknown = JSON.parse(built(page, { tests: false }).get("descriptor.yaml")!);
    const questions = questionsOf(written);
    return answered(
      questions,
      questions.map((path) => JSON.stringify(partOf(descriptor, path), null, 2)),
    );
  },
  Run: (page, written, evaluation) => answerRuns(page, written, evaluation, outcomeText),
  Trace: (page, written, evaluation) =>
    answerRuns(page, written, evaluation, (outcome) =>
      "failure" in outcome ? stackTrace("session", outcome.failure).trimEnd() : outcomeText(outcome),
    ),
  Tests: async (page, _, evaluation) => {
    const files = built(page, { tests: true });
    const { tests } = JSON.parse(files.get("descriptor.yaml")!) as { tests: { name: string }[] };
    const outcomes = await evaluation.tests(files);
    return outcomes.map((outcome) => testText(tests[outcome.index]!.name, outcome)).join("\n");
  },
};

async function answerRuns(
  page: Page,
  written: string,
  evaluation: DirectEvaluation,
  text: (outcome: Outcome) => string,
): Promise<string> {
  const questions = questionsOf(written);
  const runs = questions.map((question) => {
    const [, pipeline = "main", input = "{}"] = /^([\w./]+)?\s*(\{.*)?$/.exec(question)!;
    return { pipeline: pipeline.includes(".") ? pipeline : `main.${pipeline}`, input };
  });
  const outcomes = await evaluation.runs(built(page, { tests: false }), runs);
  return answered(questions, outcomes.map(text));
}

/** The lines that begin with `> `. */
function questionsOf(written: string): string[] {
  return written
    .split("\n")
    .filter((line) => line.startsWith(">"))
    .map((line) => line.slice(1).trim());
}

function answered(questions: readonly string[], answers: readonly string[]): string {
  return questions.map((question, at) => `> ${question}\n${answers[at]}`).join("\n");
}

function outcomeText(outcome: Outcome): string {
  if ("value" in outcome) return outcome.value;
  if ("refused" in outcome) return `refused: ${outcome.refused}`;
  const { kind, exception, message } = outcome.failure;
  return `${kind}${exception === undefined ? "" : `(${exception})`}: ${message}`;
}

function testText(name: string, { passed, message, failure }: TestOutcome): string {
  if (passed) return `pass  ${name}`;
  const why = failure ? stackTrace("test", failure).trimEnd() : (message ?? "");
  return `FAIL  ${name}\n${why.replace(/^/gm, "      ")}`;
}

/** A part of the descriptor by its keys: `services/main-work/attributes`. A key that has `/` in it is found as well. */
function partOf(data: unknown, path: string): unknown {
  if (path === "") return data;
  const keys = typeof data === "object" && data !== null ? Object.entries(data) : [];
  for (const [key, value] of keys) {
    if (path === key) return value;
    if (path.startsWith(`${key}/`)) return partOf(value, path.slice(key.length + 1));
  }
  throw new Error(`the descriptor has nothing at ${path}; there is ${keys.map(([key]) => key).join(", ")}`);
}

/** The files of a build, its Python modules in `python/`. */
function built({ program, python }: Page, { tests }: { tests: boolean }): ReadonlyMap<string, string> {
  const modules = new Map([...python].map(([path, text]) => [`python/${path}`, text]));
  const { build, diagnostics } = compile(program, { tests, python: modules, requirements: [] });
  if (!build) throw new Error(renderText(diagnostics, { colour: false }));
  return new Map([...build, ...modules]);
}

function checked(program: SourceProgram): TypedProgram {
  const { program: typed, diagnostics } = check(program);
  if (!typed) throw new Error(renderText(diagnostics, { colour: false }));
  return typed;
}

function graphOf(program: SourceProgram) {
  const { graph, diagnostics } = lower(checked(program));
  if (!graph) throw new Error(renderText(diagnostics, { colour: false }));
  return graph;
}

/** Constants and functions of the program's own modules, with the types that were found. */
function typesOf(program: TypedProgram): string {
  return program.modules
    .filter((module) => !module.library)
    .flatMap(({ path, constants, functions }) => [
      ...constants.map(({ name, type }) => `${path}.${name.name}: ${typeText(type)}`),
      ...functions.map((declared) => `${path}.${signature(declared)}`),
    ])
    .join("\n");
}

function signature({ name, parameters, result }: TypedFunction): string {
  const list = parameters.map((parameter) => `${parameter.name}: ${typeText(parameter.type)}`);
  return `${name.name}(${list.join(", ")}) -> ${typeText(result)}`;
}
