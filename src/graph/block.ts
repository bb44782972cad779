import { binding, boundBy, build, type Local } from "../tree/index.js";
import type { TypedExpression, TypedPattern } from "../types/typed.js";
import type { Builder, Wanted } from "./builder.js";
import { isImmediate, lower } from "./expression.js";

/** Statements in their order, then the result. */
export function lowerBlock(
  builder: Builder,
  block: TypedExpression & { kind: "block" },
  wanted: Wanted,
  tail: boolean,
): TypedExpression {
  for (const statement of block.statements) {
    if (statement.kind === "let") lowerLet(builder, statement.pattern, statement.value);
    else evaluate(builder, lower(builder, statement.expression));
  }
  return lower(builder, block.result, wanted, tail);
}

function lowerLet(builder: Builder, pattern: TypedPattern, value: TypedExpression): void {
  const wanted = pattern.kind === "variable" ? pattern : undefined;
  destructure(builder, pattern, lower(builder, value, wanted));
}

/** Binds the locals of an irrefutable pattern to the parts of a pure expression. */
export function destructure(builder: Builder, pattern: TypedPattern, value: TypedExpression): void {
  const { declaration } = builder;
  if (pattern.kind === "variable") {
    if (value.kind === "local") {
      if (value.id !== pattern.id) declaration.alias(pattern.id, value);
    } else if (value.type.kind === "function" && isImmediate(value)) declaration.alias(pattern.id, value);
    else if (declaration.uses(pattern.id) || !isImmediate(value)) builder.bind(value, pattern);
    return;
  }
  const used = boundBy(pattern).filter((local) => declaration.uses(local.id));
  const [only] = used;
  if (!only) {
    evaluate(builder, value);
    return;
  }
  const whole = used.length === 1 ? value : builder.bind(value);
  for (const local of used) part(builder, pattern, whole, local);
}

/** Glue that gives one local of a pattern. */
function part(builder: Builder, pattern: TypedPattern, value: TypedExpression, local: Local): void {
  const taken = build.lets([[binding(pattern, new Set([local.id])), value]], build.local(local, value));
  builder.bind(taken, local);
}

/** A value that nobody uses: its failure still counts. */
function evaluate(builder: Builder, value: TypedExpression): void {
  if (!isImmediate(value)) builder.bind(value);
}
