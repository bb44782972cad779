/**
 * The candidate nearest to a misspelt word, or undefined where none is near enough to be meant: at most one edit for every three
 * characters, by the distance that counts swapped neighbours as one edit (Damerau 1964, optimal string alignment). Of equals the first.
 */
export function similar(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let limit = Math.max(1, Math.floor(word.length / 3));
  for (const candidate of candidates) {
    if (candidate === word || Math.abs(candidate.length - word.length) > limit) continue;
    const found = distance(word.toLowerCase(), candidate.toLowerCase(), limit);
    if (found > limit || found >= Math.max(word.length, candidate.length)) continue;
    if (best !== undefined && found === limit) continue;
    best = candidate;
    limit = found;
    if (limit === 0) break;
  }
  return best;
}

/** Edit distance of two words, or more than `limit` as soon as it is known to be. */
function distance(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(above[column]! + 1, current[column - 1]! + 1, above[column - 1]! + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, before[column - 2]! + 1);
      current.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    before = above;
    above = current;
  }
  return above[b.length]!;
}
