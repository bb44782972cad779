import type { ResolvedType } from "./resolved.js";
import type { ConstructorSymbol, TypeSymbol } from "./symbols.js";

/**
 * The types that no source declares: those in scope everywhere, and what the library's modules `failure` and `time` add to
 * what their `.lk` files declare.
 */

const nowhere = { start: 0, end: 0 };

function builtin(
  module: string,
  name: string,
  parameters: readonly string[],
  form: TypeSymbol["form"],
): TypeSymbol {
  return {
    kind: "type",
    name: { module, name },
    parameters,
    form,
    place: undefined,
    doc: undefined,
    line: 0,
    constructors: [],
    alias: undefined,
  };
}

function named(symbol: TypeSymbol, ...items: ResolvedType[]): ResolvedType {
  return { kind: "named", symbol, arguments: items, span: nowhere };
}

function variable(name: string): ResolvedType {
  return { kind: "variable", name, span: nowhere };
}

type Shape = readonly [name: string, fields: Readonly<Record<string, ResolvedType>>];

function constructors(type: TypeSymbol, shapes: readonly Shape[]): void {
  type.constructors = shapes.map(
    ([name, fields], index): ConstructorSymbol => ({
      kind: "constructor",
      name,
      type,
      index,
      place: undefined,
      doc: undefined,
      labels: Object.keys(fields),
      fields: Object.entries(fields).map(([field, of]) => ({
        name: field,
        type: of,
        doc: undefined,
        span: nowhere,
      })),
    }),
  );
}

export const int = builtin("", "Int", [], "opaque");
export const float = builtin("", "Float", [], "opaque");
export const string = builtin("", "String", [], "opaque");
export const bool = builtin("", "Bool", [], "opaque");
export const bytes = builtin("", "Bytes", [], "opaque");
export const json = builtin("", "Json", [], "opaque");
export const list = builtin("", "List", ["a"], "opaque");
/** The name of its first parameter carries the constraint. */
export const dict = builtin("", "Dict", ["comparable", "v"], "opaque");
export const option = builtin("", "Option", ["a"], "sum");
export const result = builtin("", "Result", ["a", "e"], "sum");
export const failure = builtin("", "Failure", [], "record");
export const failureKind = builtin("failure", "Kind", [], "sum");
export const time = builtin("time", "Time", [], "opaque");

constructors(option, [
  ["None", {}],
  ["Some", { value: variable("a") }],
]);
constructors(result, [
  ["Ok", { value: variable("a") }],
  ["Error", { error: variable("e") }],
]);
constructors(failure, [
  ["Failure", { kind: named(failureKind), message: named(string), trace: named(list, named(string)) }],
]);
constructors(failureKind, [
  ["Failed", {}],
  ["DivisionByZero", {}],
  ["StackOverflow", {}],
  ["InvalidArgument", {}],
  ["DecodeFailure", {}],
  ["Timeout", {}],
  ["WorkerLost", {}],
  ["External", { exception: named(string) }],
]);

function byName<Symbol>(entries: readonly (readonly [string, Symbol])[]): ReadonlyMap<string, Symbol> {
  return new Map(entries);
}

/** Types in scope everywhere. */
export const builtinTypes = byName(
  [int, float, string, bool, bytes, json, list, dict, option, result, failure].map((type) => [
    type.name.name,
    type,
  ]),
);

/** Constructors in scope everywhere. */
export const builtinConstructors = byName(
  [option, result, failure].flatMap((type) => type.constructors.map((one) => [one.name, one] as const)),
);

/** Constructors that no type may declare again. */
export const reservedConstructors: ReadonlySet<string> = new Set(["Some", "None", "Ok", "Error"]);

/** Types that a module of the library has beside those of its file. */
export const builtinTypesOfModule = byName([
  ["failure", [failureKind]],
  ["time", [time]],
] as const) as ReadonlyMap<string, readonly TypeSymbol[]>;
