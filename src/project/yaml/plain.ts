import { project as report } from "../../diagnostics/catalogue/project.js";
import type { Diagnostic } from "../../diagnostics/index.js";
import type { SourceText, Span } from "../../text/index.js";
import type { Yaml, YamlEntry, YamlMap } from "./tree.js";

/**
 * What of YAML lk.yaml does without, wherever it stands: keys that are no texts or stand twice, merge keys, tags. What is left is data as JSON
 * has it. What an alias names is looked at once, where it is written.
 */
export function checkPlain(root: Yaml, source: SourceText): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const visit = (node: Yaml): void => {
    if (node.alias) return;
    if (node.tag && !isStringTag(node, node.tag, source)) diagnostics.push(foreignTag(node.tag, source));
    if (node.kind === "list") for (const item of node.items) visit(item);
    if (node.kind === "map") {
      const { rejected } = entriesOf(node);
      for (const { entry, first } of rejected) diagnostics.push(rejection(node, entry, first, source));
      for (const { key, value } of node.entries) {
        visit(key);
        visit(value);
      }
    }
  };
  visit(root);
  return diagnostics;
}

/** The entries of a mapping by their keys, and those that have no key of their own. */
export function entriesOf(map: YamlMap): {
  readonly entries: ReadonlyMap<string, YamlEntry>;
  /** With the entry that has the key already. */
  readonly rejected: readonly { readonly entry: YamlEntry; readonly first: YamlEntry | undefined }[];
} {
  const entries = new Map<string, YamlEntry>();
  const rejected: { entry: YamlEntry; first: YamlEntry | undefined }[] = [];
  for (const entry of map.entries) {
    const text = keyText(entry);
    const first = text === undefined ? undefined : entries.get(text);
    if (text === undefined || first || isMerge(entry)) rejected.push({ entry, first });
    else entries.set(text, entry);
  }
  return { entries, rejected };
}

/** Whether a mapping takes keys from another one: what is missing in it may come from there. */
export function hasMerge(map: YamlMap): boolean {
  return map.entries.some(isMerge);
}

function keyText({ key }: YamlEntry): string | undefined {
  return key.kind === "scalar" && key.type !== "nothing" ? key.text : undefined;
}

function isMerge({ key }: YamlEntry): boolean {
  return key.kind === "scalar" && key.style === "plain" && key.text === "<<";
}

function rejection(
  map: YamlMap,
  entry: YamlEntry,
  first: YamlEntry | undefined,
  source: SourceText,
): Diagnostic {
  const { key, value } = entry;
  if (isMerge(entry)) {
    const alias = value.alias && source.text.slice(value.alias.start, value.alias.end);
    const whole = alias !== undefined && map.entries.length === 1;
    const hint = whole ? `write \`${alias}\` in the place of the mapping` : "write the keys out";
    return report("LK6012", source, key.span, {}, { hint });
  }
  if (first && key.kind === "scalar") {
    const labels = [{ source, span: first.key.span, message: "first given here" }];
    return report("LK6008", source, key.span, { key: key.text }, { labels, hint: "leave one of them out" });
  }
  const found = key.kind === "scalar" ? "nothing" : key.kind === "list" ? "a list" : "a mapping";
  const span =
    key.kind === "scalar" && key.span.start === key.span.end ? besideColon(key.span, source) : key.span;
  const hint = key.kind === "scalar" ? "write a key before the `:`" : "write a text before the `:`";
  return report("LK6011", source, span, { found }, { hint });
}

/** A key that is not there is shown at its colon. */
function besideColon({ start }: Span, source: SourceText): Span {
  const colon = source.text.indexOf(":", start);
  return colon < 0 ? { start, end: start } : { start: colon, end: colon + 1 };
}

function isStringTag(node: Yaml, tag: Span, source: SourceText): boolean {
  return node.kind === "scalar" && source.text.slice(tag.start, tag.end) === "!!str";
}

function foreignTag(span: Span, source: SourceText): Diagnostic {
  const tag = source.text.slice(span.start, span.end);
  const end = /[ \t]*/y;
  end.lastIndex = span.end;
  const blanks = end.exec(source.text)![0].length;
  const fix = [{ span: { start: span.start, end: span.end + blanks }, text: "" }];
  return report("LK6013", source, span, { tag }, { hint: "leave it out", fix });
}
