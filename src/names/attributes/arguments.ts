import { suggestion } from "../../diagnostics/index.js";
import type { Attribute, AttributeArgument, AttributeValue, Name } from "../../syntax/ast.js";
import { similar } from "../../text/index.js";
import type { Reports } from "../report.js";

type Kind = AttributeValue["kind"];
type ValueOf<Of extends Kind> = Extract<AttributeValue, { kind: Of }>;

/** Says that an attribute's arguments are not what it takes, unless the parser has said so; `form` shows them. */
export function reportForm(
  reports: Reports,
  attribute: Attribute,
  form: string,
  at?: AttributeArgument,
): void {
  if (attribute.arguments.some((argument) => argument.value.kind === "error")) return;
  reports.add(
    "LK2404",
    at?.span ?? attribute.span,
    { name: attribute.name.text },
    { hint: `write \`${form}\`` },
  );
}

/** Says that an attribute has no argument of this label: the one that is meant, if it is not there already, else the form. */
export function reportLabel(
  reports: Reports,
  attribute: Attribute,
  argument: AttributeArgument & { readonly label: Name },
  labels: readonly string[],
  form: string,
): void {
  const { label } = argument;
  const given = attribute.arguments.map((one) => one.label?.text);
  const open = labels.filter((one) => !given.includes(one));
  const near = suggestion(similar(label.text, open), label.span);
  if (near) reports.add("LK2404", label.span, { name: attribute.name.text }, near);
  else reportForm(reports, attribute, form, argument);
}

/** The only argument, without a label and of one kind; else a report. */
export function only<Of extends Kind>(
  reports: Reports,
  attribute: Attribute,
  kind: Of,
  form: string,
): ValueOf<Of> | undefined {
  const [first, second] = attribute.arguments;
  if (first && !second && !first.label && first.value.kind === kind) return first.value as ValueOf<Of>;
  reportForm(reports, attribute, form, second ?? first);
  return undefined;
}

/** No arguments, and no parentheses. */
export function none(reports: Reports, attribute: Attribute): void {
  if (attribute.parentheses) reportForm(reports, attribute, `@${attribute.name.text}`);
}

/** A positive whole number as a JavaScript number; else a report. */
export function positive(reports: Reports, attribute: Attribute, value: ValueOf<"int">): number | undefined {
  if (value.value >= 1n && value.value <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(value.value);
  reports.add("LK2405", value.span, { name: attribute.name.text, least: "1" });
  return undefined;
}

/** A positive duration in milliseconds; else a report. */
export function duration(
  reports: Reports,
  attribute: Attribute,
  value: ValueOf<"duration">,
): number | undefined {
  if (value.milliseconds > 0) return value.milliseconds;
  reports.add("LK2405", value.span, { name: attribute.name.text, least: "1ms" });
  return undefined;
}
