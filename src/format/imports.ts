import type { Import, ImportName } from "../syntax/index.js";
import { bracketed } from "./brackets.js";
import type { Context } from "./context.js";
import { type Doc, group } from "./doc.js";

/** An import; its names stay in the author's order. */
export function printImport(f: Context, { path, names, alias }: Import): Doc {
  const [first, ...rest] = path;
  const head: Doc[] = ["import ", f.name(first!)];
  for (const name of rest) head.push(f.comments.gap(name.span.start, " "), "/", name.text);
  if (names) {
    const items = names.map((name) => ({
      start: name.span.start,
      lead: name.span.start,
      print: () => printName(f, name),
    }));
    const closeAt = f.behind(names.at(-1)!.span.end, "}");
    head.push(".", group(bracketed(f, { open: "{", close: "}", closeAt, items })));
  }
  if (alias) head.push(" as ", f.name(alias));
  return head;
}

function printName(f: Context, { name, alias, constructors }: ImportName): Doc {
  if (constructors) return [name.text, "(..)"];
  return alias ? [name.text, " as ", f.name(alias)] : name.text;
}

/** What imports are sorted by. */
export function sortKey({ path }: Import): string {
  return path.map(({ text }) => text).join("/");
}
