import { project as report } from "../diagnostics/catalogue/project.js";
import { type Diagnostic, type Extras, replace, suggestion } from "../diagnostics/index.js";
import { nearPath, type SourceText, type Span, similar } from "../text/index.js";
import type { ProjectConfig } from "./config.js";
import { FileProblem, type FileSystem } from "./files.js";
import { findModules, type ModuleFile, moduleName } from "./modules.js";
import { join } from "./paths.js";

/** What lk.yaml says and where it lies, to look for what it names. */
export interface Sources {
  readonly files: FileSystem;
  /** The text of lk.yaml. */
  readonly source: SourceText;
  readonly root: string;
  readonly config: ProjectConfig;
}

/** That the folder of the modules is not there, or has none. */
export function noSource(sources: Sources, fault: "does not exist" | "has no .lk file"): Diagnostic {
  const { config, source } = sources;
  const others = foldersOf(sources).filter((folder) => hasModules(sources, folder));
  const loose = fault === "does not exist" && hasFiles(sources);
  const near = similar(config.source, others) ?? (others.length === 1 ? others[0] : undefined);
  const extras = near
    ? meant(sources, "source", near)
    : loose
      ? written(sources, "source", ".", "the modules lie beside lk.yaml: write `source: .`")
      : {
          hint: `write \`${join(config.source, `${config.main}.lk`)}\`, or name another folder by \`source:\``,
        };
  return report("LK6007", source, placeOf(sources, "source"), { folder: config.source, fault }, extras);
}

/** That the main module is not among the modules. */
export function noMain(sources: Sources, found: readonly ModuleFile[]): Diagnostic {
  const { config, source } = sources;
  const paths = found.map(({ path }) => path);
  const wanted = config.main.split("/").map(moduleName).join("/");
  const near = nearPath(config.main, paths) ?? (paths.length === 1 ? paths[0] : undefined);
  const shown = paths.length <= 5 ? `: ${paths.map((path) => `\`${path}\``).join(", ")}` : "";
  const extras =
    near !== undefined
      ? meant(sources, "main", near)
      : { hint: `name one of the modules by \`main:\`${shown}` };
  const file = join(config.source, `${wanted}.lk`);
  return report("LK6006", source, placeOf(sources, "main"), { module: config.main, file }, extras);
}

/** That the folder of Python modules, which lk.yaml names, is not there. */
export function noPython(sources: Sources): Diagnostic {
  const { config, source } = sources;
  const folder = config.python.path;
  const near = similar(folder, foldersOf(sources));
  const extras = near
    ? meant(sources, "python.path", near)
    : { hint: "make the folder, or leave the key out" };
  return report("LK6009", source, placeOf(sources, "python.path"), { folder }, extras);
}

/** `did you mean`, or where the key is left out, the line to add. */
function meant(sources: Sources, key: string, near: string): Extras {
  const span = sources.config.spans.get(key);
  if (span) return suggestion(near, span)!;
  return written(sources, key, near, `add \`${key}: ${near}\``);
}

/** An edit that gives a key of the top a value. */
function written({ config, source }: Sources, key: string, value: string, hint: string): Extras {
  const span = config.spans.get(key);
  if (span) return { hint, fix: [replace(span, value)] };
  const block = /^[A-Za-z]/m.test(source.text) && !source.text.trimStart().startsWith("{");
  const end = source.text.length;
  const line = `${source.text.endsWith("\n") ? "" : "\n"}${key}: ${value}\n`;
  return block ? { hint, fix: [replace({ start: end, end }, line)] } : { hint };
}

/** The value of a key; the file's beginning where the key is left out. */
function placeOf({ config }: Sources, key: string): Span {
  return config.spans.get(key) ?? { start: 0, end: 0 };
}

function foldersOf({ files, root }: Sources): string[] {
  return listed(files, root).filter(
    (name) => !name.startsWith(".") && files.kind(join(root, name)) === "folder",
  );
}

function hasFiles({ files, root }: Sources): boolean {
  return listed(files, root).some((name) => name.endsWith(".lk"));
}

function hasModules({ files, root }: Sources, folder: string): boolean {
  if (folder === "node_modules") return false;
  try {
    return findModules(files, join(root, folder), folder).length > 0;
  } catch (error) {
    if (error instanceof FileProblem) return false;
    throw error;
  }
}

function listed(files: FileSystem, folder: string): readonly string[] {
  try {
    return files.list(folder);
  } catch (error) {
    if (error instanceof FileProblem) return [];
    throw error;
  }
}
