import { reportIrrefutable, reportMatch } from "../../patterns/index.js";
import { close } from "../core/close.js";
import { broken, Variable } from "../core/type.js";
import type { Inference } from "../inference.js";

/** What waited for a type is decided now, or reported: the group of declarations is at its end. */
export function settleWaits(cx: Inference): void {
  for (const wait of cx.waits) if (!wait.done) wait.look();
  for (const wait of cx.waits) {
    wait.look();
    if (!wait.done) wait.giveUp();
  }
}

/** Looks at the patterns of a group whose types are final: a match takes every value, a `let` as well. */
export function checkPatterns(cx: Inference): void {
  const { source, patternTypes } = cx.module;
  for (const { subject, arms, span, subjectEnd } of cx.matches) {
    const type = close(cx.store, subject);
    if (type instanceof Variable || type.flags & broken) continue;
    const patterns = arms.map((arm) => ({ pattern: arm.pattern, guarded: arm.guard !== undefined }));
    cx.reports.diagnostics.push(
      ...reportMatch(source, { start: span.start, end: subjectEnd }, span.end, patterns, patternTypes),
    );
  }
  for (const { pattern, what } of cx.binders) {
    const diagnostic = reportIrrefutable(
      source,
      pattern,
      what === "let" ? "`let`" : "parameter",
      patternTypes,
    );
    if (diagnostic) cx.reports.diagnostics.push(diagnostic);
  }
}
