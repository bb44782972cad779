import { check, type SourceProgram, typecheck } from "../compile.js";
import type { Diagnostic } from "../diagnostics/index.js";
import type { ModuleMemory } from "../incremental/index.js";
import {
  absolute,
  checkExternals,
  dirname,
  FileProblem,
  type Loaded,
  type LoadedProgram,
  load,
  loadFile,
  locate,
  type Place,
  projectAround,
  shownFrom,
} from "../project/index.js";
import type { TypedProgram } from "../types/typed.js";
import { usage } from "./exit.js";
import type { Host } from "./host.js";
import { hasErrors } from "./report.js";

/** A program that was read, and checked as far as that went. */
export interface Checked {
  readonly loaded: LoadedProgram | undefined;
  /** Undefined where there are errors. */
  readonly program: TypedProgram | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** When the Python functions of externals are looked up. */
export type ExternalsMode =
  /** `lk check`: where lk.yaml names a folder of Python modules. */
  | "named"
  | "always"
  /** `lk test`: not those that a test replaces. */
  | "not replaced";

/** Where the program of a PATH is. Ends the command where there is none. */
export function find(host: Host, path: string | undefined): Place {
  const place = locate(host.files, host.cwd, path);
  if (place.kind === "none") throw usage(place.message, place.hint);
  return place;
}

/** Whether the first argument of `[PATH [PIPELINE]]` is a PATH: it names a file or folder, or can be nothing else. */
export function namesPath(host: Host, argument: string): boolean {
  if (argument.includes("/") || argument.endsWith(".lk")) return true;
  if (host.files.kind(absolute(host.cwd, argument)) !== "missing") return true;
  return projectAround(host.files, host.cwd) === undefined;
}

/** The folder that a program lies in. */
export function projectRoot(place: Place): string {
  return place.kind === "project" ? place.root : dirname(place.location);
}

/**
 * Reads and checks the program at a place.
 * @param memory what is known of versions of this program that were checked before
 */
export function checkProgram(
  host: Host,
  place: Place,
  externals: ExternalsMode,
  memory?: ModuleMemory,
): Checked {
  return checkLoaded(
    host,
    reading(host, () => load(host.files, host.cwd, place)),
    externals,
    (program) => check(program, memory),
  );
}

/** As `checkProgram`, but without placement, which building finds. */
export function typecheckProgram(host: Host, place: Place, externals: ExternalsMode): Checked {
  return checkLoaded(
    host,
    reading(host, () => load(host.files, host.cwd, place)),
    externals,
    typecheck,
  );
}

/** Reads and checks a program of one file whose text comes from standard input. */
export async function checkInput(host: Host, externals: ExternalsMode): Promise<Checked> {
  const bytes = await host.stdin();
  const loaded = loadFile(host.files, host.cwd, `${host.cwd}/stdin.lk`, bytes, "<stdin>");
  return checkLoaded(host, loaded, externals, check);
}

function checkLoaded(
  host: Host,
  { program: loaded, diagnostics }: Loaded,
  mode: ExternalsMode,
  phases: (program: SourceProgram) => ReturnType<typeof check>,
): Checked {
  if (!loaded) return { loaded, program: undefined, diagnostics };
  const { program, diagnostics: found } = phases(sourceProgram(loaded));
  const python =
    program && wantsExternals(mode, loaded) ? reading(host, () => lookUp(host, loaded, program, mode)) : [];
  const all = [...diagnostics, ...found, ...python];
  return { loaded, program: hasErrors(all) ? undefined : program, diagnostics: all };
}

function wantsExternals(mode: ExternalsMode, loaded: LoadedProgram): boolean {
  return mode !== "named" || loaded.python.named;
}

function lookUp(host: Host, loaded: LoadedProgram, program: TypedProgram, mode: ExternalsMode): Diagnostic[] {
  const replaced =
    mode === "not replaced"
      ? program.modules.flatMap((module) => module.tests).flatMap((test) => test.replacements)
      : [];
  const skip = new Set(replaced.map(({ external }) => `${external.module}.${external.name}`));
  return checkExternals(host.files, loaded, program, skip);
}

/** What the compiler takes of a program that was read. */
export function sourceProgram(loaded: LoadedProgram): SourceProgram {
  return {
    name: loaded.name,
    version: loaded.version,
    main: loaded.main,
    modules: loaded.modules.map(({ path, file, source }) => ({ path, file, source })),
    ...(loaded.config && { folder: loaded.config.source }),
  };
}

/** Runs what reads files; one that cannot be read ends the command. */
export function reading<T>(host: Host, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof FileProblem)
      throw usage(`\`${shownFrom(host.cwd, error.path)}\` cannot be read: ${error.reason}`);
    throw error;
  }
}
