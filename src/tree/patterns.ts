import type { Type, TypedPattern } from "../types/typed.js";

/** A local as its pattern, or the parameter that it is, declares it. */
export interface Local {
  readonly name: string;
  /** Unique in the declaration. */
  readonly id: number;
  readonly type: Type;
}

/** The locals that a pattern binds, in the order written. */
export function boundBy(pattern: TypedPattern): readonly Local[] {
  switch (pattern.kind) {
    case "variable":
      return [pattern];
    case "as":
      return [...boundBy(pattern.pattern), pattern];
    case "constructor":
      return pattern.arguments.flatMap(boundBy);
    case "tuple":
      return pattern.items.flatMap(boundBy);
    case "list":
      return [...pattern.items, ...(pattern.rest ? [pattern.rest] : [])].flatMap(boundBy);
    case "alternatives":
      return pattern.options[0] ? boundBy(pattern.options[0]) : [];
    default:
      return [];
  }
}

/** The same pattern that binds only the locals in `kept`. */
export function binding(pattern: TypedPattern, kept: ReadonlySet<number>): TypedPattern {
  const inner = (part: TypedPattern) => binding(part, kept);
  switch (pattern.kind) {
    case "variable":
      return kept.has(pattern.id) ? pattern : { kind: "wildcard", type: pattern.type, span: pattern.span };
    case "as":
      return kept.has(pattern.id) ? { ...pattern, pattern: inner(pattern.pattern) } : inner(pattern.pattern);
    case "constructor":
      return { ...pattern, arguments: pattern.arguments.map(inner) };
    case "tuple":
      return { ...pattern, items: pattern.items.map(inner) };
    case "list":
      return { ...pattern, items: pattern.items.map(inner), rest: pattern.rest && inner(pattern.rest) };
    case "alternatives":
      return { ...pattern, options: pattern.options.map(inner) };
    default:
      return pattern;
  }
}
