import { checkMatch, type Types } from "../../src/patterns";
import { type Pattern, parse } from "../../src/syntax";
import { SourceText } from "../../src/text";
import type { Type, TypeDefinition, TypedPattern } from "../../src/types/typed";

/** Types that the patterns of these tests are about; the types of fields do not matter to the algorithm. */
const declared: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  Option: { None: 0, Some: 1 },
  Result: { Ok: 1, Error: 1 },
  Light: { Red: 0, Amber: 0, Green: 0 },
  Tree: { Leaf: 0, Branch: 3 },
  Point: { Point: 2 },
};

const type: Type = { kind: "tuple", items: [] };

export const types: Types = {
  definition: (name): TypeDefinition => ({
    name,
    parameters: [],
    form: "sum",
    constructors: Object.entries(declared[name.name]!).map(([constructorName, arity]) => ({
      name: constructorName,
      fields: Array.from({ length: arity }, (_, index) => ({ name: `f${index}`, type, doc: undefined })),
      doc: undefined,
    })),
    doc: undefined,
    line: 1,
  }),
  constructorText: (_of, name) => name,
};

function typeOf(name: string): string {
  return Object.keys(declared).find((type) => name in declared[type]!)!;
}

/** A written pattern with its constructors resolved among the types above. */
export function typed(pattern: Pattern): TypedPattern {
  const { span } = pattern;
  const base = { type, span };
  switch (pattern.kind) {
    case "wildcard":
      return { ...base, kind: "wildcard" };
    case "variable":
      return { ...base, kind: "variable", name: pattern.name, id: 0 };
    case "int":
    case "string":
    case "bool":
      return { ...pattern, type };
    case "tuple":
      return { ...base, kind: "tuple", items: pattern.items.map(typed) };
    case "parenthesized":
      return typed(pattern.inner);
    case "alternatives":
      return { ...base, kind: "alternatives", options: pattern.options.map(typed) };
    case "as":
      return { ...base, kind: "as", pattern: typed(pattern.pattern), name: pattern.name.text, id: 0 };
    case "list": {
      const rest = pattern.rest && { kind: "wildcard" as const, type, span };
      return { ...base, kind: "list", items: pattern.items.map(typed), rest };
    }
    case "constructor": {
      const name = typeOf(pattern.name.text);
      const arity = declared[name]![pattern.name.text]!;
      const written = (pattern.arguments ?? []).map((argument) => typed(argument.pattern!));
      const wild = Array.from({ length: arity - written.length }, () => ({
        kind: "wildcard" as const,
        type,
        span,
      }));
      return {
        ...base,
        kind: "constructor",
        of: { module: "", name },
        constructor_: pattern.name.text,
        arguments: [...written, ...wild],
      };
    }
    case "error":
      throw new Error("a pattern of a test does not parse");
  }
}

/** Arms as they stand in a `match`, one a line, with ` if g` for a guard. */
export function arms(text: string) {
  const lines = text.trim().split("\n");
  const source = new SourceText(
    "m.lk",
    `fn f(x, g) {\n match x {\n${lines.map((line) => `${line} -> ()`).join("\n")}\n}\n}`,
  );
  const { module, diagnostics } = parse(source);
  if (diagnostics.length > 0) throw new Error(diagnostics[0]!.message);
  const [declaration] = module.declarations;
  const statement = declaration?.kind === "fn" ? declaration.body!.statements[0]! : undefined;
  const match = statement?.kind === "expression" ? statement.expression : undefined;
  if (match?.kind !== "match") throw new Error("no match");
  const patterns = match.arms.map(({ pattern, guard }) => ({
    pattern: typed(pattern),
    guarded: guard !== undefined,
  }));
  return { source, patterns };
}

/** What the checker says, in short: missing patterns, useless arms (from 1) with what covers them, useless alternatives. */
export function verdict(text: string): { missing: string[]; arms: string[]; alternatives: string[] } {
  const { source, patterns } = arms(text);
  const result = checkMatch(patterns, types);
  if (result.tooComplex) return { missing: ["too complex"], arms: [], alternatives: [] };
  const textOf = ({ span }: TypedPattern): string => source.text.slice(span.start, span.end);
  return {
    missing: [...result.missing],
    arms: result.uselessArms.map(({ arm, coveredBy }) =>
      coveredBy === undefined ? `${arm + 1}` : `${arm + 1} by ${coveredBy + 1}`,
    ),
    alternatives: result.uselessAlternatives.map(({ arm, alternative, coveredBy }) =>
      coveredBy
        ? `${arm + 1} ${textOf(alternative)} by ${textOf(coveredBy)}`
        : `${arm + 1} ${textOf(alternative)}`,
    ),
  };
}
