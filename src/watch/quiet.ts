import type { World } from "./world.js";

/** Changes that follow each other within so many milliseconds belong together: an editor's steps of one save, the files of a checkout. */
export const QUIET = 40;

/** Nothing is kept waiting longer than so many milliseconds, however many changes come. */
export const LONGEST = 1_000;

/** Calls back once it has been quiet for a while after something stirred, or has not been quiet for long. */
export class Quiet {
  private readonly world: Pick<World, "after">;
  private readonly onSettled: () => void;
  private short: (() => void) | undefined;
  private long: (() => void) | undefined;

  constructor(world: Pick<World, "after">, onSettled: () => void) {
    this.world = world;
    this.onSettled = onSettled;
  }

  stir(): void {
    this.short?.();
    const done = () => {
      this.cancel();
      this.onSettled();
    };
    this.short = this.world.after(QUIET, done);
    this.long ??= this.world.after(LONGEST, done);
  }

  cancel(): void {
    this.short?.();
    this.long?.();
    this.short = undefined;
    this.long = undefined;
  }
}
