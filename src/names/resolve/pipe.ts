import type { Argument, Expression, Stage } from "../../syntax/ast.js";
import type { Span } from "../../text/index.js";
import type { Resolved } from "../resolved.js";
import type { Resolver } from "../resolver.js";
import type { ConstructorSymbol } from "../symbols.js";
import { calleeOf, matchArguments, mentionedIn, pipeInto, resolveArguments } from "./arguments.js";
import { callOf, nameSpan } from "./call.js";
import { resolveExpression } from "./expression.js";
import { isPipedUpdate, resolveUpdate } from "./update.js";

/** `x |> f(a)` becomes the call `f(x, a)`; a long pipe is walked in a loop, so that it needs no stack. */
export function resolvePipe(r: Resolver, e: Extract<Expression, { kind: "pipe" }>): Resolved {
  const chain = [];
  let first: Expression = e;
  while (first.kind === "pipe") {
    chain.push(first);
    first = first.left;
  }
  let input = resolveExpression(r, first);
  for (let at = chain.length - 1; at >= 0; at--) {
    const { stage, left } = chain[at]!;
    input = resolveStage(r, input, stage, left.span.start);
  }
  return input;
}

function resolveStage(r: Resolver, input: Resolved, stage: Stage, start: number): Resolved {
  const callee = resolveExpression(r, stage.callee);
  const calleeSpan = nameSpan(stage.callee);
  const end = stage.tries[0]?.start ?? stage.span.end;
  const span = { start, end };
  if (callee.kind === "error" && callee.parts.length === 0)
    return { kind: "error", parts: [input, ...mentionedIn(r, stage.arguments ?? [])], span: stage.span };
  const named = calleeOf(callee, calleeSpan);
  const update = callee.kind === "constructor" && isPipedUpdate(stage.arguments ?? []);
  const written = update
    ? []
    : resolveArguments(r, stage.arguments ?? [], updateRepair(callee, stage.arguments ?? []));
  let resolved: Resolved;
  if (isSettled(callee) && !update) {
    resolved = callOf(callee, matchArguments(r, named, pipeInto(r, written, input)), calleeSpan, span);
  } else {
    // The input is evaluated before the function, or the record to update, so it is named first.
    const binding = r.locals.make("piped", "let", input.span);
    const local: Resolved = { kind: "local", binding, span: input.span };
    const call = update
      ? pipedUpdate(r, callee.symbol, stage.arguments!, local, { calleeSpan, span })
      : callOf(callee, matchArguments(r, named, pipeInto(r, written, local)), calleeSpan, span);
    const pattern = { kind: "variable", binding, span: input.span } as const;
    const statement = {
      kind: "let",
      pattern,
      annotation: undefined,
      value: input,
      span: input.span,
    } as const;
    resolved = { kind: "block", statements: [statement], result: call, span };
  }
  for (const mark of stage.tries) {
    resolved = { kind: "try", operand: resolved, mark, span: { start, end: mark.end } };
  }
  return resolved;
}

/** Of `2 |> Line(..line)`, where what is piped in could go: a field that has no other value. */
function updateRepair(callee: Resolved, written: readonly Argument[]): string | undefined {
  if (callee.kind !== "constructor") return undefined;
  const given = new Set(written.flatMap((each) => (each.kind === "spread" ? [] : (each.label?.text ?? []))));
  const free = callee.symbol.labels.find((label) => !given.has(label));
  return free === undefined ? undefined : `write \`_\` where the piped value goes: \`${free}: _\``;
}

/** `qty |> Line(..line, qty: _)`. */
function pipedUpdate(
  r: Resolver,
  symbol: ConstructorSymbol,
  [spread, ...changes]: readonly Argument[],
  input: Resolved,
  at: { readonly calleeSpan: Span; readonly span: Span },
): Resolved {
  return resolveUpdate(
    r,
    symbol,
    { spread: spread as Extract<Argument, { kind: "spread" }>, changes, ...at },
    input,
  );
}

/** Whether it makes no difference when the callee is evaluated. */
function isSettled(callee: Resolved): boolean {
  return ["function", "constructor", "constant", "local", "lambda", "error"].includes(callee.kind);
}
