import { FileProblem, type FileSystem } from "./files.js";

/** A file system that is held in memory: absolute path → text or bytes. Folders are those that the paths have. */
export function memoryFiles(files: Readonly<Record<string, string | Uint8Array>>): FileSystem {
  const names = Object.keys(files);
  const isFolder = (path: string) => path === "/" || names.some((name) => name.startsWith(`${path}/`));
  return {
    kind: (path) => (Object.hasOwn(files, path) ? "file" : isFolder(path) ? "folder" : "missing"),
    list(path) {
      if (!isFolder(path)) throw new FileProblem(path, "no such file or folder");
      const prefix = path === "/" ? "/" : `${path}/`;
      const inside = names
        .filter((name) => name.startsWith(prefix))
        .map((name) => name.slice(prefix.length).split("/")[0]!);
      return [...new Set(inside)].sort();
    },
    read(path) {
      const content = files[path];
      if (content === undefined) throw new FileProblem(path, "no such file or folder");
      return typeof content === "string" ? new TextEncoder().encode(content) : content;
    },
    real: (path) => path,
  };
}
