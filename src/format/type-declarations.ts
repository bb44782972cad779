import type { Constructor, Field, TypeDeclaration } from "../syntax/index.js";
import { bracketed, type Item } from "./brackets.js";
import type { Context } from "./context.js";
import { breakParent, type Doc, group } from "./doc.js";
import { printType } from "./types.js";

/** An alias, a record or a sum; the entries stay on lines of their own where the author had them so. */
export function printTypeDeclaration(f: Context, { name, parameters, body, span }: TypeDeclaration): Doc {
  const head = ["type ", f.name(name)];
  if (parameters.length > 0) {
    const closeAt = f.behind(parameters.at(-1)!.span.end, ")");
    const items = parameters.map(({ text, span: { start } }) => ({ start, lead: start, print: () => text }));
    head.push(group(bracketed(f, { open: "(", close: ")", closeAt, items })));
  }
  if (body.kind === "alias") return [...head, " = ", printType(f, body.type)];
  const entries = body.kind === "record" ? body.fields : body.constructors;
  const from = parameters.at(-1)?.span.end ?? name.span.end;
  const openAt = f.behind(from, "{");
  // Documentation before the brace is not that of the first entry, and must not become so.
  const gap = f.comments.documents(openAt) ? f.comments.gap(openAt) : "";
  const items: Item[] = entries.map((entry) => ({
    start: entry.span.start,
    lead: entry.span.start,
    print: () => printEntry(f, entry, ","),
  }));
  const broken = f.breaksBetween(openAt, entries[0]?.span.start ?? openAt) ? breakParent : "";
  const list = bracketed(f, { open: "{", close: "}", closeAt: span.end - 1, items, separator: "lines" });
  return [...head, " ", gap, group([broken, list])];
}

function printEntry(f: Context, entry: Field | Constructor, comma: string): Doc {
  return "type" in entry ? printField(f, entry, comma) : printConstructor(f, entry);
}

function printField(f: Context, field: Field, comma: string): Doc {
  const { name, type, span } = field;
  return [name.text, ": ", printType(f, type), detached(f, span.end, comma)];
}

function printConstructor(f: Context, { name, fields, span }: Constructor): Doc {
  if (fields.length === 0) return [name.text, detached(f, span.end, ",")];
  const items: Item[] = fields.map((field) => ({
    start: field.span.start,
    lead: field.span.start,
    print: () => printField(f, field, ""),
  }));
  const list = group(bracketed(f, { open: "(", close: ")", closeAt: span.end - 1, items }));
  return [name.text, list, detached(f, span.end, ",")];
}

/**
 * Documentation between an entry and its comma, or in parentheses around its type, belongs to nothing. Without a comma
 * behind it, it would become that of the next entry.
 */
function detached(f: Context, end: number, comma: string): Doc {
  const at = f.comma(end) ?? end;
  return f.comments.documents(at) ? [f.comments.gap(at, " "), comma] : "";
}
