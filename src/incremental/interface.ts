import type {
  ConstructorSymbol,
  ModuleNames,
  ResolvedType,
  TypeSymbol,
  ValueSymbol,
} from "../names/index.js";
import type { Environment } from "../types/index.js";
import { schemeText } from "../types/index.js";

/**
 * What other modules can see of a module, as a text: its names in their order, declared types, types of values with the names of their
 * variables and the aliases that messages show, and effects. Bodies, places and documentation are not in it. Types of other modules stand in
 * it as the very symbols, so that it changes where one of theirs does.
 */
export function interfaceOf(names: ModuleNames, environment: Environment): string {
  const type = (symbol: TypeSymbol): string =>
    symbol.name.module === names.path ? symbol.name.name : `#${numberOf(symbol)}`;
  const parts = [names.path, `lost ${[...names.lost].join()}`];
  for (const symbol of names.types.values()) parts.push(typeDeclaration(symbol, type));
  for (const [name, { type: of, index }] of names.constructors) parts.push(`${name} = ${type(of)}:${index}`);
  for (const symbol of names.values.values()) parts.push(valueDeclaration(symbol, environment, type));
  return parts.join("\n");
}

type Naming = (symbol: TypeSymbol) => string;

function typeDeclaration(symbol: TypeSymbol, naming: Naming): string {
  const { form, name, parameters, constructors, alias } = symbol;
  const made = constructors.map((one) => constructorText(one, naming)).join(" | ");
  return `${form} ${name.name}(${parameters.join()}) ${alias ? written(alias, naming) : ""} ${made}`;
}

function constructorText({ name, fields }: ConstructorSymbol, naming: Naming): string {
  return `${name}(${fields.map((field) => `${field.name}: ${written(field.type, naming)}`).join()})`;
}

function valueDeclaration(symbol: ValueSymbol, environment: Environment, naming: Naming): string {
  const scheme = environment.scheme(symbol);
  const type = scheme ? schemeText(scheme, naming) : "";
  if (symbol.kind === "constant") return `const ${symbol.name.name}: ${type}`;
  const { form, name, labels, external } = symbol;
  const effects = environment.hasEffects(symbol);
  return `${form} ${name.name}(${labels.join()}): ${type} ${external ? "external" : ""} ${effects ? "effects" : ""}`;
}

function written(type: ResolvedType, naming: Naming): string {
  const list = (types: readonly ResolvedType[]): string => types.map((one) => written(one, naming)).join();
  switch (type.kind) {
    case "named":
      return `${naming(type.symbol)}(${list(type.arguments)})`;
    case "variable":
      return type.name;
    case "function":
      return `fn(${list(type.parameters)}) ${written(type.result, naming)}`;
    case "tuple":
      return `(${list(type.items)})`;
    case "error":
      return "?";
  }
}

const numbers = new WeakMap<TypeSymbol, number>();
let last = 0;

/** A number for each symbol, so that texts can have it. */
function numberOf(symbol: TypeSymbol): number {
  const known = numbers.get(symbol);
  if (known !== undefined) return known;
  last++;
  numbers.set(symbol, last);
  return last;
}
