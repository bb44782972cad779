import type { TypeSymbol, ValueSymbol } from "../names/index.js";
import type { Scheme } from "./core/scheme.js";
import { libraryTypes, TypeStore } from "./core/store.js";
import { Aliases } from "./definitions/annotate.js";
import { type Definition, define, settleDefinition } from "./definitions/definitions.js";
import type { QualifiedName, TypeDefinition } from "./typed.js";

/** What is known of checked declarations. A program's environment lies over that of the library. */
export class Environment {
  readonly store: TypeStore;
  readonly aliases: Aliases;
  private readonly below: Environment | undefined;
  private readonly schemes = new Map<ValueSymbol, Scheme>();
  private readonly effects = new Set<ValueSymbol>();
  private readonly symbols = new Map<QualifiedName, TypeSymbol>();
  private readonly settled = new Map<QualifiedName, TypeDefinition>();
  private readonly definitions = new Map<TypeSymbol, Definition>();

  constructor(below: Environment | undefined) {
    this.below = below;
    this.store = below ? new TypeStore(below.store) : libraryTypes;
    this.aliases = new Aliases(this.store);
  }

  scheme(symbol: ValueSymbol): Scheme | undefined {
    return this.schemes.get(symbol) ?? this.below?.scheme(symbol);
  }

  setScheme(symbol: ValueSymbol, scheme: Scheme): void {
    this.schemes.set(symbol, scheme);
  }

  /** Whether a function has effects, or mentions one that has. */
  hasEffects(symbol: ValueSymbol): boolean {
    return this.effects.has(symbol) || (this.below?.hasEffects(symbol) ?? false);
  }

  setEffects(symbol: ValueSymbol): void {
    this.effects.add(symbol);
  }

  /** The definition of a record or sum. */
  definition(symbol: TypeSymbol): Definition {
    const found = this.definitions.get(symbol) ?? this.below?.definitions.get(symbol);
    if (found) return found;
    const made = define(symbol, this.store, this.aliases);
    this.setDefinition(made);
    return made;
  }

  setDefinition(definition: Definition): void {
    this.definitions.set(definition.symbol, definition);
    this.symbols.set(definition.symbol.name, definition.symbol);
  }

  /** The definition as the typed tree has it, by the very name that the typed tree refers to it with. */
  settledDefinition(name: QualifiedName): TypeDefinition | undefined {
    const known = this.settled.get(name) ?? this.below?.settledDefinition(name);
    const symbol = known ? undefined : this.symbols.get(name);
    if (!symbol) return known;
    const made = settleDefinition(this.definition(symbol));
    this.settled.set(name, made);
    return made;
  }
}
