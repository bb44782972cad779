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

/** What a program can want at most; larger numbers would leave what the runtime, the broker and the cluster count and measure with. */
const most = 1_000_000n;
const longestHours = 10_000;

/** A positive whole number as a JavaScript number; else a report. */
export function positive(reports: Reports, attribute: Attribute, value: ValueOf<"int">): number | undefined {
  if (value.value < 1n) return reportBound(reports, attribute, value, "at least 1");
  if (value.value > most) return reportBound(reports, attribute, value, "at most 1_000_000");
  return Number(value.value);
}

/** A positive duration in milliseconds; else a report. */
export function duration(
  reports: Reports,
  attribute: Attribute,
  value: ValueOf<"duration">,
): number | undefined {
  if (value.milliseconds <= 0) return reportBound(reports, attribute, value, "at least 1ms");
  if (value.milliseconds > longestHours * 3_600_000)
    return reportBound(reports, attribute, value, "at most 10_000h");
  return value.milliseconds;
}

function reportBound(
  reports: Reports,
  attribute: Attribute,
  value: AttributeValue,
  bound: "at least 1" | "at most 1_000_000" | "at least 1ms" | "at most 10_000h",
): undefined {
  reports.add("LK2405", value.span, { name: attribute.name.text, bound });
  return undefined;
}
