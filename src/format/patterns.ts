import type { Pattern, PatternArgument } from "../syntax/index.js";
import { bracketed, type Item } from "./brackets.js";
import type { Context } from "./context.js";
import { type Doc, group, line } from "./doc.js";

/** A pattern, of an arm, a `let` or a parameter of a lambda. */
export function printPattern(f: Context, pattern: Pattern): Doc {
  switch (pattern.kind) {
    case "wildcard":
    case "variable":
    case "string":
    case "bool":
    case "error":
      return f.leaf(pattern.span);
    case "int":
      return printNegative(f, pattern.span);
    case "constructor":
      return printConstructor(f, pattern);
    case "tuple":
      return parenthesized(f, pattern.items, pattern.span);
    case "parenthesized":
      return parenthesized(f, [pattern.inner], pattern.span);
    case "list":
      return printList(f, pattern);
    case "alternatives":
      return printAlternatives(f, pattern.options);
    case "as":
      return [printPattern(f, pattern.pattern), " as ", f.name(pattern.name)];
  }
}

/** A number with its sign, which may stand apart from it in the source. */
export function printNegative(f: Context, span: { start: number; end: number }): Doc {
  const text = f.text(span);
  const digits = /[0-9][0-9A-Za-z_.+-]*$/.exec(text)?.[0] ?? text;
  return [f.comments.gap(span.end), text.startsWith("-") ? "-" : "", digits];
}

function printConstructor(f: Context, pattern: Pattern & { kind: "constructor" }): Doc {
  const { qualifier, name, rest } = pattern;
  const head = qualifier
    ? [f.name(qualifier), f.comments.gap(name.span.start, " "), ".", name.text]
    : f.name(name);
  if (!pattern.arguments) return head;
  const items: Item[] = pattern.arguments.map((argument) => ({
    start: argument.span.start,
    lead: argument.label?.span.start ?? leadOf(argument.pattern!),
    print: () => printArgument(f, argument),
  }));
  if (rest) items.push({ start: rest.start, lead: rest.start, print: () => ".." });
  return [head, group(bracketed(f, { open: "(", close: ")", closeAt: pattern.span.end - 1, items }))];
}

function printArgument(f: Context, { label, pattern }: PatternArgument): Doc {
  if (!label) return printPattern(f, pattern!);
  return pattern ? [f.name(label), ": ", printPattern(f, pattern)] : [f.name(label), ":"];
}

function parenthesized(f: Context, patterns: readonly Pattern[], span: { start: number; end: number }): Doc {
  const gap = f.comments.gap(span.start);
  const inner = patterns.map((pattern) => itemOf(f, pattern));
  const single = patterns.length === 1;
  const closeAt = span.end - 1;
  return [gap, group(bracketed(f, { open: "(", close: ")", closeAt, items: inner, single }))];
}

function printList(f: Context, { items, rest, span }: Pattern & { kind: "list" }): Doc {
  const gap = f.comments.gap(span.start);
  const inner = items.map((item) => itemOf(f, item));
  if (rest) {
    const { start } = rest.span;
    const name = (): Doc =>
      rest.name
        ? ["..", f.comments.gap(rest.name.span.start, " "), rest.name.text]
        : f.text(rest.span).endsWith("_")
          ? ".._"
          : "..";
    inner.push({ start, lead: start, print: name });
  }
  return [gap, group(bracketed(f, { open: "[", close: "]", closeAt: span.end - 1, items: inner }))];
}

function itemOf(f: Context, pattern: Pattern): Item {
  return { start: pattern.span.start, lead: leadOf(pattern), print: () => printPattern(f, pattern) };
}

function printAlternatives(f: Context, options: readonly Pattern[]): Doc {
  const tails = options.slice(1).map((option) => {
    const gap = f.comments.gap(leadOf(option), " ");
    return [gap, gap === "" ? line : "", "| ", printPattern(f, option)];
  });
  return group([printPattern(f, options[0]!), ...tails]);
}

/** Comments before this offset are those of the pattern: a sign may stand apart from its number. */
export function leadOf(pattern: Pattern): number {
  if (pattern.kind === "int") return pattern.span.end;
  if (pattern.kind === "as") return leadOf(pattern.pattern);
  if (pattern.kind === "alternatives") return leadOf(pattern.options[0]!);
  return pattern.span.start;
}
