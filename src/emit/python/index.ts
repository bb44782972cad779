import type { Graph, Pipeline } from "../../graph/graph.js";
import { Declarations, qualified } from "../../tree/index.js";
import type { QualifiedName, TypeDefinition, TypedFunction, TypedProgram } from "../../types/typed.js";
import { assemble, type Section } from "./assemble.js";
import { PythonFile } from "./file.js";
import { constantLines, functionLines } from "./functions.js";
import { type GlueStep, glueExpressions, glueLines } from "./glue.js";
import { type ProgramNames, programNames } from "./names.js";
import { Reach } from "./reach.js";

export type { ProgramNames } from "./names.js";

/** What one service, or the tests of one module, run. */
export interface EmittedFile {
  readonly text: string;
  /** `[python line, index into frames, .lk line]`, sorted; a line without an entry belongs to no frame. */
  readonly lines: readonly (readonly [python: number, frame: number, line: number])[];
  /** Declarations, `shop/stats.ratio`. */
  readonly frames: readonly string[];
  /** The externals whose functions stand in the file, in the order of the program. */
  readonly externals: readonly QualifiedName[];
}

export interface PythonOutput {
  /** By their path in the build folder: `functions/<service>.py`, `tests/<module>.py`. */
  readonly files: ReadonlyMap<string, EmittedFile>;
  /** The Python names of types, constructors, fields and functions, the same in all files. */
  readonly names: ProgramNames;
}

/** The file of a service. */
export const serviceFile = (service: string): string => `functions/${service}.py`;
/** The file of a module's tests. */
export const testFile = (module: string): string => `tests/${module.replaceAll("/", "-")}.py`;

/** Emits the Python of a program: one file a service, and one for the tests of each module that has some. */
export function emitPython(program: TypedProgram, graph: Graph): PythonOutput {
  const declarations = new Declarations(program);
  const names = programNames(program);
  const emit = new Emission(declarations, names, new Reach(declarations));
  const files = new Map<string, EmittedFile>();
  const ofService = new Map<string | undefined, Pipeline[]>();
  for (const pipeline of graph.pipelines) {
    const known = ofService.get(pipeline.service);
    if (known) known.push(pipeline);
    else ofService.set(pipeline.service, [pipeline]);
  }
  for (const service of graph.services) {
    const declared = service.function;
    const pipelines = ofService.get(service.name) ?? [];
    const roots = service.kind === "node" ? [declared.name] : [];
    files.set(serviceFile(service.name), emit.file(titleOf(declarations, declared), roots, pipelines));
  }
  for (const module of program.modules) {
    const tests = graph.tests.filter((test) => test.test.module === module.path);
    if (tests.length === 0) continue;
    const ids = new Set(tests.map((test) => test.pipeline));
    const own = (pipeline: Pipeline) =>
      pipeline.service === undefined && ids.has(pipeline.id.replace(/(#test\d+).*$/, "$1"));
    const fakes = tests.flatMap((test) => test.test.replacements.map((replacement) => replacement.by));
    files.set(
      testFile(module.path),
      emit.file(`Tests of the module ${module.path}.`, fakes, (ofService.get(undefined) ?? []).filter(own)),
    );
  }
  return { files, names };
}

function titleOf(declarations: Declarations, declared: TypedFunction): string {
  const kind = declared.kind === "node" ? "Node" : "Pipeline";
  const title = `${kind} ${qualified(declared.name)}.`;
  const doc = declarations.module(declared.name.module)?.doc;
  return doc ? `${title}\n\n${doc}` : title;
}

class Emission {
  private readonly places: ReadonlyMap<TypeDefinition, number>;

  constructor(
    private readonly declarations: Declarations,
    private readonly names: ProgramNames,
    private readonly reach: Reach,
  ) {
    const types = declarations.program.modules.flatMap((module) => module.types);
    this.places = new Map(types.map((definition, place) => [definition, place]));
  }

  /** A file of some functions, and the glue of some pipelines. */
  file(doc: string, roots: readonly QualifiedName[], pipelines: readonly Pipeline[]): EmittedFile {
    const glue = pipelines.flatMap((pipeline) =>
      pipeline.steps.filter(isGlue).map((step) => ({ pipeline, step })),
    );
    const { functions, constants } = this.reach.from(
      roots,
      glue.flatMap(({ step }) => glueExpressions(step)),
    );
    const top = new Set([...functions, ...constants].map((each) => this.names.value(each.name)));
    for (const { step } of glue) top.add(step.name);
    const file = new PythonFile(this.declarations, this.names, top, this.places);
    const constantSections = constants.map(
      (constant): Section => ({ lines: constantLines(file, constant), frame: undefined }),
    );
    const functionSections = functions.map((declared): Section => {
      const library = this.declarations.module(declared.name.module)?.library;
      const made = library || !declared.body;
      return { frame: made ? undefined : file.frame(declared.name), lines: functionLines(file, declared) };
    });
    const glueSections = glue.map(
      ({ pipeline, step }): Section => ({
        frame: file.frame(pipeline.declaration),
        lines: glueLines(file, pipeline, step, step.name),
      }),
    );
    const assembled = assemble(file, doc, constantSections, [...functionSections, ...glueSections]);
    const externals = functions.filter((declared) => declared.external).map((declared) => declared.name);
    return { ...assembled, frames: file.frames, externals };
  }
}

function isGlue(step: Pipeline["steps"][number]): step is GlueStep {
  return step.kind === "glue" || step.kind === "choose";
}
