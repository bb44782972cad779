import { library } from "./library/index.js";
import { type ModuleNames, resolveModule } from "./names/index.js";
import { parse } from "./syntax/index.js";
import { SourceText } from "./text/index.js";
import { checkModule, Environment } from "./types/index.js";
import type { TypedModule } from "./types/typed.js";

/** A module of the standard library after checking. */
export interface LibraryModule {
  readonly names: ModuleNames;
  readonly typed: TypedModule;
  /** Modules of the library that it imports, each after those that it imports itself, and then itself. */
  readonly needs: readonly LibraryModule[];
}

/** What the library's modules declare; a program's environment lies over it. */
export const libraryEnvironment = new Environment(undefined);

/** Names of the library's modules. */
export const libraryNames: ReadonlySet<string> = new Set(library.keys());

const last = new Map([...libraryNames].map((name) => [name, name]));
const checked = new Map<string, LibraryModule>();

/** A module of the library; checked once in a process, when it is first imported. */
export function libraryModule(path: string): LibraryModule {
  const known = checked.get(path);
  if (known) return known;
  const source = new SourceText(`<library>/${path}.lk`, library.get(path)!);
  const { module, diagnostics: syntax } = parse(source);
  const needs = new Set<LibraryModule>();
  for (const one of module.imports) {
    for (const needed of libraryModule(one.path.map((part) => part.text).join("/")).needs) needs.add(needed);
  }
  const input = { path, library: true, source, module, lost: new Set<string>() };
  const resolved = resolveModule(input, (name) => libraryModule(name).names, last);
  const { typed, diagnostics: types } = checkModule(resolved.module, libraryEnvironment);
  const [fault] = [...syntax, ...resolved.diagnostics, ...types].filter((one) => one.severity === "error");
  if (fault) {
    const { line, column } = source.position(fault.span.start);
    throw new Error(`${source.path}:${line}:${column}: ${fault.code} ${fault.message}`);
  }
  const made: { -readonly [Key in keyof LibraryModule]: LibraryModule[Key] } = {
    names: resolved.module.names,
    typed,
    needs: [],
  };
  made.needs = [...needs, made];
  checked.set(path, made);
  return made;
}
