import { join } from "node:path";
import { check } from "../../src/compile";
import { lower } from "../../src/graph";
import { Declarations, qualified } from "../../src/tree";
import type { TypedProgram } from "../../src/types";
import { findCases } from "../harness/cases";
import { Choices } from "../kit/choices";
import { Evaluator, type Outcome } from "../kit/evaluate/evaluate";
import { kitExternals } from "../kit/externals";
import { generateProgram } from "../kit/generate/program";
import { program } from "./harness";
import { drawing, inputOf } from "./inputs";
import { faults, mentionsInGraph, mentionsInSource } from "./invariants";
import { raised } from "./raised";

/**
 * Lowering keeps the meaning: the graph, written back as a program (`raised`), gives the value or the failure that the program gives. Frames
 * of traces are left to the tests of the runtime. `LK_SEED=17` repeats program 17.
 */
const first = Number(process.env.LK_SEED ?? 1);
const count = Number(process.env.LK_PROGRAMS ?? (process.env.LK_SEED ? 1 : 60));

/** A line of a trace within data, in JSON and in interpolations. */
const frame = /,? ?\\*"[\w.#/]+\(\w+\.lk:\d+\)( ~\[element \d+ of \d+\])?\\*"/g;

function essence(outcome: Outcome): string {
  const text = "value" in outcome ? outcome.value : `${outcome.failure.kind}: ${outcome.failure.message}`;
  return text.replace(frame, "");
}

/** What differs between a program and its graph, for some inputs of a pipeline. */
function differences(
  typed: TypedProgram,
  pipeline: { module: string; name: string },
  inputs: readonly string[],
): string[] {
  const { graph } = lower(typed, { tests: false });
  if (!graph) return ["it is not lowered"];
  expect(mentionsInGraph(typed, graph)).toEqual(mentionsInSource(typed));
  const broken = graph.pipelines.flatMap((each) => faults(each, graph));
  const original = new Evaluator(typed, kitExternals);
  const again = new Evaluator(raised(typed, graph), kitExternals);
  const differing = inputs.flatMap((input) => {
    const [wanted, given] = [original, again].map((each) => essence(each.run(pipeline, input)));
    return wanted === given
      ? []
      : [`${qualified(pipeline)} of ${input}: ${wanted}, and the graph gives ${given}`];
  });
  return [...broken, ...differing];
}

describe("pages of test/cases/graph", () => {
  const pages = findCases(join(__dirname, "../cases/graph"));
  test.each(pages.map((page) => [page.path.split("/").at(-1)!, page.program] as const))("%s", (_, source) => {
    const typed = check(source).program!;
    const declarations = new Declarations(typed);
    const pipelines = typed.modules
      .flatMap((module) => module.functions)
      .filter((each) => each.kind === "pipeline");
    for (const pipeline of pipelines) {
      const inputs = Array.from({ length: 40 }, (_, seed) => {
        const draw = drawing(seed);
        return JSON.stringify(
          Object.fromEntries(
            pipeline.parameters.map((each) => [each.name, inputOf(each.type, declarations, draw)]),
          ),
        );
      });
      if (/^(poll|pending|all|in_then|loop)$/.test(pipeline.name.name)) continue;
      expect(differences(typed, pipeline.name, inputs)).toEqual([]);
    }
  });
});

test(`programs ${first} to ${first + count - 1}`, () => {
  for (let seed = first; seed < first + count; seed++) {
    const generated = generateProgram(Choices.fromSeed(seed));
    const { program: typed } = check(
      program(Object.fromEntries(generated.modules.map(({ path, text }) => [path, text]))),
    );
    const found = typed
      ? differences(typed, { module: "main", name: generated.pipeline }, generated.inputs)
      : ["it has errors"];
    if (found.length > 0)
      throw new Error(`program ${seed} (repeat with LK_SEED=${seed}):\n${found.join("\n")}`);
  }
});
