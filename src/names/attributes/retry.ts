import type { Attribute } from "../../syntax/ast.js";
import type { FunctionAttributes } from "../../types/typed.js";
import type { Reports } from "../report.js";
import { duration, positive, reportForm, reportLabel } from "./arguments.js";

const LABELS = ["max", "backoff"];
const form = "@retry(max: 3, backoff: 1s)";

/** Milliseconds before the second try, where `backoff:` is left out. */
const defaultBackoff = 1_000;

/** `@retry(max: 3, backoff: 1s)`; `max` is needed. */
export function retry(attribute: Attribute | undefined, reports: Reports): FunctionAttributes["retry"] {
  if (!attribute) return undefined;
  let max: number | undefined;
  let backoff: number | undefined;
  const seen = new Set<string>();
  let said = false;
  for (const argument of attribute.arguments) {
    const { label, value } = argument;
    const known = label !== undefined && LABELS.includes(label.text);
    if (label && !known) reportLabel(reports, attribute, { ...argument, label }, LABELS, form);
    else if (!label || seen.has(label.text)) reportForm(reports, attribute, form, argument);
    else if (label.text === "max" && value.kind === "int") max = positive(reports, attribute, value);
    else if (label.text === "backoff" && value.kind === "duration")
      backoff = duration(reports, attribute, value);
    else reportForm(reports, attribute, form, argument);
    if (label) seen.add(label.text);
    // One message for `@retry(3)` and `@retry(times: 3)`: it says what is missing as well.
    if (label?.text !== "backoff") said = true;
  }
  if (!seen.has("max") && !said) reportForm(reports, attribute, form);
  return max === undefined ? undefined : { max, backoff: backoff ?? defaultBackoff };
}
