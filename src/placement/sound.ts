import type { Diagnostic } from "../diagnostics/index.js";
import type { Declaration, Module } from "../syntax/ast.js";
import {
  reported,
  type Type,
  type TypedFunction,
  type TypedModule,
  type TypedProgram,
  type TypedTest,
} from "../types/typed.js";

/** The declarations of a module that have errors. */
export interface Faults {
  readonly functions: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
  /** By their place among the tests. */
  readonly tests: ReadonlySet<number>;
  /** Names of several functions or constants: nobody knows which one is meant. */
  readonly unclear: ReadonlySet<string>;
}

/** The declarations of a module that have one of its errors, in their attributes or between their word and their end. */
export function faultsOf(module: Module, errors: readonly Diagnostic[]): Faults {
  const functions = new Set<string>();
  const types = new Set<string>();
  const tests = new Set<number>();
  const unclear = new Set<string>();
  const values = new Set<string>();
  const starts = errors.map(({ span }) => span.start).sort((a, b) => a - b);
  let test = 0;
  for (const each of module.declarations) {
    const faulty = hasOne(starts, each);
    if (each.kind === "test") {
      if (faulty) tests.add(test);
      test++;
      continue;
    }
    const { text } = each.name;
    if (each.kind === "type") {
      if (faulty) types.add(text);
      continue;
    }
    if (values.has(text)) unclear.add(text);
    values.add(text);
    if (faulty) functions.add(text);
  }
  return { functions, types, tests, unclear };
}

/** Whether one of the sorted places lies in a declaration. */
function hasOne(places: readonly number[], { attributes, span }: Declaration): boolean {
  const start = attributes[0]?.span.start ?? span.start;
  let low = 0;
  for (let high = places.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (places[middle]! < start) low = middle + 1;
    else high = middle;
  }
  return low < places.length && places[low]! <= span.end;
}

/**
 * A program without what placement could say wrongly because of other errors. Functions with errors keep their kind, name and effects, for
 * their callers; types with errors become data.
 */
export function soundPart(program: TypedProgram, faults: ReadonlyMap<string, Faults>): TypedProgram {
  const isFaulty = ({ name }: TypedFunction): boolean =>
    faults.get(name.module)?.functions.has(name.name) ?? false;
  const functions = new Map(
    program.modules.flatMap((module) =>
      module.functions.map((each) => [`${each.name.module}.${each.name.name}`, each] as const),
    ),
  );
  const canReplace = ({ external, by }: TypedTest["replacements"][number]): boolean =>
    [external, by].every(({ module, name }) => {
      const found = functions.get(`${module}.${name}`);
      return found !== undefined && !isFaulty(found) && !hasReportedType(found);
    });
  const reduced = (module: TypedModule): TypedModule => {
    const found = faults.get(module.path);
    if (!found) return module;
    return {
      ...module,
      types: module.types.map((each) =>
        found.types.has(each.name.name) ? { ...each, constructors: [] } : each,
      ),
      functions: module.functions
        .filter((each) => !found.unclear.has(each.name.name))
        .map((each) => (isFaulty(each) ? outline(each) : each)),
      tests: module.tests
        .filter((_, at) => !found.tests.has(at))
        .map((each) => ({ ...each, replacements: each.replacements.filter(canReplace) })),
    };
  };
  return { ...program, modules: program.modules.map(reduced) };
}

/** What placement may know of a function with errors. */
function outline(declaration: TypedFunction): TypedFunction {
  return { ...declaration, parameters: [], result: reported, body: undefined };
}

function hasReportedType({ parameters, result }: TypedFunction): boolean {
  return [...parameters.map((each) => each.type), result].some(isReported);
}

function isReported(type: Type): boolean {
  switch (type.kind) {
    case "named":
      return type.arguments.some(isReported);
    case "tuple":
      return type === reported || type.items.some(isReported);
    case "function":
      return [...type.parameters, type.result].some(isReported);
    case "variable":
      return false;
  }
}
