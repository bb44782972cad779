import type { Pattern, PatternArgument } from "../../syntax/ast.js";
import { type Span, similar } from "../../text/index.js";
import type { Binding, ResolvedPattern } from "../resolved.js";
import type { Resolver } from "../resolver.js";
import type { ConstructorSymbol } from "../symbols.js";
import { enumerate, labelSuggestion } from "./arguments.js";
import { reportEmpty } from "./empty.js";
import { reportMember, reportModuleName } from "./module.js";
import { reportConstructor } from "./name.js";

/** The names that one pattern binds: each once, in all alternatives the same. */
export class PatternNames {
  readonly kind: Binding["kind"];
  /** What an earlier alternative bound: the same name is the same binding. */
  readonly shared: ReadonlyMap<string, Binding>;
  readonly bound = new Map<string, Binding>();

  constructor(kind: Binding["kind"], shared: ReadonlyMap<string, Binding> = new Map()) {
    this.kind = kind;
    this.shared = shared;
  }

  add(r: Resolver, name: string, span: Span): Binding {
    const binding = this.shared.get(name) ?? r.locals.make(name, this.kind, span);
    this.put(r, binding, span);
    return binding;
  }

  put(r: Resolver, binding: Binding, span: Span): void {
    if (this.has(r, binding.name, span)) binding.unclear = true;
    this.bound.set(binding.name, binding);
  }

  /** Whether a name is bound already, which is reported then. */
  has(r: Resolver, name: string, span: Span): boolean {
    const bound = this.bound.has(name);
    if (bound)
      r.reports.add(
        "LK2215",
        span,
        { name },
        { hint: `give it another name; a guard compares the two: \`if ${name} == ${name}2\`` },
      );
    return bound;
  }

  /** Brings the names into scope. */
  bind(r: Resolver): void {
    for (const binding of this.bound.values()) r.locals.bind(binding);
  }
}

/** Resolves a pattern and brings what it binds into scope. */
export function resolvePattern(r: Resolver, p: Pattern, kind: "let" | "pattern"): ResolvedPattern {
  const names = new PatternNames(kind);
  const resolved = resolvePatternWith(r, p, names);
  names.bind(r);
  return resolved;
}

/** Resolves a pattern; what it binds is added to `names`. */
export function resolvePatternWith(r: Resolver, p: Pattern, names: PatternNames): ResolvedPattern {
  switch (p.kind) {
    case "wildcard":
    case "int":
    case "string":
    case "bool":
    case "error":
      return p;
    case "variable":
      // Which values a pattern takes that names one thing twice is not known: what is said of its arms would not be true.
      if (names.has(r, p.name, p.span)) return { kind: "error", span: p.span };
      return { kind: "variable", binding: names.add(r, p.name, p.span), span: p.span };
    case "constructor":
      return resolveConstructorPattern(r, p, names);
    case "tuple":
      return {
        kind: "tuple",
        items: p.items.map((item) => resolvePatternWith(r, item, names)),
        span: p.span,
      };
    case "list": {
      const items = p.items.map((item) => resolvePatternWith(r, item, names));
      return { kind: "list", items, rest: restOf(r, p, names), span: p.span };
    }
    case "alternatives":
      return resolveAlternatives(r, p, names);
    case "as": {
      const pattern = resolvePatternWith(r, p.pattern, names);
      return { kind: "as", pattern, binding: names.add(r, p.name.text, p.name.span), span: p.span };
    }
    case "parenthesized":
      return resolvePatternWith(r, p.inner, names);
  }
}

function restOf(
  r: Resolver,
  p: Extract<Pattern, { kind: "list" }>,
  names: PatternNames,
): ResolvedPattern | undefined {
  if (!p.rest) return undefined;
  const { name, span } = p.rest;
  return name
    ? { kind: "variable", binding: names.add(r, name.text, name.span), span: name.span }
    : { kind: "wildcard", span };
}

function resolveAlternatives(
  r: Resolver,
  p: Extract<Pattern, { kind: "alternatives" }>,
  names: PatternNames,
): ResolvedPattern {
  let first: PatternNames | undefined;
  const options = p.options.map((option) => {
    const own = new PatternNames(
      names.kind,
      first ? new Map([...names.shared, ...first.bound]) : names.shared,
    );
    const resolved = resolvePatternWith(r, option, own);
    if (first) compareNames(r, first, own, option.span);
    else first = own;
    return resolved;
  });
  for (const binding of first?.bound.values() ?? []) names.put(r, binding, binding.span);
  return { kind: "alternatives", options, span: p.span };
}

function compareNames(r: Resolver, first: PatternNames, own: PatternNames, span: Span): void {
  const missing = [...first.bound.keys()].find((name) => !own.bound.has(name));
  const added = [...own.bound.values()].filter(({ name }) => !first.bound.has(name));
  if (missing !== undefined) r.reports.add("LK2216", span, { name: missing });
  else if (added[0]) r.reports.add("LK2216", added[0].span, { name: added[0].name });
  // They are in scope all the same, so that their uses are no errors of their own.
  for (const binding of added) first.bound.set(binding.name, binding);
}

function resolveConstructorPattern(
  r: Resolver,
  p: Extract<Pattern, { kind: "constructor" }>,
  names: PatternNames,
): ResolvedPattern {
  const symbol = constructorOf(r, p);
  if (!symbol) {
    // What it would bind is in scope, so that its uses are no errors of their own.
    for (const argument of p.arguments ?? []) argumentPattern(r, argument, names);
    return { kind: "error", span: p.span };
  }
  if (p.arguments?.length === 0 && !p.rest) reportEmpty(r.reports, symbol.name, p.span, symbol.labels.length);
  const places: (ResolvedPattern | undefined)[] = symbol.labels.map(() => undefined);
  const byPosition = new Set<number>();
  let position = 0;
  let labelled = false;
  let broken = false;
  for (const argument of p.arguments ?? []) {
    const index = placeOf(r, symbol, argument, labelled ? undefined : position, p.arguments!.length);
    if (argument.label) labelled = true;
    else byPosition.add(position++);
    const pattern = argumentPattern(r, argument, names);
    if (index === undefined) broken = true;
    else if (places[index]) {
      broken = true;
      // Of two equal labels the parser has spoken.
      if (byPosition.has(index))
        r.reports.add("LK2209", argument.span, { what: "field", name: symbol.labels[index]! });
    } else places[index] = pattern;
  }
  const missing = symbol.labels.filter((_, index) => !places[index]);
  if (missing.length > 0 && !p.rest && !broken) reportMissing(r, p, symbol, missing);
  const wild = { kind: "wildcard", span: p.rest ?? p.span } as const;
  return { kind: "constructor", symbol, arguments: places.map((one) => one ?? wild), span: p.span };
}

function constructorOf(
  r: Resolver,
  p: Extract<Pattern, { kind: "constructor" }>,
): ConstructorSymbol | undefined {
  const { qualifier, name } = p;
  if (!qualifier) {
    const symbol = r.scope.constructors.get(name.text);
    if (!symbol) reportConstructor(r, name.text, name.span);
    return symbol;
  }
  const module = r.scope.module(qualifier.text);
  if (!module) {
    reportModuleName(r, qualifier.text, qualifier.span);
    return undefined;
  }
  const symbol = module.constructors.get(name.text);
  if (!symbol) reportMember(r, module, "constructor", name, module.constructors.keys());
  return symbol;
}

/** The pattern of an argument; a label alone is a variable of its name. */
function argumentPattern(r: Resolver, argument: PatternArgument, names: PatternNames): ResolvedPattern {
  if (argument.pattern) return resolvePatternWith(r, argument.pattern, names);
  const { text, span } = argument.label!;
  return { kind: "variable", binding: names.add(r, text, span), span };
}

function placeOf(
  r: Resolver,
  symbol: ConstructorSymbol,
  argument: PatternArgument,
  position: number | undefined,
  found: number,
): number | undefined {
  const { labels } = symbol;
  if (argument.label) {
    const index = labels.indexOf(argument.label.text);
    if (index >= 0) return index;
    const holes = { name: symbol.name, what: "field", label: argument.label.text };
    const near = similar(argument.label.text, labels);
    const hint = labelSuggestion(r, argument.label, near) ?? { hint: fieldsOf(symbol) };
    r.reports.add("LK2206", argument.label.span, holes, hint);
    return undefined;
  }
  if (position === undefined) {
    r.reports.add("LK2210", argument.span, {});
    return undefined;
  }
  if (position < labels.length) return position;
  if (position === labels.length) {
    const holes = {
      name: symbol.name,
      count: labels.length === 1 ? "1 field" : `${labels.length || "no"} fields`,
      found,
    };
    const hint = labels.length > 0 ? fieldsOf(symbol) : `write \`${symbol.name}\` alone`;
    r.reports.add("LK2214", argument.span, holes, { hint });
  }
  return undefined;
}

function reportMissing(
  r: Resolver,
  p: Extract<Pattern, { kind: "constructor" }>,
  symbol: ConstructorSymbol,
  missing: readonly string[],
): void {
  const written = r.reports.source.text.slice(p.name.span.start, p.span.end).replace(/\s*\)$/, "");
  const rest = written.includes("(")
    ? `${written.replace(/,\s*$/, "")}${/\($/.test(written) ? "" : ", "}..)`
    : `${written}(..)`;
  const hint = written.includes("\n") ? "end the pattern in `..`" : `write \`${rest}\` to leave them out`;
  r.reports.add("LK2213", p.span, { name: symbol.name, missing: enumerate(missing) }, { hint });
}

function fieldsOf(symbol: ConstructorSymbol): string {
  const { labels, name } = symbol;
  if (labels.length === 0) return `\`${name}\` has no fields`;
  return labels.length === 1
    ? `the field of \`${name}\` is \`${labels[0]}\``
    : `the fields of \`${name}\` are ${enumerate(labels)}`;
}
