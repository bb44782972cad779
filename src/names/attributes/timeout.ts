import type { Attribute } from "../../syntax/ast.js";
import type { Reports } from "../report.js";
import { duration, only } from "./arguments.js";

/** `@timeout(10s)`, in milliseconds. */
export function timeout(attribute: Attribute | undefined, reports: Reports): number | undefined {
  const value = attribute && only(reports, attribute, "duration", "@timeout(10s)");
  return value && duration(reports, attribute, value);
}
