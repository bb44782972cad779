/**
 * The candidate nearest to a misspelt word, or undefined where none is near enough to be meant: at most one edit for every three
 * characters of the longer one and five in all, by the distance that counts swapped neighbours as one edit (Damerau 1964, optimal string alignment), small and
 * capital letters alike. The same parts in another order, `line_price` for `price_line`, are one edit too. Of equals the first.
 */
export function similar(word: string, candidates: Iterable<string>): string | undefined {
  const folded = word.toLowerCase();
  const parts = sortedParts(folded);
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    if (candidate === word) continue;
    const limit = Math.min(least - 1, mostEdits, Math.floor(Math.max(word.length, candidate.length) / 3));
    if (limit < 0 || Math.abs(word.length - candidate.length) > limit) continue;
    const other = candidate.toLowerCase();
    const reordered =
      limit > 0 &&
      parts !== undefined &&
      parts.length === other.length &&
      folded !== other &&
      parts === sortedParts(other);
    const found = reordered ? 1 : distance(...withoutCommonEnds(folded, other), limit);
    if (found > limit) continue;
    best = candidate;
    least = found;
    if (least === 0) break;
  }
  return best;
}

const mostEdits = 5;

/** The parts of a name between `_`, `-`, `.` and `/`, in one order for all; undefined where there is one part only. */
function sortedParts(word: string): string | undefined {
  const parts = word.split(/[_\-./]/);
  return parts.length < 2 ? undefined : parts.sort().join("_");
}

/** Two words without what they begin and end with alike, which no least edit touches. */
function withoutCommonEnds(a: string, b: string): [string, string] {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
}

/** Edit distance of two words, or more than `limit` as soon as it is known to be. Only a band of `limit` cells beside the diagonal is looked at. */
function distance(a: string, b: string, limit: number): number {
  const far = limit + 1;
  if (Math.abs(a.length - b.length) > limit) return far;
  if (limit === 0) return a === b ? 0 : far;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => Math.min(column, far));
  for (let row = 1; row <= a.length; row++) {
    const current = new Array<number>(b.length + 1).fill(far);
    current[0] = Math.min(row, far);
    let least = current[0];
    for (let column = Math.max(1, row - limit); column <= Math.min(b.length, row + limit); column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(above[column]! + 1, current[column - 1]! + 1, above[column - 1]! + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, before[column - 2]! + 1);
      current[column] = cost;
      least = Math.min(least, cost);
    }
    if (least > limit) return far;
    before = above;
    above = current;
  }
  return above[b.length]!;
}
