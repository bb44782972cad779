import type { TypedExpression, TypedPattern } from "../../types/typed.js";
import { annotation } from "./annotations.js";
import { type Body, discarded } from "./body.js";
import { isTyped } from "./hints.js";
import { lowerLambda } from "./lambdas.js";
import { intLiteral, stringLiteral } from "./literals.js";
import { hoist, lower, lowerTo } from "./lower.js";
import { attribute, type Python, text } from "./syntax.js";

/** What a pattern binds beside its names: rests of lists, taken after the match. */
export interface Matched {
  readonly rests: {
    readonly pattern: TypedPattern & { kind: "variable" };
    readonly list: string;
    readonly count: number;
  }[];
}

/** The Python name of a local that a pattern binds. */
export function nameOf(
  body: Body,
  pattern: { readonly id: number; readonly name: string },
  type: TypedPattern["type"],
): string {
  return body.scope.declare(pattern.id, pattern.name, annotation(body.file, type));
}

/** A pattern as Python's `case` has it; `subject` is what the whole of it is matched against. */
export function patternText(
  body: Body,
  pattern: TypedPattern,
  matched: Matched,
  subject: Python | undefined,
): string {
  const inner = (one: TypedPattern) => patternText(body, one, matched, undefined);
  switch (pattern.kind) {
    case "wildcard":
      return "_";
    case "variable":
      return body.used.has(pattern.id) ? nameOf(body, pattern, pattern.type) : "_";
    case "int":
      return intLiteral(pattern.value);
    case "string":
      return stringLiteral(pattern.value);
    case "bool":
      return pattern.value ? "True" : "False";
    case "tuple":
      return pattern.items.length === 0 ? "_" : `(${pattern.items.map(inner).join(", ")})`;
    case "alternatives":
      // In Python a pattern that matches everything comes last, and an `as` reaches over all that stands before it.
      return upTo(pattern.options, (one) => irrefutable(body, one))
        .map((one) => (one.kind === "as" ? bracketed(inner(one)) : inner(one)))
        .join(" | ");
    case "as": {
      if (!body.used.has(pattern.id)) return patternText(body, pattern.pattern, matched, subject);
      const bound = nameOf(body, pattern, pattern.type);
      const part = patternText(body, pattern.pattern, matched, text(bound));
      if (part === "_") return bound;
      return pattern.pattern.kind === "alternatives" ? `(${part}) as ${bound}` : `${part} as ${bound}`;
    }
    case "constructor": {
      if (pattern.constructor_ === "None" && pattern.of.module === "") return "None";
      const parts = pattern.arguments.map(inner);
      while (parts.at(-1) === "_") parts.pop();
      return `${body.file.constructorClass(pattern.of, pattern.constructor_)}(${parts.join(", ")})`;
    }
    case "list":
      return listText(body, pattern, matched, subject);
  }
}

function listText(
  body: Body,
  pattern: TypedPattern & { kind: "list" },
  matched: Matched,
  subject: Python | undefined,
): string {
  const items = pattern.items.map((one) => patternText(body, one, matched, undefined));
  const rest = pattern.rest;
  if (!rest) return `[${items.join(", ")}]`;
  const listed = items.length === 0 ? "_" : `[${items.join(", ")}, *_]`;
  if (rest.kind !== "variable" || !body.used.has(rest.id)) return listed;
  if (items.length === 0) return nameOf(body, rest, rest.type);
  const known = subject?.form.kind === "text" ? subject.form.text : undefined;
  const list = known ?? body.scope.fresh("items", annotation(body.file, pattern.type));
  matched.rests.push({ pattern: rest, list, count: items.length });
  return known ? listed : `${listed} as ${list}`;
}

/** Names the rests of lists, which share their elements with the lists. */
export function bindRests(body: Body, matched: Matched): void {
  for (const { pattern, list, count } of matched.rests) {
    const rest = nameOf(body, pattern, pattern.type);
    body.say(`${rest} = ${body.file.use("rest_of")}(${list}, ${count})`, undefined, undefined);
  }
}

function bracketed(text: string): string {
  return text.includes(" as ") ? `(${text})` : text;
}

/** What stands up to the first one that is the last to be looked at, itself included; all where there is none. */
export function upTo<T>(items: readonly T[], isLast: (item: T) => boolean): readonly T[] {
  const at = items.findIndex(isLast);
  return at < 0 ? items : items.slice(0, at + 1);
}

/** Whether a pattern matches every value of its type. */
export function irrefutable(body: Body, pattern: TypedPattern): boolean {
  switch (pattern.kind) {
    case "wildcard":
    case "variable":
      return true;
    case "as":
      return irrefutable(body, pattern.pattern);
    case "alternatives":
      return pattern.options.some((one) => irrefutable(body, one));
    case "tuple":
      return pattern.items.every((one) => irrefutable(body, one));
    case "list":
      return pattern.items.length === 0 && pattern.rest !== undefined;
    case "constructor":
      return (
        body.file.declarations.constructors(pattern.type).length === 1 &&
        pattern.arguments.every((one) => irrefutable(body, one))
      );
    default:
      return false;
  }
}

/** `let pattern = value`. */
export function bind(body: Body, pattern: TypedPattern, value: TypedExpression, line: number): void {
  if (pattern.kind === "wildcard") {
    lowerTo(body, value, discarded);
    return;
  }
  if (pattern.kind === "variable") {
    bindVariable(body, pattern, value, line);
    return;
  }
  if (pattern.kind === "tuple" && value.kind === "tuple" && isTyped(body, value)) {
    for (const [index, item] of pattern.items.entries()) bind(body, item, value.items[index]!, line);
    return;
  }
  destructure(body, pattern, lower(body, value), value);
}

function bindVariable(
  body: Body,
  pattern: TypedPattern & { kind: "variable" },
  value: TypedExpression,
  line: number,
): void {
  if (!body.used.has(pattern.id)) {
    lowerTo(body, value, discarded);
    return;
  }
  if (value.kind === "lambda") {
    const python = lowerLambda(body, value, pattern.name, true);
    if (python.form.kind === "text") {
      body.scope.alias(pattern.id, python.form.text);
      return;
    }
  }
  const type = annotation(body.file, pattern.type);
  const block = value.kind === "match" || value.kind === "attempt" || value.kind === "if";
  if (block) {
    // Named only now, since the value does not see it.
    const given = body.scope.fresh(pattern.name, type);
    lowerTo(body, value, { kind: "assign", name: given, annotation: type, wrap: [], leave: false });
    body.scope.alias(pattern.id, given);
    return;
  }
  const python = lower(body, value);
  const given = body.scope.declare(pattern.id, pattern.name, type);
  const typed = isTyped(body, value) && body.scope.annotate(given) ? `${given}: ${type}` : given;
  body.say(`${typed} = `, python, python.line ?? line);
}

/** Binds the parts of a value that has the pattern's form. */
export function destructure(body: Body, pattern: TypedPattern, value: Python, source: TypedExpression): void {
  const line = value.line ?? source.line;
  const targets = tupleTargets(body, pattern);
  if (targets === "_") {
    if (!value.movable) body.say("", value, line);
    return;
  }
  if (targets !== undefined) {
    body.say(`${targets} = `, value, line);
    return;
  }
  const plain = value.form.kind === "text" && /^[a-z_]\w*$/i.test(value.form.text);
  take(body, pattern, plain ? value : hoist(body, value, source));
}

/** `a, (b, _)` for tuples of names; undefined for other patterns. */
function tupleTargets(body: Body, pattern: TypedPattern, within = false): string | undefined {
  if (pattern.kind === "wildcard") return "_";
  if (pattern.kind === "variable")
    return body.used.has(pattern.id) ? nameOf(body, pattern, pattern.type) : "_";
  if (pattern.kind !== "tuple" || !pattern.items.every(isTargets)) return undefined;
  if (pattern.items.length === 0) return "_";
  const parts = pattern.items.map((item) => tupleTargets(body, item, true)!);
  if (parts.every((part) => part === "_")) return "_";
  return within ? `(${parts.join(", ")})` : parts.join(", ");
}

function isTargets(pattern: TypedPattern): boolean {
  return (
    pattern.kind === "wildcard" ||
    pattern.kind === "variable" ||
    (pattern.kind === "tuple" && pattern.items.every(isTargets))
  );
}

/** Binds the parts of a named value by its attributes and indexes. */
function take(body: Body, pattern: TypedPattern, value: Python): void {
  const set = (one: { readonly id: number; readonly name: string }) => {
    if (body.used.has(one.id)) body.say(`${nameOf(body, one, pattern.type)} = `, value, undefined);
  };
  switch (pattern.kind) {
    case "variable":
      set(pattern);
      return;
    case "as":
      set(pattern);
      take(body, pattern.pattern, value);
      return;
    case "alternatives":
      take(body, pattern.options.find((one) => irrefutable(body, one)) ?? pattern.options[0]!, value);
      return;
    case "tuple":
      for (const [index, item] of pattern.items.entries()) take(body, item, indexed(value, index));
      return;
    case "list":
      if (pattern.rest) take(body, pattern.rest, value);
      return;
    case "constructor": {
      const { of, constructor_ } = pattern;
      const fields = body.file.declarations.constructors(pattern.type)[0]?.fields ?? [];
      pattern.arguments.forEach((item, index) => {
        const field = body.file.names.field(of, constructor_, fields[index]!.name);
        take(body, item, attribute(value, field));
      });
    }
  }
}

function indexed(value: Python, index: number): Python {
  const target = value.form.kind === "text" ? value.form.text : flatTarget(value);
  return text(`${target}[${index}]`);
}

function flatTarget(value: Python): string {
  return value.form.kind === "attribute"
    ? `${flatTarget(value.form.target)}.${value.form.name}`
    : value.form.kind === "text"
      ? value.form.text
      : "";
}
