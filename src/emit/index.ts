export { type BuildFiles, type BuildProject, buildFiles } from "./build.js";
export { type Compiled, emitDescriptor, type ProgramName } from "./descriptor.js";
export {
  type EmittedFile,
  emitPython,
  type ProgramNames,
  type PythonOutput,
  serviceFile,
  testFile,
} from "./python/index.js";
export { emitSchemas } from "./schemas.js";
