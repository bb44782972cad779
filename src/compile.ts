import type { Diagnostic } from "./diagnostics/index.js";
import { type BuildFiles, type BuildProject, buildFiles, emitPython } from "./emit/index.js";
import { checkSoundPart, libraryOfGlue, lower } from "./graph/index.js";
import { ModuleMemory } from "./incremental/index.js";
import { libraryModule, libraryNames } from "./library-checked.js";
import { type ModuleNames, orderModules } from "./names/index.js";
import type { Faults } from "./placement/index.js";
import type { SourceText } from "./text/index.js";
import type { TypedModule, TypedProgram } from "./types/typed.js";

/** A program as text. */
export interface SourceProgram {
  readonly name: string;
  readonly version: string;
  /** Path of the module that a run starts in: `main`. */
  readonly main: string;
  readonly modules: readonly SourceModule[];
  /** Where the modules lie, as shown to people, `src`; left out where the program is a single file. */
  readonly folder?: string;
}

export interface SourceModule {
  /** `shop/currency`. */
  readonly path: string;
  /** As the descriptor and traces name it, `src/shop/currency.lk`; the path of `source` where it is left out. */
  readonly file?: string;
  readonly source: SourceText;
}

export interface CompileOptions extends Pick<BuildProject, "python" | "requirements"> {
  /** Whether the build has the tests. */
  readonly tests: boolean;
}

/** What checking finds: a program only where there is no error; diagnostics by module and place. */
export interface Checked {
  readonly program: TypedProgram | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks a program: syntax, names, types and placement. Text in, diagnostics out; nothing is read or run.
 * @param memory what is known of versions that were checked before
 */
export function check(program: SourceProgram, memory?: ModuleMemory): Checked {
  const { program: typed, diagnostics } = typecheck(program, memory);
  if (!typed) return { program: undefined, diagnostics };
  const placed = lower(typed).diagnostics;
  return {
    program: hasErrors(placed) ? undefined : typed,
    diagnostics: inOrder(program, [...diagnostics, ...placed]),
  };
}

/** What compiling gives: the files of a build only where there is no error. */
export interface Compiled extends Checked {
  readonly build: BuildFiles | undefined;
}

/** Compiles a program to the files of a build; none where there is an error. */
export function compile(program: SourceProgram, options: CompileOptions = NO_PYTHON): Compiled {
  const { program: typed, diagnostics } = typecheck(program);
  if (!typed) return { program: undefined, build: undefined, diagnostics };
  const { build, diagnostics: placed } = emit(program, typed, options);
  return { program: build && typed, build, diagnostics: inOrder(program, [...diagnostics, ...placed]) };
}

const NO_PYTHON: CompileOptions = { tests: false, python: new Map(), requirements: [] };

/** The phases behind types, for a program that has passed `typecheck`. */
export function emit(
  program: SourceProgram,
  typed: TypedProgram,
  options: CompileOptions,
): Omit<Compiled, "program"> {
  const { graph, diagnostics } = lower(typed, options);
  if (!graph) return { build: undefined, diagnostics };
  const python = emitPython(typed, graph);
  const project = { name: program.name, version: program.version, ...options };
  return { build: buildFiles(project, { program: typed, graph, python }), diagnostics };
}

/**
 * Parses all modules, orders them by their imports, and resolves and infers one after the other. Placement is for later, except where
 * there are errors: then there is no later, and the declarations without errors are held against its rules here.
 */
export function typecheck(program: SourceProgram, memory = new ModuleMemory()): Checked {
  const parsed = memory.parse(program.modules);
  const order = orderModules(parsed, libraryNames, program.folder);
  const diagnostics = [...parsed.flatMap((one) => one.diagnostics), ...order.diagnostics];
  const hasTests = parsed.some(({ module }) => module.declarations.some((each) => each.kind === "test"));
  const used = [...order.library, ...libraryOfGlue(order.library, hasTests)];
  const library = new Set(used.flatMap((path) => libraryModule(path).needs));
  const modules: TypedModule[] = [...library].map((one) => one.typed);
  const names = new Map<string, ModuleNames>([...library].map((one) => [one.names.path, one.names]));
  // Beyond what is imported, hints look at the library.
  // Of a module that is called like a standard one nobody knows which of the two an import means: nothing is said of uses.
  const unclear = new Set(parsed.map(({ path }) => path).filter((path) => libraryNames.has(path)));
  const find = (path: string) =>
    unclear.has(path)
      ? undefined
      : (names.get(path) ?? (libraryNames.has(path) ? libraryModule(path).names : undefined));
  const faults = new Map<string, Faults>();
  for (const one of order.modules) {
    const checked = memory.check(one, find, order.reachable);
    names.set(one.path, checked.names);
    modules.push(checked.typed);
    for (const one of checked.diagnostics) diagnostics.push(one);
    faults.set(one.path, checked.faults);
  }
  const typed: TypedProgram = { modules, main: program.main };
  if (!hasErrors(diagnostics)) return { program: typed, diagnostics: inOrder(program, diagnostics) };
  const placed = checkSoundPart(typed, faults);
  return { program: undefined, diagnostics: inOrder(program, [...diagnostics, ...placed]) };
}

function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(isError);
}

function isError(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === "error";
}

/** Diagnostics in the order of the program's modules and of the places in them. */
function inOrder(program: SourceProgram, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const rank = new Map(program.modules.map(({ source }, at) => [source.path, at]));
  const rankOf = (one: Diagnostic) => rank.get(one.source.path) ?? rank.size;
  return [...diagnostics].sort((a, b) => rankOf(a) - rankOf(b) || a.span.start - b.span.start);
}
