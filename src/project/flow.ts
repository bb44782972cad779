import type { Data } from "./fields.js";
import { plainType } from "./yaml/tree.js";

/** Data as YAML on one line, as a person writes it. */
export function flow(data: Data): string {
  if (typeof data === "string") return isPlain(data) ? data : JSON.stringify(data);
  if (typeof data !== "object" || data === null) return String(data);
  if (Array.isArray(data)) return `[${data.map(flow).join(", ")}]`;
  const entries = Object.entries(data).map(([key, value]) => `${flow(key)}: ${flow(value)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** Whether a text needs no quotes, within brackets as well. */
function isPlain(text: string): boolean {
  return (
    plainType(text) === "text" &&
    /^[^\s"'#&!|>%@`,[\]{}:?*-][^\r\n\t,[\]{}*]*$/.test(text) &&
    !/: |:$| #|\s$/.test(text)
  );
}
