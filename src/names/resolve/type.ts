import type { Name, TypeNode } from "../../syntax/ast.js";
import { type Span, similar } from "../../text/index.js";
import { didYouMean, labelAt, type Reports } from "../report.js";
import type { ResolvedType } from "../resolved.js";
import type { ModuleScope } from "../scope.js";
import type { TypeSymbol } from "../symbols.js";
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
      if (items.length === symbol.parameters.length)
        return { kind: "named", symbol, arguments: items, span: node.span };
      reportArity(r, symbol, items.length, node.name.span);
      return { kind: "error", span: node.span };
    }
  }
}

function resolveVariable(r: TypeResolver, name: Name): ResolvedType {
  if (r.variables && !r.variables.has(name.text)) {
    const near = didYouMean(similar(name.text, r.variables));
    r.reports.add("LK2109", name.span, { name: name.text }, { hint: near ?? hintForVariable(name.text) });
    return { kind: "error", span: name.span };
  }
  return { kind: "variable", name: name.text, span: name.span };
}

function hintForVariable(name: string): string {
  const capital = name[0]!.toUpperCase() + name.slice(1);
  return `declare it, \`type Name(${name})\`, or write \`${capital}\` if a type is meant`;
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
    r.reports.add("LK2203", span, { name }, { hint: `write \`${module}.${name}\`` });
    return;
  }
  const near = similar(name, r.scope.types.names());
  const path = r.scope.reachable.get(name.toLowerCase());
  const module =
    path === undefined ? undefined : `\`${name}\` may be of the module \`${path}\`: \`import ${path}\``;
  r.reports.add("LK2203", span, { name }, { hint: synonyms.get(name) ?? didYouMean(near) ?? module });
}

/** What people from other languages write. */
const synonyms: ReadonlyMap<string, string> = new Map([
  ["Integer", "the type of whole numbers is `Int`"],
  ["Number", "numbers are `Int` or `Float`"],
  ["Double", "the type of floating-point numbers is `Float`"],
  ["Boolean", "the type of truth values is `Bool`"],
  ["Str", "the type of texts is `String`"],
  ["Text", "the type of texts is `String`"],
  ["Map", "the type of dictionaries is `Dict(k, v)`"],
  ["Array", "the type of lists is `List(a)`"],
  ["Maybe", "a value that may be absent is an `Option(a)`"],
  ["Unit", "the type with one value is `()`"],
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
