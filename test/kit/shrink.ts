/**
 * Makes a list of choices smaller while `fails` stays true: first by leaving pieces out, from half of it down to single choices, then by
 * making single choices smaller. Ends at a local minimum or after `budget` tries.
 */
export async function shrink(
  choices: readonly number[],
  fails: (choices: readonly number[]) => Promise<boolean>,
  budget = 600,
): Promise<readonly number[]> {
  let best = choices;
  let tries = 0;
  const better = async (candidate: readonly number[]): Promise<boolean> => {
    if (tries >= budget) return false;
    tries++;
    if (!(await fails(candidate))) return false;
    best = candidate;
    return true;
  };
  for (let before = -1; before !== best.length && tries < budget; ) {
    before = best.length;
    for (let size = best.length >> 1; size >= 1; size >>= 1) {
      for (let start = 0; start + size <= best.length && tries < budget; ) {
        if (!(await better([...best.slice(0, start), ...best.slice(start + size)]))) start += size;
      }
    }
    for (let at = 0; at < best.length && tries < budget; at++) {
      const value = best[at] as number;
      for (const smaller of new Set([0, value >> 1, value - 1])) {
        if (smaller < 0 || smaller >= value) continue;
        if (await better([...best.slice(0, at), smaller, ...best.slice(at + 1)])) break;
      }
    }
  }
  return best;
}
