import { prune, Term, type Ty, type TypeConstructor, Variable, wordOf } from "./type.js";

/** So many parts of a type are shown. */
const longest = 120;

/** Prints types as a user writes them. The names that it makes up for open variables stay the same within one message. */
export class Printer {
  private readonly names = new Map<Variable | TypeConstructor, string>();
  private readonly taken = new Set<string>();
  private readonly qualified: boolean;
  private left = longest;

  /** @param qualified whether types show their module, where two of one name meet */
  constructor(qualified = false) {
    this.qualified = qualified;
  }

  print(type: Ty): string {
    this.left = longest;
    this.reserve(type);
    return this.show(type);
  }

  /** Names that the user wrote are not given to other variables. */
  private reserve(type: Ty): void {
    const seen = new Set<Ty>();
    const stack = [type];
    for (let next = stack.pop(); next && seen.size < 10 * longest; next = stack.pop()) {
      const at = prune(next);
      if (seen.has(at) || at instanceof Variable) continue;
      seen.add(at);
      if (at.of.kind === "rigid" && at.of.name) this.taken.add(at.of.name);
      stack.push(...at.items);
    }
  }

  private show(type: Ty): string {
    const at = prune(type);
    if (this.left-- <= 0) return "…";
    if (at instanceof Variable) return this.nameOf(at, wordOf(at.constraints));
    if (at.alias) return this.applied(at.alias.symbol.name.name, at.alias.symbol.name.module, at.alias.items);
    const { of, items } = at;
    switch (of.kind) {
      case "rigid":
        return of.name || this.nameOf(of, wordOf(of.constraints));
      case "tuple":
        return `(${items.map((item) => this.show(item)).join(", ")})`;
      case "function":
        return `fn(${items
          .slice(0, -1)
          .map((item) => this.show(item))
          .join(", ")}) -> ${this.show(items.at(-1)!)}`;
      case "named":
        return this.applied(of.symbol!.name.name, of.symbol!.name.module, items);
      case "error":
        return "_";
    }
  }

  private applied(name: string, module: string, items: readonly Ty[]): string {
    const shown =
      this.qualified && module !== "" ? `${module.slice(module.lastIndexOf("/") + 1)}.${name}` : name;
    return items.length === 0 ? shown : `${shown}(${items.map((item) => this.show(item)).join(", ")})`;
  }

  private nameOf(variable: Variable | TypeConstructor, word: string | undefined): string {
    const known = this.names.get(variable);
    if (known) return known;
    const name = freshName(word, this.taken);
    this.taken.add(name);
    this.names.set(variable, name);
    return name;
  }
}

/** A name for a type variable that is not taken: `a`, `b`, … or a constraint's word with a number. */
export function freshName(word: string | undefined, taken: ReadonlySet<string>): string {
  if (word !== undefined) {
    for (let at = 1; ; at++) {
      const name = at === 1 ? word : `${word}${at}`;
      if (!taken.has(name)) return name;
    }
  }
  for (let at = 0; ; at++) {
    const letter = String.fromCharCode(97 + (at % 26));
    const name = at < 26 ? letter : `${letter}${Math.floor(at / 26)}`;
    if (!taken.has(name)) return name;
  }
}

/** Two types for one message; with their modules where they would look the same. */
export function printBoth(expected: Ty, found: Ty): { readonly expected: string; readonly found: string } {
  const printer = new Printer();
  const texts = { expected: printer.print(expected), found: printer.print(found) };
  if (texts.expected !== texts.found) return texts;
  const qualified = new Printer(true);
  return { expected: qualified.print(expected), found: qualified.print(found) };
}

/** One type. */
export function printType(type: Ty): string {
  return new Printer().print(type);
}

/** The type that stands behind an alias at its outermost place. */
export function withoutAlias(type: Ty): Ty {
  const at = prune(type);
  return at instanceof Term ? at.plain : at;
}
