import { project as report } from "../diagnostics/catalogue/project.js";
import type { Diagnostic } from "../diagnostics/index.js";
import type { SourceText } from "../text/index.js";
import { type ProjectConfig, readConfig } from "./config.js";
import type { FileSystem } from "./files.js";
import { CONFIG, type Place, shownFrom } from "./locate.js";
import { noMain, noPython, noSource, type Sources } from "./missing.js";
import { decode, findModules, type ModuleFile, sameModules, singleModule } from "./modules.js";
import { projectName } from "./names.js";
import { absolute, basename, dirname, join, within } from "./paths.js";

/** A program's texts, read. Nothing of it is checked but lk.yaml and that the files are text. */
export interface LoadedProgram {
  readonly name: string;
  readonly version: string;
  /** Path of the main module. */
  readonly main: string;
  readonly modules: readonly LoadedModule[];
  /** Folder of the project or of the single file, absolute. */
  readonly root: string;
  /** Undefined for a program of a single file. */
  readonly config: ProjectConfig | undefined;
  readonly python: PythonFolders;
}

export interface LoadedModule extends ModuleFile {
  readonly source: SourceText;
}

/** Where externals are looked up, in order; only what exists. */
export interface PythonFolders {
  /** Absolute. */
  readonly folders: readonly string[];
  /** As shown in messages, those that do not exist included. */
  readonly shown: readonly string[];
  /** lk.yaml names the folder: then `lk check` looks up externals as well. */
  readonly named: boolean;
  readonly requirements: readonly string[];
}

export interface Loaded {
  /** Undefined where an error is among the diagnostics. */
  readonly program: LoadedProgram | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the program at a place. Throws `FileProblem` where a file cannot be read. */
export function load(files: FileSystem, cwd: string, place: Place): Loaded {
  return place.kind === "file"
    ? loadFile(files, cwd, place.location)
    : loadProject(files, cwd, place.root, place.main);
}

/** A program of a single file; one whose text comes from elsewhere (standard input) has its name and text given. */
export function loadFile(
  files: FileSystem,
  cwd: string,
  location: string,
  bytes = files.read(location),
  shown = shownFrom(cwd, location),
): Loaded {
  const module = singleModule(location);
  const { source, diagnostic } = decode(bytes, shown);
  if (diagnostic) return { program: undefined, diagnostics: [diagnostic] };
  const root = dirname(location);
  const program: LoadedProgram = {
    name: projectName(module.path),
    version: "0.0.0",
    main: module.path,
    modules: [{ ...module, source }],
    root,
    config: undefined,
    python: {
      folders: [root, join(root, "python")].filter((folder) => files.kind(folder) === "folder"),
      shown: [`\`${shownFrom(cwd, root)}\``, `\`${shownFrom(cwd, join(root, "python"))}\``],
      named: false,
      requirements: [],
    },
  };
  return { program, diagnostics: emptyMain(program) };
}

/** What a project's lk.yaml says; undefined where something is wrong with it. */
export function loadConfig(files: FileSystem, cwd: string, root: string): ProjectConfig | undefined {
  const text = decode(files.read(join(root, CONFIG)), shownFrom(cwd, join(root, CONFIG)));
  return text.diagnostic ? undefined : readConfig(text.source, projectName(basename(root))).config;
}

function loadProject(files: FileSystem, cwd: string, root: string, mainFile: string | undefined): Loaded {
  const shown = shownFrom(cwd, join(root, CONFIG));
  const text = decode(files.read(join(root, CONFIG)), shown);
  if (text.diagnostic) return { program: undefined, diagnostics: [text.diagnostic] };
  const { config, diagnostics } = readConfig(text.source, projectName(basename(root)));
  if (!config) return { program: undefined, diagnostics };

  const folder = absolute(root, config.source);
  const sources: Sources = { files, source: text.source, root, config };
  if (mainFile !== undefined && !within(folder, mainFile)) return loadFile(files, cwd, mainFile);
  const failed = (diagnostic: Diagnostic): Loaded => ({
    program: undefined,
    diagnostics: [...diagnostics, diagnostic],
  });
  if (files.kind(folder) !== "folder") return failed(noSource(sources, "does not exist"));
  const found = findModules(files, folder, config.source);
  // A file in a hidden folder is no module of the project.
  const main =
    mainFile === undefined ? config.main : found.find(({ location }) => location === mainFile)?.path;
  if (main === undefined) return loadFile(files, cwd, mainFile!);
  if (found.length === 0) return failed(noSource(sources, "has no .lk file"));
  if (!found.some((module) => module.path === main)) return failed(noMain(sources, found));
  const pythonFolder = absolute(root, config.python.path);
  const hasPython = files.kind(pythonFolder) === "folder";
  if (config.python.named && !hasPython) return failed(noPython(sources));

  const problems: Diagnostic[] = [...diagnostics];
  const modules = found.map((module): LoadedModule => {
    const { source, diagnostic } = decode(files.read(module.location), shownFrom(cwd, module.location));
    if (diagnostic) problems.push(diagnostic);
    return { ...module, source };
  });
  problems.push(...sameModules(modules));
  if (problems.some((problem) => problem.severity === "error"))
    return { program: undefined, diagnostics: problems };
  const program: LoadedProgram = {
    name: config.name,
    version: config.version,
    main,
    modules,
    root,
    config,
    python: {
      folders: hasPython ? [pythonFolder] : [],
      shown: [`\`${shownFrom(cwd, pythonFolder)}\``],
      named: config.python.named,
      requirements: config.python.requirements,
    },
  };
  return { program, diagnostics: [...problems, ...emptyMain(program)] };
}

/** A main module in which nothing stands. */
function emptyMain(program: LoadedProgram): Diagnostic[] {
  const source = program.modules.find((module) => module.path === program.main)!.source;
  if (source.text.replace(/\/\/[^\n]*/g, "").trim() !== "") return [];
  return [
    report(
      "LK6102",
      source,
      { start: 0, end: 0 },
      {},
      { hint: "declare a pipeline; `lk explain LK6102` has one" },
    ),
  ];
}
