import { basename, dirname, join, within } from "../project/index.js";
import { type Watched, WatchLimit, type World } from "./world.js";

/**
 * The folders that are watched: each that is needed and all above it, so that it is told when one of them is moved, replaced or made. A watch belongs to
 * the folder that was there when it began and not to its path; so where a path may lead to another folder now, the watch is made anew.
 */
export class FolderWatches {
  private readonly world: Pick<World, "watchFolder">;
  private readonly onChange: (path: string) => void;
  /** Undefined for a folder that could not be watched when that was tried. */
  private readonly watches = new Map<string, Watched | undefined>();
  private readonly needed = new Set<string>();

  /** @param onChange gets the path of an entry, or of a folder of which something is not as it was */
  constructor(world: Pick<World, "watchFolder">, onChange: (path: string) => void) {
    this.world = world;
    this.onChange = onChange;
  }

  /** Watches a folder from now on, if it was not watched already. */
  need(folder: string): void {
    if (this.needed.has(folder)) return;
    this.needed.add(folder);
    // The outer ones first: a folder that is made after the attempt to watch it is then told by the one around it.
    if (folder !== "/") this.need(dirname(folder));
    if (!this.watches.get(folder)) this.open(folder);
  }

  /** Begins a round: what is not needed in it is let go at its end. */
  begin(): void {
    this.needed.clear();
  }

  end(): void {
    for (const [folder, watched] of this.watches) {
      if (this.needed.has(folder)) continue;
      watched?.close();
      this.watches.delete(folder);
    }
  }

  close(): void {
    this.begin();
    this.end();
  }

  private open(folder: string): void {
    this.watches.set(
      folder,
      this.world.watchFolder(folder, (name) => this.told(folder, name)),
    );
  }

  private told(folder: string, name: string | undefined): void {
    if (name !== undefined) this.changed(join(folder, name));
    // A folder that is moved or removed says so by its own name.
    if (name === undefined || name === basename(folder)) this.changed(folder);
  }

  private changed(path: string): void {
    const inside = [...this.watches.keys()].filter((folder) => within(path, folder));
    for (const folder of inside.sort()) {
      this.watches.get(folder)?.close();
      this.reopen(folder);
    }
    this.onChange(path);
  }

  /** Whoever needs the folder next tries again, and is told of the limit. */
  private reopen(folder: string): void {
    this.watches.set(folder, undefined);
    try {
      this.open(folder);
    } catch (error) {
      if (!(error instanceof WatchLimit)) throw error;
    }
  }
}
