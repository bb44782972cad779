import type { Import, ImportName } from "../syntax/ast.js";
import type { Span } from "../text/index.js";
import { builtinConstructors, builtinTypes } from "./builtin.js";
import type { Binding } from "./resolved.js";
import type { ConstructorSymbol, ModuleNames, TypeSymbol, ValueSymbol } from "./symbols.js";

/** An import, or one name of its list; the warning about unused ones looks at `used`. */
export interface ImportUse {
  readonly name: string;
  readonly span: Span;
  readonly from: Import;
  /** The name of the list; undefined for the module itself. */
  readonly entry: ImportName | undefined;
  used: boolean;
  /** That it clashes has been reported. */
  clashes?: boolean;
}

interface Entry<Symbol> {
  readonly symbol: Symbol;
  /** Undefined for what the module declares itself. */
  readonly use: ImportUse | undefined;
}

/** One name space of a module: what it declares and what it imports by name, above what is in scope everywhere. */
export class NameSpace<Symbol> {
  private readonly entries = new Map<string, Entry<Symbol>>();
  private readonly everywhere: ReadonlyMap<string, Symbol> | undefined;
  private readonly hidden = new Set<string>();

  constructor(everywhere?: ReadonlyMap<string, Symbol>) {
    this.everywhere = everywhere;
  }

  get(name: string): Symbol | undefined {
    const entry = this.entries.get(name);
    if (!entry) return this.hidden.has(name) ? undefined : this.everywhere?.get(name);
    if (entry.use) entry.use.used = true;
    return entry.symbol;
  }

  /** The entry itself, without counting as a use. */
  peek(name: string): Entry<Symbol> | undefined {
    return this.entries.get(name);
  }

  add(name: string, symbol: Symbol, use?: ImportUse): void {
    this.entries.set(name, { symbol, use });
  }

  /** Hides what is in scope everywhere by that name. */
  hide(name: string): void {
    this.hidden.add(name);
  }

  *names(): Iterable<string> {
    yield* this.entries.keys();
    if (this.everywhere) yield* this.everywhere.keys();
  }
}

export interface ImportedModule {
  readonly names: ModuleNames;
  readonly use: ImportUse;
}

/** Last names of modules that could be imported, with their paths; for hints. */
export type Reachable = Pick<ReadonlyMap<string, string>, "get"> & { keys(): Iterable<string> };

/** What the declarations of a module see: four name spaces. */
export class ModuleScope {
  readonly path: string;
  readonly library: boolean;
  readonly modules = new Map<string, ImportedModule>();
  readonly values = new NameSpace<ValueSymbol>();
  readonly types = new NameSpace<TypeSymbol>(builtinTypes);
  readonly constructors = new NameSpace<ConstructorSymbol>(builtinConstructors);
  readonly reachable: Reachable;
  /** Names whose declarations the parser lost; nothing is said about them. */
  readonly lost: Set<string>;
  /** `T(..)` of a module that could not be read: any constructor may be one of them. */
  constructorsLost = false;

  constructor(path: string, library: boolean, reachable: Reachable, lost: ReadonlySet<string>) {
    this.path = path;
    this.library = library;
    this.reachable = reachable;
    this.lost = new Set(lost);
  }

  /** The imported module of that name; counts as a use. */
  module(name: string): ModuleNames | undefined {
    const found = this.modules.get(name);
    if (!found) return undefined;
    found.use.used = true;
    return found.names;
  }
}

/** The local variables in scope: one map, and a trail to take back what an inner scope bound. */
export class Locals {
  private readonly bindings = new Map<string, Binding>();
  private readonly trail: {
    readonly name: string;
    readonly before: Binding | undefined;
    readonly bound: Binding;
  }[] = [];
  private count = 0;

  /** How many bindings the declaration has so far. */
  get total(): number {
    return this.count;
  }

  make(name: string, kind: Binding["kind"], span: Span): Binding {
    return { name, id: this.count++, kind, span, uses: 0 };
  }

  bind(binding: Binding): void {
    this.trail.push({ name: binding.name, before: this.bindings.get(binding.name), bound: binding });
    this.bindings.set(binding.name, binding);
  }

  get(name: string): Binding | undefined {
    return this.bindings.get(name);
  }

  names(): Iterable<string> {
    return this.bindings.keys();
  }

  /** Where an inner scope begins. */
  mark(): number {
    return this.trail.length;
  }

  /** Leaves the scope that began at `mark`; gives what was bound in it, in order. */
  leave(mark: number): readonly Binding[] {
    const left = this.trail.splice(mark);
    for (let at = left.length - 1; at >= 0; at--) {
      const { name, before } = left[at]!;
      if (before) this.bindings.set(name, before);
      else this.bindings.delete(name);
    }
    return left.map((entry) => entry.bound);
  }
}
