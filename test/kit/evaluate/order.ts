import { Data, Dict, isList, Tuple, type Value } from "./values";

/**
 * How two values stand: below 0, 0 or above 0, or undefined where a NaN decides (operators on Floats as IEEE has them).
 * With `total`, NaN is one value after all others, as in `sort` and for keys.
 */
export function compare(a: Value, b: Value, total: boolean): number | undefined {
  if (typeof a === "number" && typeof b === "number") return compareFloats(a, b, total);
  if (typeof a === "string" && typeof b === "string") return compareStrings(a, b);
  if (a instanceof Tuple && b instanceof Tuple) return compareItems(a.items, b.items, total);
  if (isList(a) && isList(b)) return compareItems(a, b, total);
  if (a instanceof Dict && b instanceof Dict)
    return compareItems(
      a.pairs.map((pair) => new Tuple(pair)),
      b.pairs.map((pair) => new Tuple(pair)),
      total,
    );
  if (a instanceof Data && b instanceof Data) {
    if (a.rank !== b.rank) return a.rank - b.rank;
    return compareItems(
      a.fields.map((field) => field.value),
      b.fields.map((field) => field.value),
      total,
    );
  }
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareFloats(a: number, b: number, total: boolean): number | undefined {
  if (Number.isNaN(a) || Number.isNaN(b)) {
    if (!total) return undefined;
    return (Number.isNaN(a) ? 1 : 0) - (Number.isNaN(b) ? 1 : 0);
  }
  return a < b ? -1 : a > b ? 1 : 0;
}

/** By code points, which UTF-16 units are not. */
function compareStrings(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const difference = (left[at] as string).codePointAt(0)! - (right[at] as string).codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function compareItems(a: readonly Value[], b: readonly Value[], total: boolean): number | undefined {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const order = compare(a[at] as Value, b[at] as Value, total);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

export function sorted<T>(items: readonly T[], key: (item: T) => Value): T[] {
  return [...items].sort((a, b) => compare(key(a), key(b), true) as number);
}
