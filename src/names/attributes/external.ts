import type { Attribute } from "../../syntax/ast.js";
import type { Reports } from "../report.js";
import { only } from "./arguments.js";

const dotted = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)+$/;

/** The Python function of `@external("module.function")`; of the library its bare name. */
export function externalFunction(
  attribute: Attribute,
  reports: Reports,
  library: boolean,
): string | undefined {
  const value = only(reports, attribute, "string", '@external("module.function")');
  if (!value || library || dotted.test(value.value)) return value?.value;
  const hint = /^[A-Za-z_]\w*$/.test(value.value)
    ? `write the module too: \`@external("module.${value.value}")\``
    : 'write a module and a function of it: `@external("module.function")`';
  reports.add("LK2409", value.span, { name: value.value }, { hint });
  return undefined;
}
