import type { Expression } from "../syntax/index.js";
import type { Context } from "./context.js";
import { type Doc, printFlat } from "./doc.js";
import { printExpression } from "./expressions.js";

/** A string as the author spelt it; the expressions in it are laid out, on one line each. */
export function printString(f: Context, { parts, span }: Expression & { kind: "string" }): Doc {
  const gap = f.comments.gap(span.start);
  const { text } = f.source;
  let at = span.start;
  let written = "";
  const around = f.inline;
  f.inline = true;
  for (const part of parts) {
    if (typeof part === "string") continue;
    written += text.slice(at, text.lastIndexOf("${", part.span.start - 2) + 2);
    written += part.kind === "name" ? part.name : printFlat(printExpression(f, part));
    at = text.indexOf("}", part.span.end);
  }
  f.inline = around;
  return [gap, written + text.slice(at, span.end)];
}
