import { project as report } from "../../diagnostics/catalogue/project.js";
import type { Diagnostic } from "../../diagnostics/index.js";
import { type SourceText, similar } from "../../text/index.js";
import type { TypedFunction, TypedProgram } from "../../types/typed.js";
import type { FileSystem } from "../files.js";
import type { LoadedProgram } from "../load.js";
import { relative } from "../paths.js";
import { type Found, PythonLookup } from "./lookup.js";
import type { Signature } from "./surface.js";

/**
 * Holds a program's externals against the Python source: module, function, number of parameters. Nothing is run; what cannot be told is a
 * warning.
 * @param skip names of externals (`module.name`) that are not looked up: a test replaces them
 */
export function checkExternals(
  files: FileSystem,
  loaded: LoadedProgram,
  program: TypedProgram,
  skip: ReadonlySet<string> = new Set(),
): Diagnostic[] {
  const lookup = lookupOf(files, loaded);
  const diagnostics: Diagnostic[] = [];
  for (const { declaration, module, function: name, path } of externals(program)) {
    if (skip.has(`${declaration.name.module}.${declaration.name.name}`)) continue;
    const source = loaded.modules.find((file) => file.path === declaration.name.module)?.source;
    if (!source) continue;
    const found = lookup.find(module, name);
    const problem = judge(found, { declaration, source, path, name, loaded });
    if (problem) diagnostics.push(problem);
  }
  return diagnostics;
}

/** What is wrong with an external that was imported, at its declaration. */
export function importFault(
  loaded: LoadedProgram,
  { declaration, path }: ExternalUse,
  problem: string,
): Diagnostic {
  const source = loaded.modules.find((file) => file.path === declaration.name.module)!.source;
  return report("LK6206", source, declaration.span, { function: path, problem });
}

/** The lookup of a program's Python folders. */
export function lookupOf(files: FileSystem, loaded: LoadedProgram): PythonLookup {
  return new PythonLookup(files, loaded.python.folders, loaded.python.requirements.length > 0);
}

export interface ExternalUse {
  readonly declaration: TypedFunction;
  /** As written: `rates.lookup`. */
  readonly path: string;
  readonly module: string;
  readonly function: string;
}

/** The externals that a program declares, in order. */
export function externals(program: TypedProgram): ExternalUse[] {
  return program.modules
    .filter((module) => !module.library)
    .flatMap((module) => module.functions)
    .flatMap((declaration) => {
      const path = declaration.external?.function;
      const dot = path?.lastIndexOf(".") ?? -1;
      if (path === undefined || dot < 0) return [];
      return [{ declaration, path, module: path.slice(0, dot), function: path.slice(dot + 1) }];
    });
}

interface Context {
  readonly declaration: TypedFunction;
  readonly source: SourceText;
  readonly path: string;
  readonly name: string;
  readonly loaded: LoadedProgram;
}

function judge(found: Found, { declaration, source, path, name, loaded }: Context): Diagnostic | undefined {
  const span = declaration.span;
  const given = count(declaration.parameters.length, "argument");
  const shown = (file: string) => relative(loaded.root, file);
  switch (found.kind) {
    case "no module": {
      const module = path.slice(0, path.lastIndexOf("."));
      const near = similar(module, found.near);
      const hint = near
        ? `did you mean \`${near}\`?`
        : `write it to \`${module.replaceAll(".", "/")}.py\`, with \`def ${name}(${parameters(declaration)}):\``;
      return report("LK6201", source, span, { module, folders: loaded.python.shown.join(" or ") }, { hint });
    }
    case "no function": {
      const near = similar(name, found.names);
      const hint = near
        ? `did you mean \`${near}\`?`
        : `add \`def ${name}(${parameters(declaration)}):\` to it`;
      return report("LK6202", source, span, { file: shown(found.file), function: name }, { hint });
    }
    case "no source": {
      const told = { file: shown(found.file), problem: found.problem };
      return report("LK6207", source, span, told, { hint: "save it as UTF-8" });
    }
    case "class":
      return report("LK6205", source, span, { function: path, what: "a class" });
    case "unknown":
      return report("LK6204", source, span, { function: path, given, reason: found.reason });
    case "function": {
      if (found.binding.form === "coroutine") {
        const hint = `write a \`def\` that calls it by \`asyncio.run(${name}(…))\``;
        return report(
          "LK6205",
          source,
          span,
          { function: path, what: "a coroutine (`async def`)" },
          { hint },
        );
      }
      const wants = mismatch(found.binding.signature, declaration.parameters.length);
      if (wants === undefined) return undefined;
      return report("LK6203", source, span, { function: path, given, wants });
    }
  }
}

/** What a signature wants, where that is not `given` arguments by position. */
function mismatch({ required, most, keywords }: Signature, given: number): string | undefined {
  const open = keywords.filter((keyword) => keyword !== "idempotency_key");
  if (open.length > 0)
    return `needs ${open.map((keyword) => `\`${keyword}=\``).join(" and ")}, which is never given`;
  if (given >= required && given <= most) return undefined;
  if (most === Number.POSITIVE_INFINITY) return `takes at least ${required}`;
  return required === most ? `takes ${required}` : `takes ${required} to ${most}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function parameters(declaration: TypedFunction): string {
  return declaration.parameters.map(({ name }) => name).join(", ");
}
