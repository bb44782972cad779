import { type FrameEntry, isRepetition } from "./failure.js";

/** The longest cycle of frames that is looked for. */
const LONGEST_CYCLE = 16;
/** Fewer rounds than this are printed as they are. */
const FEWEST_ROUNDS = 3;

/**
 * Folds a recursion: a cycle of frames that follows itself stands once, then how often it comes again. Entries that are folded already stay.
 * @param same whether two frames are the same place
 */
export function fold(
  entries: readonly FrameEntry[],
  same: (a: FrameEntry, b: FrameEntry) => boolean,
): readonly FrameEntry[] {
  const folded: FrameEntry[] = [];
  for (let at = 0; at < entries.length; ) {
    const cycle = cycleAt(entries, at, same);
    if (cycle === undefined) folded.push(entries[at++]!);
    else {
      folded.push(...entries.slice(at, at + cycle.frames), {
        repeated: cycle.rounds - 1,
        frames: cycle.frames,
      });
      at += cycle.frames * cycle.rounds;
    }
  }
  return folded;
}

/** The shortest cycle that begins at a frame and comes at least `FEWEST_ROUNDS` times. */
function cycleAt(
  entries: readonly FrameEntry[],
  at: number,
  same: (a: FrameEntry, b: FrameEntry) => boolean,
): { frames: number; rounds: number } | undefined {
  for (let frames = 1; frames <= LONGEST_CYCLE && at + frames * FEWEST_ROUNDS <= entries.length; frames++) {
    let length = 0;
    while (at + frames + length < entries.length) {
      const here = entries[at + length]!;
      const next = entries[at + frames + length]!;
      if (isRepetition(here) || isRepetition(next) || !same(here, next)) break;
      length++;
    }
    const rounds = Math.floor(length / frames) + 1;
    if (rounds >= FEWEST_ROUNDS) return { frames, rounds };
  }
  return undefined;
}
