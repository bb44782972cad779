import type { Diagnostic } from "../diagnostic.js";
import { inOrder } from "../order.js";

/** `2 errors and 1 warning`; undefined where there is nothing. */
export function summary(diagnostics: readonly Diagnostic[]): string | undefined {
  const each = inOrder(diagnostics);
  const errors = each.filter(({ severity }) => severity === "error").length;
  const counts = [counted(errors, "error"), counted(each.length - errors, "warning")];
  return counts.filter((count) => count !== undefined).join(" and ") || undefined;
}

function counted(number: number, noun: string): string | undefined {
  return number === 0 ? undefined : `${number} ${noun}${number === 1 ? "" : "s"}`;
}
