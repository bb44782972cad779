import type { Diagnostic } from "../diagnostics/index.js";
import { libraryPython } from "../library/python.js";
import {
  checkPlacement,
  DataTypes,
  type Faults,
  Reach,
  Reports,
  serviceName,
  soundPart,
} from "../placement/index.js";
import { Declarations, largestId, qualified } from "../tree/index.js";
import type { TypedExpression, TypedFunction, TypedModule, TypedProgram, TypedTest } from "../types/typed.js";
import { asSlot, Builder } from "./builder.js";
import { Declaration, type Program } from "./declaration.js";
import { lower as lowerExpression } from "./expression.js";
import type { Graph, Pipeline, Service, TestPipeline } from "./graph.js";
import { Names } from "./names.js";
import { outermost } from "./outermost.js";
import { apartFrom, isLowerable } from "./sound.js";
import { comparing, comparisonOf } from "./tests.js";

export type { Branch, Graph, Pipeline, Selection, Service, Slot, Step, TestPipeline } from "./graph.js";
export { libraryOfGlue } from "./library.js";
export { inputsOf } from "./tails.js";
export { graphText } from "./text.js";

export interface Options {
  /** Whether tests become pipelines too. */
  readonly tests: boolean;
}

/**
 * Lowers a typed program to its graph. The graph is missing where a rule of placement is broken; the diagnostics say which.
 */
export function lower(
  typed: TypedProgram,
  options: Options = { tests: true },
): { readonly graph: Graph | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const program = placed(typed);
  const { reports } = program;
  if (reports.diagnostics.length > 0) return { graph: undefined, diagnostics: withLowering(program) };
  const graph = lowerProgram(program, options);
  const diagnostics = outermost(reports.diagnostics);
  return { graph: diagnostics.length > 0 ? undefined : graph, diagnostics };
}

/**
 * What is wrong with the placement of a program that has errors already, and with what would travel in it: of the declarations that have none
 * themselves.
 *
 * @param faults by path of module; modules that are missing have no errors
 */
export function checkSoundPart(
  typed: TypedProgram,
  faults: ReadonlyMap<string, Faults>,
): readonly Diagnostic[] {
  return withLowering(placed(soundPart(typed, faults)));
}

/** A program that is held against the rules of placement. */
function placed(typed: TypedProgram): Program {
  const declarations = new Declarations(typed);
  const reports = new Reports(declarations);
  const program = {
    declarations,
    reports,
    reach: new Reach(declarations),
    types: new DataTypes(declarations),
  };
  checkPlacement(declarations, program.reach, program.types, reports);
  return program;
}

/** What placement has reported, and what lowering says besides of the bodies that can be lowered. */
function withLowering(program: Program): readonly Diagnostic[] {
  const known = program.reports.diagnostics;
  const { declarations } = program;
  const reports = new Reports(declarations);
  const canLower = (module: TypedModule, body: TypedExpression): boolean =>
    isLowerable(
      body,
      known.filter(({ source }) => source === module.source),
    );
  const modules = declarations.program.modules.map((module) =>
    module.library
      ? module
      : {
          ...module,
          functions: module.functions.map((each) =>
            each.body && !canLower(module, each.body) ? { ...each, body: undefined } : each,
          ),
          tests: module.tests.filter((each) => canLower(module, each.body)),
        },
  );
  const part = new Declarations({ ...declarations.program, modules });
  lowerProgram({ ...program, declarations: part, reports }, { tests: true });
  return [...known, ...apartFrom(known, outermost(reports.diagnostics))];
}

function lowerProgram(program: Program, options: Options): Graph {
  const pipelines: Pipeline[] = [];
  const services: Service[] = [];
  const tests: TestPipeline[] = [];
  const declared = declaredNames(program);
  for (const module of program.declarations.program.modules) {
    if (module.library) continue;
    for (const each of module.functions) {
      if (each.kind === "fn") continue;
      const service = serviceName(each.name);
      services.push({ name: service, kind: each.kind, function: each, attributes: each.attributes });
      if (each.kind === "pipeline" && each.body)
        pipelines.push(...lowerPipeline(program, each, each.body, service, declared));
    }
    if (options.tests) tests.push(...lowerTests(program, module, declared, pipelines));
  }
  return { pipelines, services, tests };
}

function lowerPipeline(
  program: Program,
  { name, parameters }: TypedFunction,
  body: TypedExpression,
  service: string,
  declared: ReadonlySet<string>,
): readonly Pipeline[] {
  const largest = Math.max(largestId(body), ...parameters.map((each) => each.id));
  const declaration = new Declaration(
    program,
    qualified(name),
    name,
    service,
    new Names(declared),
    true,
    body,
    largest,
  );
  const builder = new Builder(declaration, "own", parameters.map(asSlot));
  builder.finish(lowerExpression(builder, body, undefined, true));
  return declaration.pipelines as Pipeline[];
}

/** The tests of a module; their glue shares one file. */
function lowerTests(
  program: Program,
  module: TypedModule,
  declared: ReadonlySet<string>,
  pipelines: Pipeline[],
): readonly TestPipeline[] {
  const names = new Names(declared);
  return module.tests.map((test: TypedTest, index): TestPipeline => {
    const name = { module: module.path, name: `#test${index + 1}` };
    const { body } = test;
    const declaration = new Declaration(
      program,
      qualified(name),
      name,
      undefined,
      names,
      false,
      body,
      largestId(body),
    );
    const compares = comparisonOf(body) !== undefined;
    const builder = new Builder(declaration, "own", []);
    builder.finish(lowerExpression(builder, compares ? comparing(program, declaration, body) : body));
    pipelines.push(...(declaration.pipelines as Pipeline[]));
    return { test, pipeline: declaration.id, compares };
  });
}

/** Names that generated functions must not have: those of the program's and the library's functions, with and without their module. */
function declaredNames({ declarations }: Program): ReadonlySet<string> {
  const names = declarations.program.modules.flatMap((module) =>
    [...module.functions, ...module.constants].flatMap(({ name: { name } }) => {
      const qualified = `${module.path.replaceAll("/", "_")}_${name}`;
      return module.library ? [qualified] : [name, qualified];
    }),
  );
  return new Set([...names, ...libraryPython.names]);
}
