import { emit } from "../compile.js";
import type { Diagnostic } from "../diagnostics/index.js";
import { externals, type LoadedProgram, type Place, pythonFiles } from "../project/index.js";
import type { TypedProgram } from "../types/typed.js";
import type { Host } from "./host.js";
import { reading, sourceProgram, typecheckProgram } from "./program.js";
import type { Files } from "./write.js";

/** A program that was compiled, as far as that went. */
export interface Built {
  readonly loaded: LoadedProgram | undefined;
  readonly program: TypedProgram | undefined;
  /** Undefined where there are errors. */
  readonly files: Files | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles the program at a place, with the Python files of its externals. */
export function buildProgram(host: Host, place: Place, options: { readonly tests: boolean }): Built {
  const { loaded, program, diagnostics } = typecheckProgram(
    host,
    place,
    options.tests ? "not replaced" : "always",
  );
  if (!loaded || !program) return { loaded, program: undefined, files: undefined, diagnostics };
  const python = reading(host, () => {
    const modules = externals(program).map(({ module }) => module);
    return pythonFiles(host.files, loaded, modules).map(
      ({ path, location }) => [`python/${path}`, host.files.read(location)] as const,
    );
  });
  const { build, diagnostics: more } = emit(sourceProgram(loaded), program, {
    tests: options.tests,
    python: new Map(python),
    requirements: loaded.python.requirements,
  });
  return {
    loaded,
    program,
    files: build && new Map<string, string | Uint8Array>([...build, ...python]),
    diagnostics: [...diagnostics, ...more],
  };
}
