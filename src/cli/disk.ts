import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { FileProblem, type FileSystem } from "../project/index.js";

/** The disk of this machine. */
export const disk: FileSystem = {
  kind(path) {
    try {
      const stat = statSync(path);
      return stat.isFile() ? "file" : stat.isDirectory() ? "folder" : "other";
    } catch {
      return "missing";
    }
  },
  list: (path) => guarded(path, () => readdirSync(path).sort()),
  read: (path) => guarded(path, () => readFileSync(path)),
  real(path) {
    try {
      return realpathSync.native(path);
    } catch {
      return path;
    }
  },
};

function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new FileProblem(path, reasonOf(error));
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "not permitted",
  ENOENT: "no such file or folder",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of the path is no folder",
  EROFS: "the file system is read-only",
  ENOSPC: "no space left on the disk",
  EDQUOT: "the disk quota is used up",
  EMFILE: "too many open files",
  ELOOP: "a loop of symbolic links",
  EEXIST: "it exists already",
};

/** An error of the file system in words. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ""] ?? (message || String(error));
}
