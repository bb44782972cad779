import type { Field, TypeDeclaration } from "../../syntax/ast.js";
import { cycleText } from "../cycles.js";
import { components } from "../groups.js";
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
  breakCycles(
    types.map(({ symbol }) => symbol).filter((symbol) => symbol.form === "alias"),
    reports,
  );
}

function fieldSymbol(r: TypeResolver, field: Field): FieldSymbol {
  return { name: field.name.text, type: resolveType(r, field.type), doc: field.doc, span: field.name.span };
}

/** Reports each cycle of aliases at the one of its aliases that comes first, which becomes an error. */
function breakCycles(aliases: readonly TypeSymbol[], reports: Reports): void {
  const own = new Set(aliases);
  for (const group of components(aliases, (one) => aliasesOf(one).filter((other) => own.has(other)))) {
    const [first, ...others] = group as [TypeSymbol, ...TypeSymbol[]];
    const between = wayBack(first, new Set(group));
    if (!between) continue;
    const cycle = cycleText([first, ...between, first].map((one) => one.name.name));
    reports.add(
      "LK2107",
      first.place!.span,
      { name: first.name.name, cycle },
      { hint: "declare one of them as a record or a sum" },
    );
    first.alias = { kind: "error", span: first.place!.span };
    breakCycles(others, reports);
  }
}

/** The aliases on a shortest way from an alias to itself through some others; undefined where there is none. */
function wayBack(first: TypeSymbol, group: ReadonlySet<TypeSymbol>): TypeSymbol[] | undefined {
  const before = new Map<TypeSymbol, TypeSymbol>();
  const queue = [first];
  for (const one of queue) {
    for (const next of aliasesOf(one)) {
      if (next === first) {
        const way: TypeSymbol[] = [];
        for (let at = one; at !== first; at = before.get(at)!) way.push(at);
        return way.reverse();
      }
      if (!group.has(next) || before.has(next)) continue;
      before.set(next, one);
      queue.push(next);
    }
  }
  return undefined;
}

/** The aliases that an alias mentions, in the order of its text. */
export function aliasesOf({ alias }: TypeSymbol): readonly TypeSymbol[] {
  const found: TypeSymbol[] = [];
  const visit = (type: ResolvedType): void => {
    switch (type.kind) {
      case "named":
        if (type.symbol.alias) found.push(type.symbol);
        type.arguments.forEach(visit);
        return;
      case "function":
        type.parameters.forEach(visit);
        visit(type.result);
        return;
      case "tuple":
        type.items.forEach(visit);
    }
  };
  if (alias) visit(alias);
  return found;
}
