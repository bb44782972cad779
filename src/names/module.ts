import type { Diagnostic } from "../diagnostics/index.js";
import type { ConstDeclaration, FunctionDeclaration, Module, TestDeclaration } from "../syntax/ast.js";
import type { SourceText } from "../text/index.js";
import type { QualifiedName } from "../types/typed.js";
import { attributesOf, functionSettings } from "./attributes/index.js";
import { builtinConstructors } from "./builtin.js";
import { checkConstantForm, checkConstantMentions, reportConstantCycle } from "./constants.js";
import { declare } from "./declare/declare.js";
import { resolveFields } from "./declare/fields.js";
import { components } from "./groups.js";
import { bringIn, warnUnusedImports } from "./imports.js";
import { resolveReplacements } from "./replacements.js";
import { Reports } from "./report.js";
import { resolveExpression } from "./resolve/expression.js";
import { resolveType } from "./resolve/type.js";
import type {
  ResolvedConstant,
  ResolvedFunction,
  ResolvedModule,
  ResolvedTest,
  ResolvedValue,
} from "./resolved.js";
import { Resolver } from "./resolver.js";
import { ModuleScope, type Reachable } from "./scope.js";
import type { ConstantSymbol, FunctionSymbol, ModuleNames } from "./symbols.js";

export interface ModuleInput {
  readonly path: string;
  readonly library: boolean;
  readonly source: SourceText;
  readonly module: Module;
  /** Names whose declarations the parser may have lost. */
  readonly lost: ReadonlySet<string>;
  /** Whether constructors may be among them that stand nowhere in the module. */
  readonly losesConstructors?: boolean;
}

/** Resolves a module, whose imports have been resolved before. */
export function resolveModule(
  input: ModuleInput,
  find: (path: string) => ModuleNames | undefined,
  reachable: Reachable,
): { readonly module: ResolvedModule; readonly diagnostics: readonly Diagnostic[] } {
  const { path, library, source, module, lost } = input;
  const reports = new Reports(source);
  const declared = declare(path, library, module, source, reports, lost);
  const scope = new ModuleScope(path, library, reachable, declared.names.lost);
  scope.constructorsLost = input.losesConstructors ?? false;
  for (const name of declared.unclear) {
    scope.types.hide(name);
    scope.constructors.hide(name);
  }
  for (const [name, symbol] of declared.names.values) scope.values.add(name, symbol);
  for (const [name, symbol] of declared.names.types) scope.types.add(name, symbol);
  for (const [name, symbol] of declared.names.constructors) scope.constructors.add(name, symbol);
  const uses = bringIn(module, scope, reports, find);
  resolveFields(declared.types, scope, reports);
  for (const { declaration } of declared.types) attributesOf(declaration, reports);
  const constants = declared.constants.map((one) =>
    resolveConstant(one.symbol, one.declaration, scope, reports),
  );
  const functions = declared.functions.map((one) =>
    resolveFunction(one.symbol, one.declaration, scope, reports),
  );
  const tests = declared.tests.map((test) => resolveTest(test, scope, reports));
  if (!library) warnUnusedImports(uses, scope, reports);
  const resolved: ResolvedModule = {
    names: declared.names,
    source,
    doc: module.doc,
    types: [...new Set([...declared.names.types.values(), ...declared.types.map((one) => one.symbol)])],
    groups: groupsOf([...constants, ...functions], reports),
    tests,
    written: (of, name) => writtenConstructor(scope, of, name),
    imports: [...scope.modules.values()].map((one) => one.names),
    find,
  };
  return { module: resolved, diagnostics: reports.diagnostics };
}

function writtenConstructor(scope: ModuleScope, of: QualifiedName, name: string): string {
  const found = scope.constructors.peek(name)?.symbol ?? builtinConstructors.get(name);
  if (found?.type.name === of) return name;
  for (const [module, { names }] of scope.modules) {
    if (names.constructors.get(name)?.type.name === of) return `${module}.${name}`;
  }
  return name;
}

function resolveConstant(
  symbol: ConstantSymbol,
  declaration: ConstDeclaration,
  scope: ModuleScope,
  reports: Reports,
): ResolvedConstant {
  attributesOf(declaration, reports);
  const r = new Resolver(scope, reports);
  if (!scope.library) checkConstantForm(declaration.value, reports);
  const annotation = declaration.annotation && resolveType(r, declaration.annotation);
  const value = resolveExpression(r, declaration.value);
  const { doc, span } = declaration;
  const constant: ResolvedConstant = {
    kind: "constant",
    symbol,
    annotation,
    value,
    mentions: r.mentions,
    doc,
    span,
  };
  if (!scope.library) checkConstantMentions(constant, reports);
  return constant;
}

function resolveFunction(
  symbol: FunctionSymbol,
  declaration: FunctionDeclaration,
  scope: ModuleScope,
  reports: Reports,
): ResolvedFunction {
  const { external, python, attributes } = functionSettings(declaration, reports, scope.library);
  const r = new Resolver(scope, reports);
  const parameters = declaration.parameters.map(({ name, annotation, span }) => ({
    binding: r.locals.make(name.text, "parameter", name.span),
    annotation: annotation && resolveType(r, annotation),
    span,
  }));
  const result = declaration.result && resolveType(r, declaration.result);
  const { body } = declaration;
  const resolvedBody =
    body &&
    r.within(() => {
      for (const { binding } of parameters) {
        r.locals.bind(binding);
        // The body of an external is an error, so whether it uses them says nothing.
        if (external) binding.uses++;
      }
      return resolveExpression(r, body);
    });
  return {
    kind: "function",
    symbol,
    parameters,
    result,
    body: resolvedBody,
    external,
    python,
    attributes,
    mentions: r.mentions,
    bindings: r.locals.total,
    doc: declaration.doc,
    span: declaration.span,
  };
}

function resolveTest(test: TestDeclaration, scope: ModuleScope, reports: Reports): ResolvedTest {
  const replacements = resolveReplacements(test, scope, reports);
  const r = new Resolver(scope, reports);
  const body = resolveExpression(r, test.body);
  return {
    kind: "test",
    title: test.title.text,
    body,
    replacements,
    mentions: r.mentions,
    bindings: r.locals.total,
    span: test.span,
  };
}

/**
 * Groups of values that mention each other, in the order of dependency. What is annotated in full needs no inference of its type, so
 * that mentioning it makes no dependency.
 */
function groupsOf(values: readonly ResolvedValue[], reports: Reports): ResolvedValue[][] {
  const bySymbol = new Map(values.map((value) => [value.symbol as object, value]));
  const groups = components(values, (value) =>
    [...value.mentions].flatMap((symbol) => {
      const target = bySymbol.get(symbol);
      return target && !isAnnotated(target) ? [target] : [];
    }),
  );
  const constants = values.filter((value) => value.kind === "constant");
  const cycles = components(constants, (value) =>
    [...value.mentions].flatMap((symbol) => constants.find((one) => one.symbol === symbol) ?? []),
  );
  for (const group of cycles) {
    if (group.length > 1 || group[0]!.mentions.has(group[0]!.symbol)) reportConstantCycle(group, reports);
  }
  return groups;
}

/** Whether the type of a value stands in its declaration. */
export function isAnnotated(value: ResolvedValue): boolean {
  if (value.kind === "constant") return value.annotation !== undefined;
  return (
    value.result !== undefined && value.parameters.every((parameter) => parameter.annotation !== undefined)
  );
}
