import { freeLocals } from "../../tree/index.js";
import type { TypedExpression, TypedPattern } from "../../types/typed.js";
import { annotation } from "./annotations.js";
import type { Body } from "./body.js";
import { isInline } from "./inline.js";
import { flat } from "./layout.js";
import { lower, lowerTo } from "./lower.js";
import { destructure } from "./patterns.js";
import { lambda, type Python, text } from "./syntax.js";

type Lambda = TypedExpression & { kind: "lambda" };

/** A lambda whose text is longer is written as a function. */
const widest = 70;

/**
 * A lambda: Python's where it is a short expression, else a function within this one. A function made in a loop binds what it
 * captures when it is made, by default arguments.
 */
export function lowerLambda(body: Body, expression: Lambda, hint: string, named = false): Python {
  const captured = [...new Set(freeLocals(expression).map((local) => body.scope.get(local.id)))];
  for (const name of captured) body.scope.capture(name);
  const binds = body.looping && captured.length > 0;
  if (!named && !binds && expression.parameters.every(isPlain) && isInline(expression.body)) {
    const short = body.scope.inside(() => shortLambda(body, expression));
    if (short) return short;
  }
  return longLambda(body, expression, hint, body.looping ? captured : []);
}

function isPlain(pattern: TypedPattern): boolean {
  return pattern.kind === "variable" || pattern.kind === "wildcard";
}

function shortLambda(body: Body, expression: Lambda): Python | undefined {
  const inner = body.nested(body.looping);
  const parameters = expression.parameters.map((pattern) => parameterName(inner, pattern));
  const value = lower(inner, expression.body);
  if (inner.statements.length > 0 || value.spread) return undefined;
  const python = lambda(parameters.join(", "), value);
  return flat(python).length <= widest ? python : undefined;
}

function parameterName(body: Body, pattern: TypedPattern): string {
  const type = annotation(body.file, pattern.type);
  if (pattern.kind === "variable") return body.scope.declare(pattern.id, pattern.name, type);
  return body.scope.fresh(
    pattern.kind === "wildcard" ? "_" : pattern.kind === "as" ? pattern.name : "item",
    type,
  );
}

function longLambda(body: Body, expression: Lambda, hint: string, captured: readonly string[]): Python {
  const { file, scope } = body;
  const name = scope.fresh(hint, annotation(file, expression.type));
  scope.capture(name);
  const inner = body.nested(body.looping);
  scope.inside(() => {
    const parameters = expression.parameters.map((pattern) => {
      const python = parameterName(inner, pattern);
      return { python, pattern, text: `${python}: ${annotation(file, pattern.type)}` };
    });
    for (const { python, pattern } of parameters) {
      if (!isPlain(pattern)) destructure(inner, pattern, text(python), expression);
    }
    lowerTo(inner, expression.body, { kind: "return", wrap: [], tail: false });
    const result = annotation(file, expression.body.type);
    const bound = captured.map((each) => `${each}: ${scope.typeOf(each)} = ${each}`);
    const items = [...parameters.map((parameter) => parameter.text), ...bound];
    body.push({ kind: "def", name, parameters: items, result, body: inner.statements });
  });
  return text(name);
}
