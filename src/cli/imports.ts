import type { Diagnostic } from "../diagnostics/index.js";
import { externals, importFault, type Place } from "../project/index.js";
import type { Built } from "./built.js";
import type { Host } from "./host.js";
import { projectRoot } from "./program.js";
import { printRuntimeError } from "./runtime/errors.js";
import { choosePython } from "./runtime/python.js";
import { Runtime } from "./runtime/runtime.js";

/** Says what reading the source of an external could not tell; importing it does. */
const NOT_CHECKED = "LK6204";

/**
 * Imports the Python of a program's externals: the program with what that finds in place of what reading could not tell. This runs the
 * project's code. Undefined where it could not be done, which has been said then.
 */
export async function importExternals(host: Host, place: Place, built: Built): Promise<Built | undefined> {
  const { loaded, program } = built;
  if (!loaded || !program) return built;
  const uses = externals(program);
  if (uses.length === 0) return built;
  const found: Diagnostic[] = [];
  let done = true;
  const runtime = new Runtime(host, choosePython(host, projectRoot(place)));
  try {
    await runtime.started();
    await runtime.talk(
      {
        command: "import",
        externals: uses.map(({ path, declaration }) => ({
          python: path,
          arguments: declaration.parameters.length,
        })),
        path: loaded.python.folders,
      },
      uses.length,
      () => "importing the externals",
      (event) => {
        if (event.event === "error") {
          done = false;
          printRuntimeError(host, event);
        }
        if (event.event === "external" && event.problem)
          found.push(importFault(loaded, uses[event.index]!, event.problem));
      },
    );
  } finally {
    await runtime.dismiss();
  }
  if (!done) return undefined;
  const diagnostics = [...built.diagnostics.filter(({ code }) => code !== NOT_CHECKED), ...found];
  return { ...built, files: found.length > 0 ? undefined : built.files, diagnostics };
}
