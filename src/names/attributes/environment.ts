import type { Attribute } from "../../syntax/ast.js";
import type { Reports } from "../report.js";
import { reportForm } from "./arguments.js";

const form = '@env("NAME")';

/** The environment variables of `@env("NAME", …)`, each once. */
export function environment(
  attribute: Attribute | undefined,
  external: Attribute | undefined,
  reports: Reports,
): readonly string[] {
  if (!attribute) return [];
  if (!external) reports.add("LK2408", attribute.span, { name: "env" });
  if (attribute.arguments.length === 0) reportForm(reports, attribute, form);
  const names: string[] = [];
  for (const argument of attribute.arguments) {
    const { value } = argument;
    if (argument.label || value.kind !== "string" || !/^[A-Za-z_]\w*$/.test(value.value)) {
      reportForm(reports, attribute, form, argument);
    } else if (names.includes(value.value))
      reports.add("LK2402", value.span, { name: `env("${value.value}")` });
    else names.push(value.value);
  }
  return names;
}
