import { basename, dirname, type FileSystem } from "../project/index.js";

/** Files among which one has another text, saved or not: an editor's buffer. */
export function withBuffer(files: FileSystem, location: string, text: Uint8Array): FileSystem {
  const real = files.real(location);
  const isIt = (path: string) => path === location || files.real(path) === real;
  return {
    kind: (path) => (isIt(path) ? "file" : files.kind(path)),
    list: (path) => {
      const names = files.list(path);
      const name = basename(location);
      return path === dirname(location) && !names.includes(name) ? [...names, name].sort() : names;
    },
    read: (path) => (isIt(path) ? text : files.read(path)),
    real: (path) => files.real(path),
  };
}
