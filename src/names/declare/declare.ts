import type {
  ConstDeclaration,
  Declaration,
  FunctionDeclaration,
  Module,
  Name,
  TestDeclaration,
  TypeDeclaration,
} from "../../syntax/ast.js";
import type { SourceText } from "../../text/index.js";
import { builtinTypes, builtinTypesOfModule, reservedConstructors } from "../builtin.js";
import type { Reports } from "../report.js";
import type {
  ConstantSymbol,
  ConstructorSymbol,
  FunctionSymbol,
  ModuleNames,
  TypeSymbol,
  ValueSymbol,
} from "../symbols.js";
import { declareType } from "./type.js";

/**
 * A module's declarations with their symbols; of two with one name only the first is kept. A name that is declared twice, that belongs
 * to what is in scope everywhere, or of whose parameters or fields some were lost, is unclear, and stands among the lost ones: which of the two a use means, or
 * what it takes, is not known, so that nothing is said about uses.
 */
export interface Declared {
  readonly names: ModuleNames;
  readonly types: readonly { readonly symbol: TypeSymbol; readonly declaration: TypeDeclaration }[];
  readonly constants: readonly { readonly symbol: ConstantSymbol; readonly declaration: ConstDeclaration }[];
  readonly functions: readonly {
    readonly symbol: FunctionSymbol;
    readonly declaration: FunctionDeclaration;
  }[];
  readonly tests: readonly TestDeclaration[];
  readonly unclear: ReadonlySet<string>;
}

/** Makes the symbols of a module: each name once in each of its name spaces. */
export function declare(
  path: string,
  library: boolean,
  module: Module,
  source: SourceText,
  reports: Reports,
  lost: ReadonlySet<string>,
): Declared {
  const values = new Map<string, ValueSymbol>();
  const types = new Map<string, TypeSymbol>();
  const constructors = new Map<string, ConstructorSymbol>();
  const unclear = new Set<string>();
  const declared = {
    names: { path, library, lost: new Set(lost), values, types, constructors },
    types: [] as { symbol: TypeSymbol; declaration: TypeDeclaration }[],
    constants: [] as { symbol: ConstantSymbol; declaration: ConstDeclaration }[],
    functions: [] as { symbol: FunctionSymbol; declaration: FunctionDeclaration }[],
    tests: [] as TestDeclaration[],
    unclear,
  };
  const builtins = library ? (builtinTypesOfModule.get(path) ?? []) : [];
  for (const symbol of builtins) {
    types.set(symbol.name.name, symbol);
    for (const one of symbol.constructors) constructors.set(one.name, one);
  }
  const once = <Symbol>(space: Map<string, Symbol>, what: string, name: Name, symbol: Symbol): boolean => {
    if (space.has(name.text)) {
      reportTwice(reports, what, name, firstOf(module.declarations, space === (types as unknown), name));
      unclear.add(name.text);
      return false;
    }
    space.set(name.text, symbol);
    return true;
  };
  for (const declaration of module.declarations) {
    switch (declaration.kind) {
      case "type": {
        if (builtins.some((symbol) => symbol.name.name === declaration.name.text)) break;
        const symbol = declareType(path, declaration, source, reports);
        if (!once(types, "type", declaration.name, symbol)) break;
        declared.types.push({ symbol, declaration });
        for (const name of withLostFields(declaration)) unclear.add(name);
        for (const one of symbol.constructors) {
          const name = { text: one.name, span: one.place!.span };
          if (constructors.has(one.name)) {
            reportTwice(reports, "constructor", name, constructors.get(one.name)!.place?.span);
            unclear.add(one.name);
          } else constructors.set(one.name, one);
        }
        break;
      }
      case "const": {
        const place = { source, span: declaration.name.span };
        const symbol: ConstantSymbol = {
          kind: "constant",
          name: { module: path, name: declaration.name.text },
          place,
        };
        if (once(values, "value", declaration.name, symbol)) declared.constants.push({ symbol, declaration });
        break;
      }
      case "test":
        declared.tests.push(declaration);
        break;
      default: {
        const symbol: FunctionSymbol = {
          kind: "function",
          form: declaration.kind,
          name: { module: path, name: declaration.name.text },
          labels: declaration.parameters.map((parameter) => parameter.name.text),
          external: declaration.attributes.some((one) => one.name.text === "external"),
          library,
          place: { source, span: declaration.name.span },
        };
        if (once(values, "value", declaration.name, symbol)) declared.functions.push({ symbol, declaration });
        if (declaration.parametersLost) unclear.add(declaration.name.text);
      }
    }
  }
  for (const name of taken(declared.types)) unclear.add(name);
  for (const name of unclear) {
    declared.names.lost.add(name);
    for (const space of [values, types, constructors]) space.delete(name);
  }
  return declared;
}

/** Names of records and constructors of which nobody knows which fields they have. */
function withLostFields({ name, body }: TypeDeclaration): string[] {
  if (body.kind === "record") return body.fieldsLost ? [name.text] : [];
  return body.kind === "sum"
    ? body.constructors.filter((one) => one.fieldsLost).map((one) => one.name.text)
    : [];
}

/** Names of types and constructors that mean something else everywhere. */
function taken(types: Declared["types"]): string[] {
  return types.flatMap(({ symbol }) => [
    ...(builtinTypes.has(symbol.name.name) ? [symbol.name.name] : []),
    ...symbol.constructors.map((one) => one.name).filter((name) => reservedConstructors.has(name)),
  ]);
}

function firstOf(declarations: readonly Declaration[], type: boolean, name: Name): Name["span"] | undefined {
  for (const one of declarations) {
    if (one.kind !== "test" && (one.kind === "type") === type && one.name.text === name.text)
      return one.name.span;
  }
  return undefined;
}

function reportTwice(reports: Reports, what: string, name: Name, first: Name["span"] | undefined): void {
  const labels = first ? [{ source: reports.source, span: first, message: "declared here first" }] : [];
  reports.add(
    "LK2101",
    name.span,
    { what, name: name.text },
    { labels, hint: "give one of them another name" },
  );
}
