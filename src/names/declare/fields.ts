import type { Field, TypeDeclaration } from "../../syntax/ast.js";
import type { Reports } from "../report.js";
import { resolveType, type TypeResolver } from "../resolve/type.js";
import type { ResolvedType } from "../resolved.js";
import type { ModuleScope } from "../scope.js";
import type { FieldSymbol, TypeSymbol } from "../symbols.js";

/** Resolves what type declarations are made of: the types of fields, and what aliases stand for. */
export function resolveFields(
  types: readonly { readonly symbol: TypeSymbol; readonly declaration: TypeDeclaration }[],
  scope: ModuleScope,
  reports: Reports,
): void {
  for (const { symbol, declaration } of types) {
    const r: TypeResolver = { scope, reports, variables: new Set(symbol.parameters) };
    const { body } = declaration;
    if (body.kind === "alias") symbol.alias = resolveType(r, body.type);
    else {
      const fields = body.kind === "record" ? [body.fields] : body.constructors.map((one) => one.fields);
      symbol.constructors.forEach((one, at) => {
        one.fields = fields[at]!.map((field) => fieldSymbol(r, field));
      });
    }
  }
  for (const { symbol } of types) if (symbol.form === "alias") breakCycle(symbol, reports);
}

function fieldSymbol(r: TypeResolver, field: Field): FieldSymbol {
  return { name: field.name.text, type: resolveType(r, field.type), doc: field.doc, span: field.name.span };
}

/** Reports an alias that stands for itself, at the alias of the cycle that comes first, and makes it an error. */
function breakCycle(symbol: TypeSymbol, reports: Reports): void {
  const path: TypeSymbol[] = [];
  const done = new Set<TypeSymbol>();
  const reaches = (type: ResolvedType): boolean => {
    switch (type.kind) {
      case "named": {
        if (type.symbol === symbol) return true;
        if (type.symbol.alias && !done.has(type.symbol)) {
          done.add(type.symbol);
          path.push(type.symbol);
          if (reaches(type.symbol.alias)) return true;
          path.pop();
        }
        return type.arguments.some(reaches);
      }
      case "function":
        return type.parameters.some(reaches) || reaches(type.result);
      case "tuple":
        return type.items.some(reaches);
      default:
        return false;
    }
  };
  if (!symbol.alias || !reaches(symbol.alias)) return;
  const cycle = [symbol, ...path, symbol].map((one) => `\`${one.name.name}\``).join(" → ");
  reports.add(
    "LK2107",
    symbol.place!.span,
    { name: symbol.name.name, cycle },
    { hint: "declare one of them as a record or a sum" },
  );
  symbol.alias = { kind: "error", span: symbol.place!.span };
}
