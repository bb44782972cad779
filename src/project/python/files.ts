import type { FileSystem } from "../files.js";
import type { LoadedProgram } from "../load.js";
import { join, relative, within } from "../paths.js";
import { lookupOf } from "./check.js";

/** A Python file, or data beside one, that goes into a build. */
export interface PythonFile {
  /** Below the build's `python/`: `shop_rates.py`. */
  readonly path: string;
  /** Absolute. */
  readonly location: string;
}

/**
 * The files that a program's externals need, sorted by path. A project's Python folder goes as a whole, without caches and hidden files. Of what lies beside a
 * single file only the modules named and what they import go, since that folder may hold anything.
 * @param modules dotted names of the externals' modules
 */
export function pythonFiles(
  files: FileSystem,
  loaded: LoadedProgram,
  modules: readonly string[],
): PythonFile[] {
  const found = new Map<string, string>();
  const beside = loaded.config === undefined ? loaded.root : undefined;
  for (const folder of loaded.python.folders) {
    if (folder === beside) {
      for (const file of lookupOf(files, loaded).closure(modules)) {
        const inPython = loaded.python.folders.some((other) => other !== folder && within(other, file));
        if (!inPython) found.set(relative(folder, file), file);
      }
    } else walk(files, folder, "", found, new Set());
  }
  return [...found]
    .map(([path, location]) => ({ path, location }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function walk(
  files: FileSystem,
  folder: string,
  path: string,
  found: Map<string, string>,
  seen: Set<string>,
): void {
  // A link may lead back.
  const real = files.real(folder);
  if (seen.has(real)) return;
  seen.add(real);
  for (const name of files.list(folder)) {
    if (
      name.startsWith(".") ||
      name === "__pycache__" ||
      /\.py[co]$/.test(name) ||
      name.endsWith(".egg-info")
    )
      continue;
    const location = join(folder, name);
    const inner = join(path, name);
    const kind = files.kind(location);
    if (kind === "folder") walk(files, location, inner, found, seen);
    // What lies beside the program comes first on Python's path.
    else if (kind === "file" && !found.has(inner)) found.set(inner, location);
  }
}
