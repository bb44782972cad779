import { binding, boundBy, build, type Local, usedLocals } from "../tree/index.js";
import type { TypedExpression, TypedPattern, TypedStatement } from "../types/typed.js";
import type { Builder, Wanted } from "./builder.js";
import { isImmediate, lower } from "./expression.js";

type Block = TypedExpression & { kind: "block" };

/** Statements in their order, then the result; neighbours that call nothing are one piece of glue where that gives one value. */
export function lowerBlock(builder: Builder, block: Block, wanted: Wanted, tail: boolean): TypedExpression {
  const { declaration } = builder;
  const { statements } = block;
  const lastUses = lastUsesIn(block);
  for (let at = 0; at < statements.length; ) {
    let end = at;
    while (end < statements.length && !declaration.reaches(expressionOf(statements[end]!))) end++;
    if (end === statements.length && !declaration.reaches(block.result))
      return declaration.resolve({ ...block, statements: statements.slice(at) });
    const from = startOfGlue(statements, at, end, lastUses);
    for (; at < from; at++) lowerStatement(builder, statements[at]!);
    if (at < end)
      lowerTogether(builder, statements.slice(at, end), neededOf(statements, at, end, lastUses)[0]!.local);
    else if (at < statements.length) lowerStatement(builder, statements[at]!);
    at = at < end ? end : at + 1;
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

/** For each local the place of the last statement that uses it; the result is behind all statements. */
function lastUsesIn({ statements, result }: Block): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const [at, each] of statements.entries())
    for (const id of usedLocals(expressionOf(each))) found.set(id, at);
  for (const id of usedLocals(result)) found.set(id, statements.length);
  return found;
}

/** What statements that call nothing bind for those behind them, and which of them does. */
function neededOf(
  statements: readonly TypedStatement[],
  from: number,
  end: number,
  lastUses: ReadonlyMap<number, number>,
): readonly { readonly local: Local; readonly at: number }[] {
  const bound = statements
    .slice(from, end)
    .flatMap((each, index) =>
      each.kind === "let" ? boundBy(each.pattern).map((local) => ({ local, at: from + index })) : [],
    );
  return bound.filter(({ local }) => (lastUses.get(local.id) ?? -1) >= end);
}

/** From where on statements that call nothing are one piece of glue, as they give one value and are several; else `end`. */
function startOfGlue(
  statements: readonly TypedStatement[],
  from: number,
  end: number,
  lastUses: ReadonlyMap<number, number>,
): number {
  const needed = neededOf(statements, from, end, lastUses);
  const last = needed.at(-1);
  if (!last || last.local.type.kind === "function") return end;
  const before = needed.at(-2);
  const start = before ? before.at + 1 : from;
  return start <= last.at && start + 1 < end ? start : end;
}

/** Makes one piece of glue of statements that call nothing and give one value, that of the local. */
function lowerTogether(builder: Builder, statements: readonly TypedStatement[], only: Local): void {
  const last = expressionOf(statements.at(-1)!);
  const final = statements.at(-1);
  const isLast = final?.kind === "let" && final.pattern.kind === "variable" && final.pattern.id === only.id;
  const { span, line } = last;
  const whole = isLast
    ? { statements: statements.slice(0, -1), result: last }
    : { statements, result: build.local(only, last) };
  builder.bind(builder.declaration.resolve({ kind: "block", ...whole, type: only.type, span, line }), only);
}

function expressionOf(statement: TypedStatement): TypedExpression {
  return statement.kind === "let" ? statement.value : statement.expression;
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
