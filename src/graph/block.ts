import { binding, boundBy, build, type Local, usedLocals } from "../tree/index.js";
import type { TypedExpression, TypedPattern, TypedStatement } from "../types/typed.js";
import type { Builder, Wanted } from "./builder.js";
import { isImmediate, lower } from "./expression.js";

type Block = TypedExpression & { kind: "block" };

/** Statements in their order, then the result; neighbours that call nothing are one piece of glue where that gives one value. */
export function lowerBlock(builder: Builder, block: Block, wanted: Wanted, tail: boolean): TypedExpression {
  const { declaration } = builder;
  const { statements } = block;
  for (let at = 0; at < statements.length; ) {
    const calling = statements.findIndex(
      (each, index) => index >= at && declaration.reaches(expressionOf(each)),
    );
    const end = calling < 0 ? statements.length : calling;
    if (end === statements.length && !declaration.reaches(block.result))
      return declaration.resolve({ ...block, statements: statements.slice(at) });
    if (end > at + 1 && lowerTogether(builder, statements.slice(at, end), rest(block, end))) at = end;
    else lowerStatement(builder, statements[at++]!);
  }
  return lower(builder, block.result, wanted, tail);
}

function lowerStatement(builder: Builder, statement: TypedStatement): void {
  if (statement.kind === "expression") evaluate(builder, lower(builder, statement.expression));
  else {
    const { pattern, value } = statement;
    destructure(builder, pattern, lower(builder, value, pattern.kind === "variable" ? pattern : undefined));
  }
}

/** Makes one piece of glue of statements that call nothing; false where what follows uses more than one of their locals. */
function lowerTogether(
  builder: Builder,
  statements: readonly TypedStatement[],
  following: readonly TypedExpression[],
): boolean {
  const bound = statements.flatMap((each) => (each.kind === "let" ? boundBy(each.pattern) : []));
  const used = new Set(following.flatMap((each) => [...usedLocals(each)]));
  const needed = bound.filter((local) => used.has(local.id));
  const [only] = needed;
  const last = expressionOf(statements.at(-1)!);
  if (!only || needed.length > 1 || only.type.kind === "function") return false;
  const final = statements.at(-1);
  const isLast = final?.kind === "let" && final.pattern.kind === "variable" && final.pattern.id === only.id;
  const { span, line } = last;
  const whole = isLast
    ? { statements: statements.slice(0, -1), result: last }
    : { statements, result: build.local(only, last) };
  builder.bind(builder.declaration.resolve({ kind: "block", ...whole, type: only.type, span, line }), only);
  return true;
}

function expressionOf(statement: TypedStatement): TypedExpression {
  return statement.kind === "let" ? statement.value : statement.expression;
}

function rest(block: Block, from: number): readonly TypedExpression[] {
  return [...block.statements.slice(from).map(expressionOf), block.result];
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
