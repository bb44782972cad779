import { printType } from "../core/print.js";
import { variablesOf } from "../core/scheme.js";
import { dataFault } from "../definitions/data.js";
import type { Inference } from "../inference.js";

/** The types that `json`'s functions turn are known at the end of the declaration, and data. */
export function checkConversions(cx: Inference): void {
  for (const { type, name, decodes, span } of cx.conversions) {
    const { open, all } = variablesOf(type);
    const shown = `json.${name}`;
    // What stays open where something is written is `()`; where something is read it could be anything.
    if (all.length > open.length || (decodes && open.length > 0)) {
      const hint = decodes
        ? "annotate what is read: `let value: Result(Order, String) = …`"
        : "annotate what is written with a type without variables";
      cx.reports.add("LK3053", span, { name: shown }, { hint });
      continue;
    }
    const part = dataFault(type);
    if (part) cx.reports.add("LK3054", span, { name: shown, type: printType(type), part });
  }
}
