export type { ProjectConfig } from "./config.js";
export { type FileKind, FileProblem, type FileSystem } from "./files.js";
export {
  type Loaded,
  type LoadedModule,
  type LoadedProgram,
  load,
  loadConfig,
  loadFile,
  type PythonFolders,
} from "./load.js";
export { locate, type NoPlace, type Place, projectAround, shownFrom } from "./locate.js";
export { memoryFiles } from "./memory.js";
export { decode, findModules } from "./modules.js";
export { projectName } from "./names.js";
export { absolute, basename, dirname, join, relative, within } from "./paths.js";
export { checkExternals, externals, importFault } from "./python/check.js";
export { type PythonFile, pythonFiles } from "./python/files.js";
export { projectSchemaText } from "./schema.js";
