import type { Declaration, Import, Module } from "../syntax/index.js";
import type { OwnLine, Taken } from "./comments.js";
import type { Context } from "./context.js";
import { printDeclaration } from "./declarations.js";
import { print } from "./doc.js";
import { printImport, sortKey } from "./imports.js";

/** An import or declaration, laid out, with the comments above it. */
interface Entry {
  readonly node: Import | Declaration;
  readonly above: readonly OwnLine[];
  /** Whether the author left a line empty above the comments, or without any above the entry. */
  readonly apart: boolean;
  /** The same between the comments and the entry. */
  readonly loose: boolean;
  text: string;
}

/**
 * A module: its head comments, its imports in groups, its declarations with one empty line between them. Every
 * declaration is a document of its own, so that memory stays flat.
 */
export function printModule(f: Context, { imports, declarations }: Module): string {
  const entries: Entry[] = [];
  const head: OwnLine[] = [];
  for (const node of [...imports, ...declarations]) {
    const start = startOf(node);
    const taken = f.comments.take(start);
    const lines = closeEntry(entries.at(-1), taken);
    const loose = f.comments.blankBefore(start);
    const heading = entries.length === 0 ? headOf(lines, loose) : 0;
    head.push(...lines.slice(0, heading));
    const above = lines.slice(heading);
    const text = print("path" in node ? printImport(f, node) : printDeclaration(f, node));
    entries.push({ node, above, apart: above[0]?.blank ?? loose, loose, text });
  }
  const rest = closeEntry(entries.at(-1), f.comments.take(Number.POSITIVE_INFINITY));
  const parts = [head.length > 0 ? commentText(head) : "", ...sortedGroups(entries)];
  if (rest.length > 0) parts.push(commentText(rest));
  return parts.filter((part) => part !== "").join("\n");
}

/** Sets the comment behind an entry to its end; gives the others. */
function closeEntry(entry: Entry | undefined, taken: Taken | undefined): readonly OwnLine[] {
  if (entry && taken?.trailing) entry.text += ` ${taken.trailing}`;
  return taken?.lines ?? [];
}

/** How many of the comments at the top are the file's rather than those of what stands below them. */
function headOf(lines: readonly OwnLine[], loose: boolean): number {
  if (loose) return lines.length;
  const documentation = lines.findLastIndex(({ text }) => text.startsWith("//!"));
  const apart = lines.findLastIndex(({ blank }, index) => blank && index > 0);
  return Math.max(documentation + 1, apart);
}

/** Entries in order, those of a group of imports sorted; each part ends in a line break, and an empty line sets parts apart. */
function sortedGroups(entries: readonly Entry[]): string[] {
  const parts: string[] = [];
  const group: Entry[] = [];
  const flush = (): void => {
    group.sort((a, b) => compare(sortKey(a.node as Import), sortKey(b.node as Import)));
    if (group.length > 0) parts.push(group.map(entryText).join(""));
    group.length = 0;
  };
  for (const [index, entry] of entries.entries()) {
    if ("path" in entry.node) {
      if (entry.apart || entry.loose) flush();
      // A comment with an empty line below it is about more than the next import, and stays where it is.
      const free = entry.loose ? commentText(entry.above) : "";
      if (free !== "") parts.push(free);
      group.push(free === "" ? entry : { ...entry, above: [] });
    } else {
      flush();
      const before = entries[index - 1];
      if (before && staysClose(before, entry)) parts.push(parts.pop()! + entryText(entry));
      else parts.push(entryText(entry));
    }
  }
  flush();
  return parts;
}

/** Constants and types of a line each may stand close together. */
function staysClose(before: Entry, entry: Entry): boolean {
  const [first, second] = [before.node, entry.node];
  if ("path" in first || "path" in second || entry.apart || entry.above.length > 0) return false;
  if (first.kind !== second.kind || (first.kind !== "const" && first.kind !== "type")) return false;
  return !before.text.includes("\n") && !entry.text.includes("\n");
}

function entryText({ above, loose, text }: Entry): string {
  const comments = above.length > 0 ? commentText(above) + (loose ? "\n" : "") : "";
  return `${comments}${text}\n`;
}

/** Comments a line each, with the empty lines between them. */
function commentText(lines: readonly OwnLine[]): string {
  return lines.map(({ text, blank }, index) => `${blank && index > 0 ? "\n" : ""}${text}\n`).join("");
}

function startOf(node: Import | Declaration): number {
  const attribute = "path" in node ? undefined : node.attributes[0];
  return (attribute ?? node).span.start;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
