import type { Attribute } from "../../syntax/ast.js";
import type { Reports } from "../report.js";
import { only, positive } from "./arguments.js";

/** `@concurrency(4)`. */
export function concurrency(attribute: Attribute | undefined, reports: Reports): number | undefined {
  const value = attribute && only(reports, attribute, "int", "@concurrency(4)");
  return value && positive(reports, attribute, value);
}
