import type { ConstructorSymbol, ResolvedType, TypeSymbol } from "../../names/index.js";
import { settle } from "../core/close.js";
import { type Scheme, substitute } from "../core/scheme.js";
import { errorType, type TypeStore } from "../core/store.js";
import { constraintsOfName, type Term, type Ty } from "../core/type.js";
import type { TypeDefinition } from "../typed.js";
import { type Aliases, type Annotating, type AnnotationReports, annotate, silent } from "./annotate.js";

/** A record or sum with the types of its fields. */
export interface Definition {
  readonly symbol: TypeSymbol;
  readonly parameters: readonly Term[];
  readonly type: Ty;
  /** For each constructor the types of its fields. */
  readonly fields: readonly (readonly Ty[])[];
  /** For each constructor: as a function, or the value where it has no fields. */
  readonly schemes: readonly Scheme[];
}

/** Makes the definition of a type; `reports` hears what is wrong with the types of its fields, or of what it is an alias of. */
export function define(
  symbol: TypeSymbol,
  store: TypeStore,
  aliases: Aliases,
  reports: AnnotationReports = silent,
): Definition {
  const parameters = symbol.parameters.map((name) => store.rigid(name, constraintsOfName(name), true, 0));
  const variable = (name: string): Ty => parameters[symbol.parameters.indexOf(name)] ?? errorType;
  const a: Annotating = { store, aliases, variable, ...reports };
  if (symbol.alias && reports !== silent) annotate(a, symbol.alias);
  const type = store.apply(symbol, ...parameters);
  const typeOf = (field: { readonly type: ResolvedType }): Ty => annotate(a, field.type);
  const fields = symbol.constructors.map((one) => one.fields.map(typeOf));
  const schemes = fields.map((types) => ({
    variables: parameters,
    type: types.length === 0 ? type : store.function(types, type),
  }));
  return { symbol, parameters, type, fields, schemes };
}

/** The types of a constructor's fields in a value of type `of`. */
export function fieldTypes(
  store: TypeStore,
  definition: Definition,
  one: ConstructorSymbol,
  of: Term,
): readonly Ty[] {
  const fields = definition.fields[one.index]!;
  return fields.map((field) => substitute(store, field, definition.parameters, of.items));
}

/** The type of one field in a value of type `of`. */
export function fieldType(
  store: TypeStore,
  definition: Definition,
  one: ConstructorSymbol,
  index: number,
  of: Term,
): Ty {
  return substitute(store, definition.fields[one.index]![index]!, definition.parameters, of.items);
}

/** The definition as the typed tree has it. */
export function settleDefinition({ symbol, fields }: Definition): TypeDefinition {
  return {
    name: symbol.name,
    parameters: symbol.parameters,
    form: symbol.form === "record" ? "record" : "sum",
    constructors: symbol.constructors.map((one, at) => ({
      name: one.name,
      doc: one.doc,
      fields: one.fields.map((field, index) => ({
        name: field.name,
        type: settle(fields[at]![index]! as Term),
        doc: field.doc,
      })),
    })),
    doc: symbol.doc,
    line: symbol.line,
  };
}
