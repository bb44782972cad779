import { components, type ResolvedType, type TypeSymbol } from "../../names/index.js";
import { FixedPoint } from "../core/fixed-point.js";
import type { Reports } from "../report.js";

/**
 * Reports types that no finite value can have: the least fixed point of "some constructor has only fields that have values". A type's
 * parameters count too: what `Box(T)` needs is found for `Box` with a parameter that has no values.
 */
export function reportUninhabited(types: readonly TypeSymbol[], reports: Reports): void {
  const inhabitants = new Inhabitants();
  const empty = types.filter((type) => type.form !== "alias" && !inhabitants.has(type));
  const own = new Set(empty);
  const mentions = new Map(empty.map((type) => [type, mentioned(type).filter((other) => own.has(other))]));
  const reported = new Set<TypeSymbol>();
  for (const group of components(empty, (type) => mentions.get(type) ?? [])) {
    // One message is enough for types that contain each other, and none is needed for those that contain one of them.
    const caused = group.some((type) => mentions.get(type)!.some((other) => reported.has(other)));
    for (const type of group) reported.add(type);
    const first = group[0]!;
    if (caused || !first.place) continue;
    const hint = "let one constructor, or an `Option` or `List` around it, end the recursion";
    reports.add("LK3060", first.place.span, { name: first.name.name }, { hint });
  }
}

function mentioned(type: TypeSymbol): readonly TypeSymbol[] {
  const found = new Set<TypeSymbol>();
  const visit = (of: ResolvedType): void => {
    if (of.kind === "named") {
      found.add(of.symbol);
      of.arguments.forEach(visit);
    } else if (of.kind === "tuple") of.items.forEach(visit);
  };
  if (type.alias) visit(type.alias);
  for (const one of type.constructors) for (const field of one.fields) visit(field.type);
  return [...found];
}

/** A type with, for each parameter, whether it has values: a `0` or `1`. */
interface Question {
  readonly symbol: TypeSymbol;
  readonly mask: string;
}

class Inhabitants {
  private readonly ids = new Map<TypeSymbol, number>();
  private readonly solver: FixedPoint<Question, boolean>;

  constructor() {
    this.solver = new FixedPoint<Question, boolean>({
      key: ({ symbol, mask }) => `${this.idOf(symbol)}:${mask}`,
      bottom: () => false,
      answer: look,
      join: (before, after) => before || after,
    });
  }

  has(symbol: TypeSymbol): boolean {
    return this.solver.answer({ symbol, mask: "1".repeat(symbol.parameters.length) });
  }

  private idOf(symbol: TypeSymbol): number {
    if (!this.ids.has(symbol)) this.ids.set(symbol, this.ids.size);
    return this.ids.get(symbol)!;
  }
}

/** Whether some constructor of a type has only fields that have values. */
function look({ symbol, mask }: Question, ask: (other: Question) => boolean): boolean {
  const inhabited = (type: ResolvedType): boolean => {
    switch (type.kind) {
      case "variable":
        return mask[symbol.parameters.indexOf(type.name)] === "1";
      case "named": {
        if (type.symbol.form === "opaque") return true;
        const inner = type.arguments.map((one) => (inhabited(one) ? "1" : "0")).join("");
        return ask({ symbol: type.symbol, mask: inner });
      }
      case "tuple":
        return type.items.every(inhabited);
      default:
        // A function can always be written: one that never comes to its end.
        return true;
    }
  };
  if (symbol.form === "alias") return symbol.alias === undefined || inhabited(symbol.alias);
  return symbol.constructors.some((one) => one.fields.every((field) => inhabited(field.type)));
}
