import type { Graph, TestPipeline } from "../graph/index.js";
import { sha256 } from "../text/sha256.js";
import { Declarations, qualified } from "../tree/index.js";
import type { TypedFunction, TypedProgram } from "../types/typed.js";
import { layOut, oneLine } from "./layout.js";
import { pipelineEntry, topics } from "./pipelines.js";
import { type PythonOutput, testFile } from "./python/index.js";
import { externalEntry, fileEntry, serviceEntry } from "./services.js";
import { convertedTypes, TypeTable } from "./types.js";

/** Version of the descriptor's form; a runtime reads its own and the one before. */
const VERSION = 1;

/** What a build is made of, beside the project that it belongs to. */
export interface Compiled {
  readonly program: TypedProgram;
  readonly graph: Graph;
  readonly python: PythonOutput;
}

export interface ProgramName {
  readonly name: string;
  readonly version: string;
}

/** The descriptor with the build's digest, in its place behind the version. */
export function withDigest(descriptor: string, digest: string): string {
  return descriptor.replace(/^ {2}"version": .*\n/m, (line) => `${line}  "digest": "${digest}",\n`);
}

/**
 * The descriptor (docs/descriptor.md): the contract between the compiler and whatever runs the program. It lacks the digest, which is
 * made over this very text.
 */
export function emitDescriptor(project: ProgramName, compiled: Compiled): string {
  const { program, graph, python } = compiled;
  const declarations = new Declarations(program);
  const types = new TypeTable(declarations, python.names);
  const own = program.modules.filter((module) => !module.library);
  const bodies = [...own.flatMap((module) => module.functions), ...graph.tests.map((each) => each.test)];
  for (const { body } of bodies) if (body) for (const type of convertedTypes(body)) types.add(type);
  const services = sorted(
    graph.services,
    (each) => each.name,
    (each) => serviceEntry(each, declarations, python, types),
  );
  const pipelines = sorted(
    graph.pipelines,
    (each) => each.id,
    (each) => pipelineEntry(each, types),
  );
  const functions = own.flatMap((module) => module.functions);
  const externals = sorted(
    functions.filter((each) => each.external),
    (each) => qualified(each.name),
    (each) => externalEntry(each, python, types),
  );
  const hasTests = graph.tests.length > 0;
  return layOut({
    descriptor: VERSION,
    name: project.name,
    version: project.version,
    main: startOf(program),
    modules: sorted(
      own,
      (module) => module.path,
      ({ file, source }) => oneLine({ file, sha256: sha256(source.text) }),
    ),
    types: types.entries(),
    services,
    pipelines,
    topics: topics(graph.pipelines),
    externals,
    tests: hasTests ? graph.tests.map((each) => testEntry(each, python)) : undefined,
    testFiles: hasTests ? testFiles(graph, declarations, python) : undefined,
  });
}

/** The pipeline that a run without a name starts: `main` of the main module, else the only one. */
function startOf(program: TypedProgram): string | undefined {
  const pipelines = program.modules
    .flatMap((module) => module.functions)
    .filter((each: TypedFunction) => each.kind === "pipeline")
    .map((each) => qualified(each.name));
  const main = `${program.main}.main`;
  return pipelines.includes(main) ? main : pipelines.length === 1 ? pipelines[0] : undefined;
}

function testEntry({ test, pipeline, compares }: TestPipeline, python: PythonOutput): unknown {
  const replace = test.replacements.map(({ external, by }) => ({
    external: qualified(external),
    function: python.names.value(by),
  }));
  return {
    name: test.title,
    module: test.module,
    line: test.line,
    pipeline,
    compares,
    file: testFile(test.module),
    replace: replace.length > 0 ? replace.map(oneLine) : undefined,
  };
}

function testFiles(graph: Graph, declarations: Declarations, python: PythonOutput): Record<string, unknown> {
  const files = [...new Set(graph.tests.map(({ test }) => testFile(test.module)))];
  return sorted(
    files,
    (file) => file,
    (file) => fileEntry(python.files.get(file), declarations),
  );
}

function sorted<Item>(
  items: readonly Item[],
  key: (item: Item) => string,
  entry: (item: Item) => unknown,
): Record<string, unknown> {
  const byKey = new Map(items.map((item) => [key(item), item]));
  return Object.fromEntries([...byKey.keys()].sort().map((each) => [each, entry(byKey.get(each) as Item)]));
}
