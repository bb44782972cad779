import type { Diagnostic } from "../diagnostics/index.js";
import { independent } from "../independent.js";
import { libraryEnvironment } from "../library-checked.js";
import {
  losesConstructors,
  lostNames,
  type ModuleNames,
  type Reachable,
  resolveModule,
} from "../names/index.js";
import { type Faults, faultsOf } from "../placement/index.js";
import { type Module, type Parsed, parse } from "../syntax/index.js";
import type { SourceText } from "../text/index.js";
import { checkModule, Environment } from "../types/index.js";
import type { TypedModule } from "../types/typed.js";
import { interfaceOf } from "./interface.js";
import { AskedReachable } from "./reachable.js";
import { keepSymbols } from "./symbols.js";

/** A module as text: its path, `shop/currency`, and its file where traces name another one than the source has. */
interface SourceModule {
  readonly path: string;
  readonly file?: string | undefined;
  readonly source: SourceText;
}

/** A module after parsing; the same object for as long as its text is the same. */
export interface ParsedSource extends Parsed {
  readonly path: string;
  readonly file: string | undefined;
  readonly source: SourceText;
}

/** What names and types make of a module. */
export interface CheckedModule {
  /** What other modules see; the same object for as long as its interface is the same. */
  readonly names: ModuleNames;
  readonly typed: TypedModule;
  readonly diagnostics: readonly Diagnostic[];
  /** Its declarations with errors. */
  readonly faults: Faults;
}

interface Entry extends CheckedModule {
  readonly parsed: ParsedSource;
  readonly imports: ReadonlyMap<string, ModuleNames | undefined>;
  readonly reachable: AskedReachable;
  /** Other files that the diagnostics point at. */
  readonly cites: ReadonlySet<SourceText>;
}

/** So many modules are checked before everything is forgotten: types of versions that are gone stay in the environment. */
const maximumChecks = 2_000;

/** Modules by path, as they were when they were last checked. */
export class ModuleMemory {
  private readonly parsed = new Map<string, ParsedSource>();
  private readonly entries = new Map<string, Entry>();
  private environment = new Environment(libraryEnvironment);
  private sources: ReadonlySet<SourceText> = new Set();
  private checks = 0;

  /** Parses the modules of a version of the program; what is not among them is forgotten. */
  parse(modules: readonly SourceModule[]): readonly ParsedSource[] {
    if (this.checks > Math.max(maximumChecks, 2 * modules.length)) this.forget();
    const found = modules.map((one) => this.parseOne(one));
    this.sources = new Set(found.map(({ source }) => source));
    const paths = new Set(found.map(({ path }) => path));
    for (const path of this.parsed.keys()) {
      if (paths.has(path)) continue;
      this.parsed.delete(path);
      this.entries.delete(path);
    }
    for (const one of found) this.parsed.set(one.path, one);
    return found;
  }

  private parseOne({ path, file, source }: SourceModule): ParsedSource {
    const known = this.parsed.get(path);
    if (
      known &&
      known.file === file &&
      known.source.path === source.path &&
      known.source.text === source.text
    )
      return known;
    return { path, file, source, ...parse(source) };
  }

  /**
   * Resolves and infers a module of the version that was parsed last; modules that it imports come before it.
   * @param find the names of a module; undefined where there is none
   * @param reachable what `import` can name
   */
  check(
    parsed: ParsedSource,
    find: (path: string) => ModuleNames | undefined,
    reachable: Reachable,
  ): CheckedModule {
    const before = this.entries.get(parsed.path);
    if (before && this.holds(before, parsed, find, reachable)) return before;
    const made = this.make(parsed, find, reachable);
    const { environment } = this;
    const same = before && interfaceOf(before.names, environment) === interfaceOf(made.names, environment);
    const entry = same ? { ...made, names: keepSymbols(before.names, made.names) } : made;
    this.entries.set(parsed.path, entry);
    return entry;
  }

  /** Whether nothing has changed that a module was made of. */
  private holds(
    entry: Entry,
    parsed: ParsedSource,
    find: (path: string) => ModuleNames | undefined,
    reachable: Reachable,
  ): boolean {
    return (
      entry.parsed === parsed &&
      entry.reachable.holds(reachable) &&
      [...entry.imports].every(([path, names]) => find(path) === names) &&
      [...entry.cites].every((source) => this.sources.has(source))
    );
  }

  private make(
    parsed: ParsedSource,
    find: (path: string) => ModuleNames | undefined,
    reachable: Reachable,
  ): Entry {
    this.checks++;
    const { path, file, source, diagnostics: syntax } = parsed;
    const module = withoutTorn(parsed);
    const lost = syntax.length > 0 ? lostNames(source, module, syntax) : new Set<string>();
    const imports = new Map<string, ModuleNames | undefined>();
    const asked = new AskedReachable(reachable);
    const resolved = resolveModule(
      { path, library: false, source, module, lost, losesConstructors: losesConstructors(source, syntax) },
      (other) => {
        const names = find(other);
        imports.set(other, names);
        return names;
      },
      asked,
    );
    const { typed, diagnostics: types } = checkModule(resolved.module, this.environment);
    const found = [...resolved.diagnostics, ...types];
    const diagnostics = independent(
      source,
      module,
      syntax,
      found,
      ![...imports.values()].includes(undefined),
    );
    const errors = [...syntax, ...found].filter(({ severity }) => severity === "error");
    const cited = diagnostics.flatMap(({ labels }) => labels.map((label) => label.source));
    return {
      names: resolved.module.names,
      typed: file === undefined ? typed : { ...typed, file },
      diagnostics,
      faults: faultsOf(module, errors),
      parsed,
      imports,
      reachable: asked,
      cites: new Set(cited.filter((one) => one !== source)),
    };
  }

  private forget(): void {
    this.parsed.clear();
    this.entries.clear();
    this.environment = new Environment(libraryEnvironment);
    this.checks = 0;
  }
}

/** A module without the declarations of which nothing can be said; their names are lost. */
function withoutTorn({ module, torn }: Parsed): Module {
  if (torn.length === 0) return module;
  const isTorn = (at: number): boolean => torn.some(({ start, end }) => start <= at && at < end);
  return { ...module, declarations: module.declarations.filter(({ span }) => !isTorn(span.start)) };
}
