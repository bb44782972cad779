import type { Diagnostic } from "../diagnostics/index.js";
import type { ResolvedModule, ResolvedValue, TypeSymbol, ValueSymbol } from "../names/index.js";
import { inferGroup, inferTest } from "./declarations/group.js";
import { annotationReports, declaredScheme, type Signature, signatureOf } from "./declarations/signature.js";
import { define } from "./definitions/definitions.js";
import { reportUninhabited } from "./definitions/inhabited.js";
import { noteEffects } from "./effects.js";
import type { Environment } from "./environment.js";
import type { ModuleContext } from "./inference.js";
import { Reports } from "./report.js";
import type { TypedConstant, TypedFunction, TypedModule } from "./typed.js";

/** Checks a resolved module, whose imports have been checked before; their types are in `environment`, where its own go. */
export function checkModule(
  module: ResolvedModule,
  environment: Environment,
): { readonly typed: TypedModule; readonly diagnostics: readonly Diagnostic[] } {
  const { names, source } = module;
  const reports = new Reports(source);
  const context: ModuleContext = {
    path: names.path,
    library: names.library,
    source,
    environment,
    reports,
    types: typesInReach(module),
    imports: module.imports,
    find: module.find,
    patternTypes: {
      definition: (name) => environment.settledDefinition(name),
      constructorText: module.written,
    },
  };
  defineTypes(module.types, environment, reports);
  const values = module.groups.flat();
  noteEffects(
    values.filter((value) => value.kind === "function"),
    environment,
  );
  const signatures = readSignatures(values, environment, reports);
  const constants: TypedConstant[] = [];
  const functions: TypedFunction[] = [];
  for (const group of module.groups) {
    const typed = inferGroup(context, group, signatures);
    constants.push(...typed.constants);
    functions.push(...typed.functions);
  }
  const tests = module.tests.map((test) => inferTest(context, test));
  const typed: TypedModule = {
    path: names.path,
    file: source.path,
    source,
    doc: module.doc,
    library: names.library,
    types: module.types
      .filter((type) => type.place && type.constructors.length > 0)
      .map((type) => environment.settledDefinition(type.name)!),
    constants: constants.sort(byLine),
    functions: functions.sort(byLine),
    tests,
  };
  return { typed, diagnostics: reports.diagnostics };
}

function byLine(a: { readonly line: number }, b: { readonly line: number }): number {
  return a.line - b.line;
}

function defineTypes(types: readonly TypeSymbol[], environment: Environment, reports: Reports): void {
  for (const type of types) {
    const definition = define(type, environment.store, environment.aliases, annotationReports(reports));
    if (type.form !== "alias") environment.setDefinition(definition);
  }
  reportUninhabited(types, reports);
}

function readSignatures(
  values: readonly ResolvedValue[],
  environment: Environment,
  reports: Reports,
): ReadonlyMap<ValueSymbol, Signature> {
  const signatures = new Map<ValueSymbol, Signature>();
  for (const value of values) {
    const signature = signatureOf(value, environment, reports);
    signatures.set(value.symbol, signature);
    const scheme = declaredScheme(value, signature, environment);
    if (scheme) environment.setScheme(value.symbol, scheme);
  }
  return signatures;
}

function typesInReach(module: ResolvedModule): readonly TypeSymbol[] {
  const imported = module.imports.flatMap((names) => [...names.types.values()]);
  return [...module.types, ...imported];
}
