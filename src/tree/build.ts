import type { Span } from "../text/index.js";
import type { Type, TypedExpression, TypedPattern } from "../types/typed.js";
import type { Local } from "./patterns.js";

/** Where made expressions stand: the place of what they are made for. */
export interface At {
  readonly span: Span;
  readonly line: number;
}

export const bool: Type = named("Bool");
export const string: Type = named("String");
export const failure: Type = named("Failure");
export const unit: Type = { kind: "tuple", items: [] };

/** A type that is in scope everywhere. */
export function named(name: string, ...items: readonly Type[]): Type {
  return { kind: "named", name: { module: "", name }, arguments: items };
}

/** A use of a local. */
export function local({ name, id, type }: Local, { span, line }: At): TypedExpression {
  return { kind: "local", name, id, type, span, line };
}

/** A pattern that binds a local. */
export function variable({ name, id, type }: Local, { span }: At): TypedPattern {
  return { kind: "variable", name, id, type, span };
}

/** `true` or `false`. */
export function truth(value: boolean, { span, line }: At): TypedExpression {
  return { kind: "bool", value, type: bool, span, line };
}

/** A tuple; without items `()`. */
export function tuple(items: readonly TypedExpression[], { span, line }: At): TypedExpression {
  return { kind: "tuple", items, type: { kind: "tuple", items: items.map((item) => item.type) }, span, line };
}

/** A constructor of `Option` or `Result` with its one field, or none. */
export function construct(
  type: Type,
  constructor_: string,
  field: TypedExpression | undefined,
  { span, line }: At,
): TypedExpression {
  const name = type.kind === "named" ? type.name : { module: "", name: "" };
  const place = { of: name, constructor_, type, span, line };
  if (!field) return { kind: "constructor", ...place };
  return { kind: "construct", arguments: [{ index: 0, value: field }], ...place };
}

/** A constructor's pattern. */
export function matching(
  type: Type,
  constructor_: string,
  items: readonly TypedPattern[],
  { span }: At,
): TypedPattern {
  const name = type.kind === "named" ? type.name : { module: "", name: "" };
  return { kind: "constructor", of: name, constructor_, arguments: items, type, span };
}

/** A block of lets before a result. */
export function lets(
  bindings: readonly (readonly [TypedPattern, TypedExpression])[],
  result: TypedExpression,
): TypedExpression {
  const statements = bindings.map(([pattern, value]) => ({
    kind: "let" as const,
    pattern,
    value,
    line: value.line,
  }));
  return { kind: "block", statements, result, type: result.type, span: result.span, line: result.line };
}

/** A lambda. */
export function lambda(parameters: readonly TypedPattern[], body: TypedExpression): TypedExpression {
  const type: Type = { kind: "function", parameters: parameters.map((each) => each.type), result: body.type };
  return { kind: "lambda", parameters, body, type, span: body.span, line: body.line };
}
