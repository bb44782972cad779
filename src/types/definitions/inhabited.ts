import { components, type ResolvedType, type TypeSymbol } from "../../names/index.js";
import type { Reports } from "../report.js";

/**
 * Reports types that no finite value can have: the least fixed point of "some constructor has only fields that have values". A type's
 * parameters count too: what `Box(T)` needs is found for `Box` with a parameter that has no values.
 */
export function reportUninhabited(types: readonly TypeSymbol[], reports: Reports): void {
  const own = new Set(types);
  const mentions = new Map(types.map((type) => [type, mentioned(type).filter((other) => own.has(other))]));
  const given = new Set<TypeSymbol>();
  for (const group of components(types, (type) => mentions.get(type) ?? [])) {
    const empty = group.filter((type) => type.form !== "alias" && !new Inhabitants(given).has(type));
    // Of types that contain each other one message is enough.
    for (const type of empty) given.add(type);
    const first = empty[0];
    if (!first?.place) continue;
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

/** A type with, for each parameter, whether it has values: `symbol` and a string of `0` and `1`. */
interface Question {
  readonly symbol: TypeSymbol;
  readonly mask: string;
}

class Inhabitants {
  private readonly answers = new Map<string, { readonly question: Question; answer: boolean }>();
  private readonly ids = new Map<TypeSymbol, number>();
  private readonly given: ReadonlySet<TypeSymbol>;

  /** @param given types that are taken to have values, since the opposite has been reported */
  constructor(given: ReadonlySet<TypeSymbol>) {
    this.given = given;
  }

  has(symbol: TypeSymbol): boolean {
    const question = { symbol, mask: "1".repeat(symbol.parameters.length) };
    this.ask(question);
    for (let changed = true; changed; ) {
      changed = false;
      // Answering may ask more; the map's iteration comes to those too.
      for (const entry of this.answers.values()) {
        if (entry.answer || !this.look(entry.question)) continue;
        entry.answer = true;
        changed = true;
      }
    }
    return this.ask(question);
  }

  /** The answer so far; no, where the question is new. */
  private ask(question: Question): boolean {
    const { symbol, mask } = question;
    if (symbol.form === "opaque" || this.given.has(symbol)) return true;
    if (!this.ids.has(symbol)) this.ids.set(symbol, this.ids.size);
    const id = this.ids.get(symbol);
    const key = `${id}:${mask}`;
    const known = this.answers.get(key);
    if (known) return known.answer;
    this.answers.set(key, { question, answer: false });
    return false;
  }

  private look({ symbol, mask }: Question): boolean {
    const inhabited = (type: ResolvedType): boolean => {
      switch (type.kind) {
        case "variable":
          return mask[symbol.parameters.indexOf(type.name)] === "1";
        case "named":
          return this.ask({
            symbol: type.symbol,
            mask: type.arguments.map((one) => (inhabited(one) ? "1" : "0")).join(""),
          });
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
}
