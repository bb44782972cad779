import { project as report } from "../diagnostics/catalogue/project.js";
import type { Diagnostic } from "../diagnostics/index.js";
import type { SourceText } from "../text/index.js";
import { type ProjectConfig, readConfig } from "./config.js";
import { projectName } from "./fields.js";
import type { FileSystem } from "./files.js";
import { CONFIG, type Place, shownFrom } from "./locate.js";
import { decode, findModules, type ModuleFile, sameModules, singleModule } from "./modules.js";
import { dirname, join, within } from "./paths.js";

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

function loadProject(files: FileSystem, cwd: string, root: string, mainFile: string | undefined): Loaded {
  const shown = shownFrom(cwd, join(root, CONFIG));
  const text = decode(files.read(join(root, CONFIG)), shown);
  if (text.diagnostic) return { program: undefined, diagnostics: [text.diagnostic] };
  const { config, diagnostics } = readConfig(text.source);
  if (!config) return { program: undefined, diagnostics };

  const folder = join(root, config.source);
  if (mainFile !== undefined && !within(folder, mainFile)) return loadFile(files, cwd, mainFile);
  const place = (key: string) => config.spans.get(key) ?? { start: 0, end: 0 };
  const failed = (diagnostic: Diagnostic): Loaded => ({
    program: undefined,
    diagnostics: [...diagnostics, diagnostic],
  });
  if (files.kind(folder) !== "folder") {
    return failed(
      report("LK6007", text.source, place("source"), { folder: config.source, fault: "does not exist" }),
    );
  }
  const found = findModules(files, folder, config.source);
  if (found.length === 0) {
    return failed(
      report("LK6007", text.source, place("source"), { folder: config.source, fault: "has no .lk file" }),
    );
  }
  const main =
    mainFile === undefined ? config.main : found.find((module) => module.location === mainFile)?.path;
  if (main === undefined || !found.some((module) => module.path === main)) {
    const file = join(config.source, `${config.main}.lk`);
    const names = found.map((module) => `\`${module.path}\``);
    const hint = names.length <= 5 ? `modules are ${names.join(", ")}` : undefined;
    return failed(report("LK6006", text.source, place("main"), { module: config.main, file }, { hint }));
  }
  const pythonFolder = join(root, config.python.path);
  const hasPython = files.kind(pythonFolder) === "folder";
  if (config.python.named && !hasPython) {
    return failed(report("LK6009", text.source, place("python.path"), { folder: config.python.path }));
  }

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
