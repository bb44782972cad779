import type { FileSystem } from "../files.js";
import { join } from "../paths.js";
import { decodePython } from "./source.js";
import { STANDARD_MODULES } from "./standard.js";
import { type Binding, type Surface, surface } from "./surface.js";

/** What reading tells about a Python function. */
export type Found =
  | {
      readonly kind: "function";
      readonly binding: Extract<Binding, { kind: "function" }>;
      readonly file: string;
    }
  | { readonly kind: "class"; readonly file: string }
  | { readonly kind: "no module"; readonly near: readonly string[] }
  | { readonly kind: "no function"; readonly file: string; readonly names: readonly string[] }
  /** `problem` completes "Python cannot read it: ". */
  | { readonly kind: "no source"; readonly file: string; readonly problem: string }
  /** Completes "cannot be told: ". */
  | { readonly kind: "unknown"; readonly reason: string };

/** Finds Python functions below some folders by reading source. Files are read once. */
export class PythonLookup {
  private readonly files: FileSystem;
  private readonly folders: readonly string[];
  private readonly installed: boolean;
  private readonly surfaces = new Map<string, ReadFile>();

  /** @param installed whether the program names packages that are installed elsewhere */
  constructor(files: FileSystem, folders: readonly string[], installed: boolean) {
    this.files = files;
    this.folders = folders;
    this.installed = installed;
  }

  /** Looks a function up; `module` is dotted. */
  find(module: string, name: string): Found {
    return this.follow(module, name, new Set());
  }

  /** The file of a module, absolute: `a/b.py` or `a/b/__init__.py`; undefined where there is none. */
  fileOf(module: string): string | undefined {
    const path = module.replaceAll(".", "/");
    for (const folder of this.folders) {
      for (const file of [`${join(folder, path)}/__init__.py`, `${join(folder, path)}.py`]) {
        if (this.files.kind(file) === "file") return file;
      }
    }
    return undefined;
  }

  /** The files of a module, its packages, and all that they import from the folders, sorted. */
  closure(modules: Iterable<string>): readonly string[] {
    const seen = new Set<string>();
    const queue = [...modules];
    for (let module = queue.pop(); module !== undefined; module = queue.pop()) {
      const parts = module.split(".");
      for (let length = 1; length <= parts.length; length++) {
        const name = parts.slice(0, length).join(".");
        const file = this.fileOf(name);
        if (file === undefined || seen.has(file)) continue;
        seen.add(file);
        for (const imported of this.read(file).imports) queue.push(resolve(imported, name, file));
      }
    }
    return [...seen].sort();
  }

  private follow(module: string, name: string, seen: Set<string>): Found {
    const file = this.fileOf(module);
    if (file === undefined) return this.missing(module);
    const key = `${file}:${name}`;
    if (seen.has(key)) return { kind: "unknown", reason: "its imports go in a circle" };
    seen.add(key);
    const { bindings, open, problem } = this.read(file);
    if (problem !== undefined) return { kind: "no source", file, problem };
    const binding = bindings.get(name);
    switch (binding?.kind) {
      case undefined:
        if (open !== undefined) return { kind: "unknown", reason: open };
        return { kind: "no function", file, names: functionNames(bindings) };
      case "function":
        if (binding.decorated) return { kind: "unknown", reason: "a decorator may change it" };
        return { kind: "function", binding, file };
      case "class":
        return { kind: "class", file };
      case "unknown":
        return { kind: "unknown", reason: binding.reason };
      case "import": {
        const source = resolve(".".repeat(binding.level) + binding.module, module, file);
        const found = this.follow(source, binding.name, seen);
        const lost = found.kind === "no module" || found.kind === "no function";
        return lost ? { kind: "unknown", reason: `it is imported from \`${source}\`` } : found;
      }
    }
  }

  private missing(module: string): Found {
    const top = module.split(".")[0] as string;
    if (STANDARD_MODULES.has(top))
      return { kind: "unknown", reason: `\`${top}\` is a module of Python's own` };
    if (this.installed)
      return {
        kind: "unknown",
        reason: `\`${top}\` is not in the project; it may come with its requirements`,
      };
    for (const folder of this.folders) {
      if (this.files.kind(folder) !== "folder") continue;
      const binary = this.files
        .list(folder)
        .find((name) => name.startsWith(`${top}.`) && /\.(so|pyd|pyc)$/.test(name));
      if (binary) return { kind: "unknown", reason: `\`${binary}\` has no source` };
    }
    return { kind: "no module", near: this.modules() };
  }

  private modules(): readonly string[] {
    const names: string[] = [];
    for (const folder of this.folders) {
      if (this.files.kind(folder) !== "folder") continue;
      for (const name of this.files.list(folder)) {
        if (name.endsWith(".py")) names.push(name.slice(0, -3));
        else if (this.files.kind(join(join(folder, name), "__init__.py")) === "file") names.push(name);
      }
    }
    return names;
  }

  private read(file: string): ReadFile {
    let found = this.surfaces.get(file);
    if (!found) {
      const { text, problem } = decodePython(this.files.read(file));
      found = { ...surface(text), problem };
      this.surfaces.set(file, found);
    }
    return found;
  }
}

interface ReadFile extends Surface {
  /** Why Python cannot read the file. */
  readonly problem: string | undefined;
}

function functionNames(bindings: ReadonlyMap<string, Binding>): readonly string[] {
  return [...bindings].filter(([, { kind }]) => kind !== "class").map(([name]) => name);
}

/** The absolute name of an import that a module writes with leading dots. */
function resolve(imported: string, module: string, file: string): string {
  const level = /^\.*/.exec(imported)![0].length;
  if (level === 0) return imported;
  const parts = module.split(".");
  // `.` is the package: of `a/b/__init__.py` that is `a.b` itself.
  const drop = file.endsWith("/__init__.py") ? level - 1 : level;
  return [...parts.slice(0, parts.length - drop), imported.slice(level)]
    .filter((part) => part !== "")
    .join(".");
}
