import type { ResolvedType, TypeSymbol } from "../../names/index.js";
import { FixedPoint } from "../core/fixed-point.js";

/** What constraints and data need to know of a declared type. */
export interface Facts {
  /** Where it has a function, whatever its arguments: the field's name. */
  readonly function: string | undefined;
  /** For each parameter: whether data of the type depends on it. */
  readonly relevant: readonly boolean[];
}

const everything: Facts = { function: undefined, relevant: [true, true] };
const known = new WeakMap<TypeSymbol, Facts>();

/** Facts of a type: the least that satisfy its declaration and those of the types that it is made of. */
export function factsOf(symbol: TypeSymbol): Facts {
  if (symbol.form === "opaque") return everything;
  const found = known.get(symbol);
  if (found) return found;
  const solver = new FixedPoint<TypeSymbol, Facts>({
    key: (one) => one,
    bottom: (one) => known.get(one) ?? { function: undefined, relevant: one.parameters.map(() => false) },
    answer: (one, ask) =>
      known.get(one) ?? look(one, (other) => (other.form === "opaque" ? everything : ask(other))),
    join,
  });
  solver.answer(symbol);
  for (const [one, facts] of solver.answers()) known.set(one, facts);
  return known.get(symbol)!;
}

function join(before: Facts, after: Facts): Facts {
  const more = before.function === undefined && after.function !== undefined;
  if (!more && before.relevant.every((is, at) => is || !after.relevant[at])) return before;
  const relevant = before.relevant.map((is, at) => is || after.relevant[at]!);
  return { function: before.function ?? after.function, relevant };
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
