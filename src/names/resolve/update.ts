import type { Argument } from "../../syntax/ast.js";
import type { Span } from "../../text/index.js";
import type { Binding, Resolved, ResolvedArgument } from "../resolved.js";
import type { Resolver } from "../resolver.js";
import type { ConstructorSymbol } from "../symbols.js";
import { calleeOf, matchArguments, pipeInto, resolveArguments } from "./arguments.js";
import { resolveExpression } from "./expression.js";

/** A call whose first argument is the record to update. */
interface Update {
  readonly spread: Extract<Argument, { kind: "spread" }>;
  readonly changes: readonly Argument[];
  /** The name of the constructor. */
  readonly calleeSpan: Span;
  readonly span: Span;
}

/**
 * `Line(..line, qty: 2)`: the type must have no other constructor, and what changes is labelled. `Line(..line, qty: _)` is the function of
 * the missing value.
 * @param input what a pipe puts in the place of the hole
 */
export function resolveUpdate(
  r: Resolver,
  symbol: ConstructorSymbol,
  { spread, changes, calleeSpan, span }: Update,
  input?: Resolved,
): Resolved {
  const record = resolveExpression(r, spread.value);
  const resolved = resolveArguments(r, changes);
  const written = input ? pipeInto(r, resolved, input) : resolved;
  const callee = calleeOf({ kind: "constructor", symbol, span: calleeSpan }, calleeSpan);
  let broken = false;
  if (symbol.type.constructors.length > 1) {
    broken = true;
    const holes = { type: symbol.type.name.name, name: symbol.name };
    r.reports.add("LK2222", callee.span, holes, {
      hint: "match on the value, and make a new one in the arm",
    });
  }
  // The parser has reported positions.
  if (written.some((one) => !one.label)) broken = true;
  const matched = matchArguments(
    r,
    callee,
    written.filter((one) => one.label),
    true,
  );
  if (broken || matched.broken)
    return { kind: "error", parts: [record, ...written.flatMap((one) => one.value ?? [])], span };
  const update = { kind: "update", symbol, record, changes: matched.arguments, span } as const;
  return matched.hole === undefined ? update : withHole(r, update, matched.hole);
}

/** Whether a pipe's input is the new value of a field: the hole of an update. */
export function isPipedUpdate(written: readonly Argument[]): boolean {
  return written[0]?.kind === "spread" && written.some((one) => one.kind === "hole");
}

/** The function of the missing value; the record and the other values are evaluated once, before. */
function withHole(r: Resolver, update: Extract<Resolved, { kind: "update" }>, hole: number): Resolved {
  const { span } = update;
  const statements: Extract<Resolved, { kind: "block" }>["statements"][number][] = [];
  const variable = (binding: Binding): Resolved => ({ kind: "local", binding, span: binding.span });
  const named = (name: string, value: Resolved): Resolved => {
    const binding = r.locals.make(name, "let", value.span);
    const pattern = { kind: "variable", binding, span: value.span } as const;
    statements.push({ kind: "let", pattern, annotation: undefined, value, span: value.span });
    return variable(binding);
  };
  const record = named("record", update.record);
  const changes = update.changes.map(
    (one): ResolvedArgument => ({ ...one, value: named("value", one.value) }),
  );
  const missing = r.locals.make("missing", "parameter", span);
  const whole = [...changes, { index: hole, value: variable(missing), piped: false }];
  const lambda: Resolved = {
    kind: "lambda",
    parameters: [{ pattern: { kind: "variable", binding: missing, span }, annotation: undefined }],
    result: undefined,
    body: { ...update, record, changes: whole },
    span,
  };
  return { kind: "block", statements, result: lambda, span };
}
