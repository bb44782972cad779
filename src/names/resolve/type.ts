import { type Extras, suggestion } from "../../diagnostics/index.js";
import type { Name, TypeNode } from "../../syntax/ast.js";
import { type Span, similar } from "../../text/index.js";
import { labelAt, type Reports } from "../report.js";
import type { ResolvedType } from "../resolved.js";
import type { ModuleScope } from "../scope.js";
import type { TypeSymbol } from "../symbols.js";
import { reportEmpty } from "./empty.js";
import { reportMember, reportModuleName } from "./module.js";

/** What a type needs of whoever resolves it. */
export interface TypeResolver {
  readonly scope: ModuleScope;
  readonly reports: Reports;
  /** Parameters of the type declaration around it; undefined where any variable may stand. */
  readonly variables?: ReadonlySet<string>;
}

/** Resolves the names of a type, and counts arguments. */
export function resolveType(r: TypeResolver, node: TypeNode): ResolvedType {
  switch (node.kind) {
    case "error":
      return node;
    case "variable":
      return resolveVariable(r, node.name);
    case "tuple":
      return { kind: "tuple", items: node.items.map((item) => resolveType(r, item)), span: node.span };
    case "function": {
      const parameters = node.parameters.map((parameter) => resolveType(r, parameter));
      return { kind: "function", parameters, result: resolveType(r, node.result), span: node.span };
    }
    case "named": {
      const symbol = typeSymbol(r, node.qualifier, node.name);
      const items = node.arguments.map((item) => resolveType(r, item));
      if (!symbol) return { kind: "error", span: node.span };
      if (items.length === 0) reportEmpty(r.reports, symbol.name.name, node.span, symbol.parameters.length);
      if (items.length === symbol.parameters.length)
        return { kind: "named", symbol, arguments: items, span: node.span };
      reportArity(r, symbol, items.length, node.name.span);
      return { kind: "error", span: node.span };
    }
  }
}

function resolveVariable(r: TypeResolver, name: Name): ResolvedType {
  if (r.variables && !r.variables.has(name.text)) {
    r.reports.add("LK2109", name.span, { name: name.text }, hintForVariable(r, r.variables, name));
    return { kind: "error", span: name.span };
  }
  return { kind: "variable", name: name.text, span: name.span };
}

/** A parameter of the type is meant, or a type whose capital was forgotten. */
function hintForVariable(r: TypeResolver, variables: ReadonlySet<string>, { text, span }: Name): Extras {
  const near = suggestion(similar(text, variables) ?? typeCalled(r, text), span);
  return near ?? { hint: `declare it, \`type Name(${text})\`, or write a type, which begins with a capital` };
}

/** `int` is `Int`, `line_item` is `LineItem`, where there is such a type. */
function typeCalled(r: TypeResolver, text: string): string | undefined {
  const name = text.toLowerCase().replaceAll("_", "");
  return [...r.scope.types.names()].find((type) => type.toLowerCase() === name);
}

function typeSymbol(r: TypeResolver, qualifier: Name | undefined, name: Name): TypeSymbol | undefined {
  if (qualifier) {
    const module = r.scope.module(qualifier.text);
    if (!module) {
      reportModuleName(r, qualifier.text, qualifier.span);
      return undefined;
    }
    const symbol = module.types.get(name.text);
    if (!symbol) reportMember(r, module, "type", name, module.types.keys());
    return symbol;
  }
  const symbol = r.scope.types.get(name.text);
  if (!symbol && !r.scope.lost.has(name.text)) reportUnknown(r, name.text, name.span);
  return symbol;
}

function reportUnknown(r: TypeResolver, name: string, span: Span): void {
  for (const [module, { names }] of r.scope.modules) {
    if (!names.types.has(name)) continue;
    r.scope.module(module);
    const text = `${module}.${name}`;
    r.reports.add("LK2203", span, { name }, { hint: `write \`${text}\``, fix: [{ span, text }] });
    return;
  }
  const near = similar(name, r.scope.types.names());
  const path = r.scope.reachable.get(name.toLowerCase());
  const module = path && { hint: `\`${name}\` may be of the module \`${path}\`: \`import ${path}\`` };
  const synonym = synonyms.get(name);
  if (near !== undefined) r.scope.types.get(near);
  r.reports.add(
    "LK2203",
    span,
    { name },
    (synonym && { hint: synonym.hint, fix: synonym.name ? [{ span, text: synonym.name }] : undefined }) ??
      suggestion(near, span) ??
      (module || {}),
  );
}

interface Synonym {
  readonly hint: string;
  /** What to write in its place, where that is one name. */
  readonly name?: string;
}

/** What people from other languages write. */
const synonyms: ReadonlyMap<string, Synonym> = new Map<string, Synonym>([
  ["Integer", { hint: "the type of whole numbers is `Int`", name: "Int" }],
  ["Number", { hint: "numbers are `Int` or `Float`" }],
  ["Double", { hint: "the type of floating-point numbers is `Float`", name: "Float" }],
  ["Boolean", { hint: "the type of truth values is `Bool`", name: "Bool" }],
  ["Str", { hint: "the type of texts is `String`", name: "String" }],
  ["Text", { hint: "the type of texts is `String`", name: "String" }],
  ["Map", { hint: "the type of dictionaries is `Dict(k, v)`", name: "Dict" }],
  ["Array", { hint: "the type of lists is `List(a)`", name: "List" }],
  ["Maybe", { hint: "a value that may be absent is an `Option(a)`", name: "Option" }],
  ["Void", { hint: "a function without a result of interest gives `()`" }],
  ["Char", { hint: "a character is a `String` of length 1", name: "String" }],
  ["Tuple", { hint: "a tuple's type is `(Int, String)`" }],
  ["Unit", { hint: "the type with one value is `()`" }],
]);

function reportArity(r: TypeResolver, symbol: TypeSymbol, found: number, span: Span): void {
  const { parameters, name, place } = symbol;
  const wanted = parameters.length;
  const form = wanted === 0 ? name.name : `${name.name}(${parameters.join(", ")})`;
  const holes = {
    name: name.name,
    count: wanted === 1 ? "1 argument" : `${wanted || "no"} arguments`,
    found: found || "none",
  };
  r.reports.add("LK2108", span, holes, {
    hint: `write \`${form}\``,
    labels: labelAt(place, "declared here"),
  });
}
