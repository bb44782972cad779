import { createHash } from "node:crypto";
import { Declarations } from "../tree/index.js";
import { type Compiled, emitDescriptor, type ProgramName, withDigest } from "./descriptor.js";
import { emitSchemas } from "./schemas.js";

/** Files of a build by their path in the build folder. */
export type BuildFiles = ReadonlyMap<string, string>;

/** What of a project goes into its build beside the program. */
export interface BuildProject extends ProgramName {
  /** Python files of externals by their path in the build folder; they count for the digest, and whoever read them writes them. */
  readonly python: ReadonlyMap<string, string | Uint8Array>;
  /** Python packages, as lk.yaml names them. */
  readonly requirements: readonly string[];
}

/** Puts a build together: functions, schemas and the descriptor with its digest. Same input, same bytes. */
export function buildFiles(project: BuildProject, compiled: Compiled): BuildFiles {
  const files = new Map<string, string>();
  for (const [path, file] of compiled.python.files) files.set(path, file.text);
  const declarations = new Declarations(compiled.program);
  for (const service of compiled.graph.services) {
    const { input, output } = emitSchemas(service, declarations);
    files.set(`schemas/${service.name}.input.json`, input);
    files.set(`schemas/${service.name}.output.json`, output);
  }
  const contents = new Map<string, string | Uint8Array>([...files, ...project.python]);
  contents.set("requirements", project.requirements.join("\n"));
  const descriptor = emitDescriptor(project, compiled);
  contents.set("descriptor.yaml", descriptor);
  files.set("descriptor.yaml", withDigest(descriptor, digestOf(contents)));
  return files;
}

/** SHA-256 over paths and contents, sorted by path, each with its length before it so that nothing runs together. */
function digestOf(contents: ReadonlyMap<string, string | Uint8Array>): string {
  const hash = createHash("sha256");
  for (const path of [...contents.keys()].sort()) {
    const bytes = Buffer.from(contents.get(path) as string);
    hash.update(`${path}\n${bytes.length}\n`).update(bytes);
  }
  return hash.digest("hex");
}
