import { importEdit, meantMember, type ResolvedKind, type TypeSymbol } from "../../names/index.js";
import type { SourceText } from "../../text/index.js";
import type { Inference } from "../inference.js";
import type { Hint } from "./hints.js";

/** `1.e5`, which is a Float in other languages. */
export function hintForFloat(
  source: SourceText,
  { record, name, span }: ResolvedKind<"field">,
): Hint | undefined {
  const sign = /^[eE]$/.test(name) && /^[+-][0-9_]+/.exec(source.text.slice(span.end, span.end + 40));
  if (record.kind !== "int" || !(sign || /^[eE][0-9_]+$/.test(name))) return undefined;
  const written = `${source.text.slice(record.span.start, record.span.end)}.0${name}${sign ? sign[0] : ""}`;
  const { end } = record.span;
  return {
    hint: `a Float has digits on both sides of its point: \`${written}\``,
    fix: [{ span: { start: end, end: end + 1 }, text: ".0" }],
  };
}

/** `items.map(f)`, `text.length`: what other languages call on a value is a function of the type's module, called with it as the first argument. */
export function hintForMethod(
  cx: Inference,
  e: ResolvedKind<"field">,
  symbol: TypeSymbol | undefined,
): Hint | undefined {
  // Types that a program declares have no place among the builtin ones, even with their names.
  const home = symbol?.place === undefined && symbol && cx.module.find(symbol.name.name.toLowerCase());
  if (!home) return undefined;
  const synonym = home.values.has(e.name) ? undefined : meantMember(home.path, e.name);
  if (synonym && !synonym.member) return { hint: synonym.hint };
  const { module, name } = synonym?.member ?? { module: home.path, name: e.name };
  const called = cx.module.find(module)?.values.get(name);
  if (called?.kind !== "function") return undefined;
  const { text } = cx.module.source;
  const { start, end } = e.record.span;
  const of = end - start > 40 ? "…" : text.slice(start, end);
  const alone = called.labels.length === 1;
  const written = `${module}.${name}(${of}${alone ? "" : ", …"})`;
  const imported = cx.module.imports.some(({ path }) => path === module);
  const open = /^\(\s*(\)?)/.exec(text.slice(e.nameSpan.end, e.nameSpan.end + 100));
  const whole = alone ? open?.[1] !== "" : open?.[1] === "";
  const edits = [
    ...(imported ? [] : [importEdit(cx.module.source, module)]),
    // Parentheses around the value are those of the call then.
    { span: { start: e.span.start, end: start }, text: `${module}.${name}(` },
    { span: { start: end, end: e.nameSpan.end + (open?.[0].length ?? 0) }, text: alone ? ")" : ", " },
  ];
  return {
    hint: `write \`${written}\`${imported ? "" : `; it needs \`import ${module}\``}`,
    fix: whole ? edits : undefined,
  };
}
