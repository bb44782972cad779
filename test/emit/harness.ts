import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check } from "../../src/compile";
import {
  type EmittedFile,
  emitPython,
  type PythonOutput,
  serviceFile,
  testFile,
} from "../../src/emit/python";
import { type Graph, lower } from "../../src/graph";
import { SourceText } from "../../src/text";

export interface Emitted {
  readonly output: PythonOutput;
  readonly graph: Graph;
}

/** Checks, lowers and emits a program; throws where it has errors. `modules` are texts by path, or the text of `main`. */
export function emit(modules: string | Readonly<Record<string, string>>): Emitted {
  const texts = typeof modules === "string" ? { main: modules } : modules;
  const sources = Object.entries(texts).map(([path, text]) => ({
    path,
    source: new SourceText(`${path}.lk`, text),
  }));
  const { program, diagnostics } = check({ name: "test", version: "1.0.0", main: "main", modules: sources });
  const errors = diagnostics.filter((one) => one.severity === "error");
  if (!program || errors.length)
    throw new Error(errors.map((one) => `${one.code} ${JSON.stringify(one)}`).join("\n"));
  const { graph, diagnostics: placement } = lower(program, { tests: true });
  if (!graph) throw new Error(JSON.stringify(placement));
  return { output: emitPython(program, graph), graph };
}

/** The Python of a node of the module `main`. */
export function nodeText(text: string, node: string): string {
  return emit(text).output.files.get(serviceFile(`main-${node.replaceAll("_", "-")}`))!.text;
}

/** What a call of a function of a file gives. */
export type Outcome =
  | { readonly value: unknown }
  | { readonly failure: string; readonly message: string; readonly frames: readonly string[] };

export interface Call {
  readonly function: string;
  /** Python expressions. */
  readonly arguments: readonly string[];
}

/** Calls functions of an emitted file in a Python of its own. Values come back as their `repr`, frames as `declaration:line`. */
export function run(file: EmittedFile, calls: readonly Call[]): Outcome[] {
  const folder = mkdtempSync(join(tmpdir(), "lk-emit-"));
  try {
    const path = join(folder, "emitted.py");
    writeFileSync(path, file.text);
    const input = JSON.stringify({ path, lines: file.lines, frames: file.frames, calls });
    const output = execFileSync(process.env.LK_PYTHON ?? "python3", ["-I", join(__dirname, "run.py")], {
      input,
      maxBuffer: 1 << 28,
    });
    return JSON.parse(output.toString()) as Outcome[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs the tests of `main`, which call neither nodes nor pipelines, and expects that they hold. */
export function expectTests(modules: string | Readonly<Record<string, string>>): void {
  const { output, graph } = emit(modules);
  const calls = graph.tests.map((test) => {
    const pipeline = graph.pipelines.find((one) => one.id === test.pipeline)!;
    expect(pipeline.steps.map((step) => step.kind)).toEqual(["glue"]);
    const step = pipeline.steps[0]!;
    return {
      title: test.test.title,
      call: { function: step.kind === "glue" ? step.name : "", arguments: [] },
    };
  });
  const outcomes = run(
    output.files.get(testFile("main"))!,
    calls.map(({ call }) => call),
  );
  const wrong = outcomes
    .map((outcome, index) => ({ title: calls[index]!.title, outcome }))
    .filter(({ outcome }) => !("value" in outcome) || !/^(True$|\(True,)/.test(String(outcome.value)));
  expect(wrong).toEqual([]);
}

/** The outcome of `fn run() -> …` of a program, as a node calls it. */
export function outcome(text: string, ...given: string[]): Outcome {
  const { output } = emit(text);
  const file = output.files.get(serviceFile("main-run"))!;
  return run(file, [{ function: "run", arguments: given }])[0]!;
}
