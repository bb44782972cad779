import type { Shape } from "./shapes.js";

/** Does `wide` take every value that `narrow` takes? Sound; misses what only several alternatives together cover. */
export function covers(wide: Shape, narrow: Shape): boolean {
  if (wide.kind === "any" || wide === narrow) return true;
  if (narrow.kind === "choice") return narrow.options.every((option) => covers(wide, option.shape));
  if (wide.kind === "choice") return wide.options.some((option) => covers(option.shape, narrow));
  if (narrow.kind === "any") {
    const only = wide.head.siblings();
    return only?.length === 1 && wide.args.every((arg) => covers(arg, narrow));
  }
  return (
    wide.head.key === narrow.head.key && wide.args.every((arg, index) => covers(arg, narrow.args[index]!))
  );
}
