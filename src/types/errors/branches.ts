import type { Inference } from "../inference.js";

/**
 * Branches that all have one and the same other type than what is asked for are one mistake: the first says it.
 * @param first number of the first diagnostic that they have got
 */
export function reportOnce(cx: Inference, first: number, branches: number): void {
  const { reports } = cx;
  const found = reports.diagnostics.slice(first);
  const [one] = found;
  if (branches < 2 || found.length !== branches || !one?.types) return;
  const same = found.every(
    ({ code, types }) =>
      code === one.code && types?.expected === one.types?.expected && types?.found === one.types?.found,
  );
  if (same) reports.diagnostics.length = first + 1;
}
