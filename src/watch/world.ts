/** What watching needs of the world around it: tests give a simulated one. */
export interface World {
  /**
   * Tells of changes in a folder, not of those in its folders: of the entry that was made, changed, moved or removed; undefined where its name
   * is not known. Gives undefined where the folder cannot be watched, since it is not there or may not be read. Throws `WatchLimit`.
   */
  watchFolder(folder: string, onChange: (name: string | undefined) => void): Watched | undefined;
  now(): Date;
  /** Calls back after some milliseconds; gives what takes that back. */
  after(milliseconds: number, work: () => void): () => void;
  /** Calls back with an exit code when watching is to end; gives what takes that back. */
  onEnd(callback: (code: number) => void): () => void;
}

/** A folder that is being watched. */
export interface Watched {
  close(): void;
}

/** The system gives no more watches. */
export class WatchLimit extends Error {
  /** The limit that was met: on watched folders, or on open files and on processes that watch. */
  readonly of: "watches" | "files";

  constructor(of: "watches" | "files") {
    super(`the limit of ${of} is reached`);
    this.of = of;
  }
}
