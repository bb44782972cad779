import type { ResolvedType, TypeSymbol } from "../../names/index.js";

/** What constraints and data need to know of a declared type. */
export interface Facts {
  /** Where it has a function, whatever its arguments: the field's name. */
  readonly function: string | undefined;
  /** For each parameter: whether data of the type depends on it. */
  readonly relevant: readonly boolean[];
}

const everything: Facts = { function: undefined, relevant: [true, true] };
const known = new WeakMap<TypeSymbol, Facts>();

/** Facts of a type; of types that contain each other all at once, as the least that satisfies their declarations. */
export function factsOf(symbol: TypeSymbol): Facts {
  if (symbol.form === "opaque") return everything;
  const found = known.get(symbol);
  if (found) return found;
  const members = reachable(symbol);
  const facts = new Map<TypeSymbol, Facts>();
  for (const one of members)
    facts.set(one, { function: undefined, relevant: one.parameters.map(() => false) });
  for (let changed = true; changed; ) {
    changed = false;
    for (const one of members) {
      const next = look(one, (other) => facts.get(other) ?? factsOf(other));
      const before = facts.get(one)!;
      if (next.function === before.function && next.relevant.every((is, at) => is === before.relevant[at]))
        continue;
      facts.set(one, next);
      changed = true;
    }
  }
  for (const [one, of] of facts) known.set(one, of);
  return facts.get(symbol)!;
}

/** The types not known yet that a type is made of, itself first. */
function reachable(symbol: TypeSymbol): readonly TypeSymbol[] {
  const found = new Set([symbol]);
  const visit = (type: ResolvedType): void => {
    if (type.kind === "named") {
      if (type.symbol.form !== "opaque" && !known.has(type.symbol)) found.add(type.symbol);
      type.arguments.forEach(visit);
    } else if (type.kind === "function") [...type.parameters, type.result].forEach(visit);
    else if (type.kind === "tuple") type.items.forEach(visit);
  };
  for (const one of found) {
    if (one.alias) visit(one.alias);
    for (const { fields } of one.constructors) for (const field of fields) visit(field.type);
  }
  return [...found];
}

function look(symbol: TypeSymbol, facts: (symbol: TypeSymbol) => Facts): Facts {
  const relevant = symbol.parameters.map(() => false);
  let function_: string | undefined;
  const visit = (type: ResolvedType, field: string): void => {
    if (type.kind === "variable") {
      const at = symbol.parameters.indexOf(type.name);
      if (at >= 0) relevant[at] = true;
    } else if (type.kind === "function") function_ ??= field;
    else if (type.kind === "tuple") for (const item of type.items) visit(item, field);
    else if (type.kind === "named") {
      const inner = facts(type.symbol);
      if (inner.function !== undefined) function_ ??= field;
      type.arguments.forEach((argument, at) => {
        if (inner.relevant[at]) visit(argument, field);
      });
    }
  };
  if (symbol.alias) visit(symbol.alias, symbol.name.name);
  for (const one of symbol.constructors) for (const field of one.fields) visit(field.type, field.name);
  return { function: function_, relevant };
}
