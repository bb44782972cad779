import type { Attribute } from "../../syntax/ast.js";
import type { Reports } from "../report.js";
import { none } from "./arguments.js";

/** `@pure`: the Python function has no effects. */
export function pure(
  attribute: Attribute | undefined,
  external: Attribute | undefined,
  reports: Reports,
): boolean {
  if (!attribute) return false;
  none(reports, attribute);
  if (!external) reports.add("LK2408", attribute.span, { name: "pure" });
  return true;
}
