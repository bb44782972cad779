import type { Ty } from "../core/type.js";

/** Something that needs to know a type before it can be decided: a field access, or a `?`. */
export interface Wait {
  /** What it waits for, and what depends on it. */
  readonly types: readonly Ty[];
  readonly done: boolean;
  /** Looks again whether it can be decided; reports what is wrong then. */
  look(): void;
  /** Reports that it stayed open to the end. */
  giveUp(): void;
}
