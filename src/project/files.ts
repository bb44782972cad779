/** What a program is read through: the disk, an editor's buffers, a test's map. Paths are absolute, with `/`. */
export interface FileSystem {
  /** Links are followed; `missing` where nothing is or nothing can be seen. */
  kind(path: string): FileKind;
  /** Names in a folder, sorted by code unit. Throws `FileProblem`. */
  list(path: string): readonly string[];
  /** Throws `FileProblem`. */
  read(path: string): Uint8Array;
  /** The path with all links followed; the path itself where that fails. */
  real(path: string): string;
}

export type FileKind = "file" | "folder" | "missing" | "other";

/** A file or folder that cannot be read, with the reason in words. */
export class FileProblem extends Error {
  readonly path: string;
  readonly reason: string;

  constructor(path: string, reason: string) {
    super(`${path}: ${reason}`);
    this.path = path;
    this.reason = reason;
  }
}
