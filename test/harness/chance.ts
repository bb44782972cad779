/** A random number below a bound. */
export type Chance = (below: number) => number;

/** Random numbers below a bound, from a seed (a linear congruential generator). */
export function chance(seed: number): Chance {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
