import { variablesOf } from "../core/scheme.js";
import type { Inference } from "../inference.js";

/** Keeps variables with something waiting from being generalised, and all that depends on them. */
export function holdBack(cx: Inference, firstWait: number): void {
  let kept = firstWait;
  for (let at = firstWait; at < cx.waits.length; at++) {
    const wait = cx.waits[at]!;
    if (wait.done) continue;
    cx.waits[kept++] = wait;
    for (const type of wait.types)
      for (const one of variablesOf(type).open) one.level = Math.min(one.level, cx.level);
  }
  cx.waits.length = kept;
}
