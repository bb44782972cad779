import type { Attribute } from "../../syntax/ast.js";
import type { Span } from "../../text/index.js";
import type { Reports } from "../report.js";
import { reportForm } from "./arguments.js";

export interface ReplacementNames {
  readonly external: { readonly text: string; readonly span: Span };
  readonly by: { readonly text: string; readonly span: Span };
  readonly span: Span;
}

/** The pairs of `@replace(rate: fake_rate)`, each external once. */
export function replacements(
  attribute: Attribute | undefined,
  reports: Reports,
): readonly ReplacementNames[] {
  if (!attribute) return [];
  const form = "@replace(external: by)";
  if (attribute.arguments.length === 0) reportForm(reports, attribute, form);
  const found: ReplacementNames[] = [];
  for (const argument of attribute.arguments) {
    const { label, value, span } = argument;
    if (!label || value.kind !== "name") reportForm(reports, attribute, form, argument);
    else if (found.some((one) => one.external.text === label.text)) {
      reports.add("LK2402", span, { name: `replace(${label.text}:)` });
    } else found.push({ external: label, by: { text: value.name, span: value.span }, span });
  }
  return found;
}
