import type { FileSystem } from "../project/index.js";
import { FolderWatches } from "./folders.js";
import { Observed } from "./observed.js";
import { Quiet } from "./quiet.js";
import type { World } from "./world.js";

/** More changes at once than this, and some may have been lost: then all that was read is compared. */
const MANY = 1_000;

/**
 * Runs some work over files, and again whenever something that it read of them has changed. Changes are noticed from the moment at which the work asks,
 * so none falls between two runs; changes that follow each other closely are one; and a file that is written with the text that it has is no change.
 * @param work gets the files to read through, and the paths that have changed since the last time; gives what tells its result. By then the world can
 * end the watching, so that whoever is told can
 * @returns the exit code with which the world ends the watching; throws what `work` throws, and `WatchLimit`
 */
export async function watch(
  files: FileSystem,
  world: World,
  work: (files: FileSystem, changed: readonly string[]) => Promise<() => void>,
): Promise<number> {
  const waiting = new Waiting(world);
  try {
    for (let changed: readonly string[] = []; ; ) {
      waiting.folders.begin();
      const observed = new Observed(files, (folder) => waiting.folders.need(folder));
      let tell: (() => void) | undefined = await work(observed, changed);
      waiting.folders.end();
      do {
        const next = await waiting.change(observed, tell);
        if (typeof next === "number") return next;
        tell = undefined;
        changed = observed.differing(next);
      } while (changed.length === 0);
    }
  } finally {
    waiting.close();
  }
}

/** Waits for changes, whether the work is under way or not. */
class Waiting {
  readonly folders: FolderWatches;
  private readonly world: World;
  private readonly quiet: Quiet;
  /** Paths at which something has changed since they were last asked for. */
  private touched = new Set<string>();
  private settled = false;
  /** Undefined while the work is under way. */
  private observed: Observed | undefined;
  private wake: (() => void) | undefined;

  constructor(world: World) {
    this.world = world;
    this.folders = new FolderWatches(world, (path) => this.told(path));
    this.quiet = new Quiet(world, () => {
      this.settled = true;
      this.wake?.();
    });
  }

  /**
   * Where something has changed, once that has settled; the exit code if the world ends the watching.
   * @param tell is called as soon as it can
   */
  async change(observed: Observed, tell: (() => void) | undefined): Promise<ReadonlySet<string> | number> {
    this.observed = observed;
    let leave: (() => void) | undefined;
    const end = await new Promise<number | undefined>((resolve) => {
      this.wake = () => resolve(undefined);
      leave = this.world.onEnd(resolve);
      tell?.();
      if (this.settled) resolve(undefined);
    }).finally(() => leave?.());
    if (end !== undefined) return end;
    const touched = this.touched;
    this.touched = new Set();
    this.settled = false;
    this.observed = undefined;
    return touched.size > MANY ? new Set("/") : touched;
  }

  close(): void {
    this.folders.close();
    this.quiet.cancel();
  }

  private told(path: string): void {
    // Folders at the top have much coming and going.
    if (this.observed && !this.observed.concerns(path)) return;
    this.touched.add(path);
    this.quiet.stir();
  }
}
