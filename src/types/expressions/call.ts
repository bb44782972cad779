import type { Resolved, ResolvedArgument, ResolvedKind } from "../../names/index.js";
import type { Span } from "../../text/index.js";
import { printType } from "../core/print.js";
import { errorType } from "../core/store.js";
import { open, prune, Term, type Ty, Variable } from "../core/type.js";
import { type Looking, reportOrder } from "../errors/order.js";
import { dropShared } from "../errors/shared.js";
import { reportStart } from "../errors/start.js";
import type { Why } from "../errors/why.js";
import { type Inference, typeOf } from "../inference.js";
import type { TypedArgument, TypedExpression } from "../typed.js";
import { infer } from "./expression.js";
import { nameOf } from "./name.js";

/** A call: arguments are checked, in the order of evaluation, against the callee's parameters. */
export function inferCall(cx: Inference, e: ResolvedKind<"call">): TypedExpression {
  const { callee, calleeSpan, span } = e;
  const typed = infer(cx, callee);
  const arity = e.arguments.length;
  const parts = partsOf(cx, e, typeOf(typed), arity);
  const before = cx.reports.errors;
  const first = cx.reports.diagnostics.length;
  const given = inferArguments(cx, callee, e.arguments, parts.parameters);
  if (cx.reports.errors > before && !cx.trying) {
    const look = looking(cx, callee);
    reportOrder(cx, e, first, look);
    reportStart(
      cx,
      e,
      first,
      look.name,
      look.fresh,
      (call) => cx.tried(() => typeOf(infer(cx, call))) !== undefined,
    );
    dropShared(cx, first, e.arguments, parts.parameters);
  }
  // What depends on arguments with errors is not known, and is no error of its own.
  const result = cx.reports.errors > before && isOpen(parts.result) ? errorType : parts.result;
  if (callee.kind !== "constructor") {
    return cx.node(result, span, calleeSpan.start, { kind: "call", callee: typed, arguments: given });
  }
  const { symbol } = callee;
  const of = symbol.type.name;
  return cx.node(result, span, calleeSpan.start, {
    kind: "construct",
    of,
    constructor_: symbol.name,
    arguments: given,
  });
}

/** `f(_, x)`: the function of the missing argument. */
export function inferPartial(cx: Inference, e: ResolvedKind<"partial">): TypedExpression {
  const { callee, calleeSpan, span, hole } = e;
  const typed = infer(cx, callee);
  const arity = e.arguments.length + 1;
  const { parameters, result } = partsOf(cx, e, typeOf(typed), arity);
  const given = inferArguments(cx, callee, e.arguments, parameters);
  const type = cx.store.function([parameters[hole] ?? errorType], result);
  return cx.node(type, span, calleeSpan.start, {
    kind: "partial",
    callee: typed,
    arguments: given,
    hole,
    arity,
  });
}

/** How a call is looked at again, to find out whether its arguments are only in another order. */
function looking(cx: Inference, callee: Resolved): Looking {
  const declared = callee.kind === "function" || callee.kind === "constructor" ? callee.symbol : undefined;
  return {
    name: writtenName(cx, callee),
    labels: declared?.labels,
    fresh: () => cx.tried(() => typeOf(infer(cx, callee))) ?? errorType,
    typeOf: (argument) => cx.tried(() => typeOf(infer(cx, argument))),
  };
}

function isOpen(type: Ty): boolean {
  return type instanceof Variable || (type.flags & open) !== 0;
}

function inferArguments(
  cx: Inference,
  callee: Resolved,
  given: readonly ResolvedArgument[],
  parameters: readonly Ty[],
): readonly TypedArgument[] {
  return given.map(({ index, value, piped }) => {
    const type = parameters[index] ?? errorType;
    return { index, value: infer(cx, value, { type, why: whyOf(cx, callee, index, piped) }) };
  });
}

function whyOf(cx: Inference, callee: Resolved, index: number, piped: boolean): Why {
  if (callee.kind === "constructor") {
    const { name, labels, fields } = callee.symbol;
    const source = callee.symbol.type.place?.source;
    const span = fields[index]?.span;
    const place = source && span && { source, span };
    return { kind: "field", constructor_: name, field: labels[index]!, place };
  }
  const declared = callee.kind === "function" ? callee.symbol : undefined;
  // Positions in the library's files say nothing to a user.
  const place = declared && !declared.library ? declared.place : undefined;
  const name = writtenName(cx, callee);
  const recursion = declared && cx.inferred.has(declared) ? declared.name.name : undefined;
  const label = declared?.labels[index];
  return { kind: "argument", index, callee: name, label, place, piped, recursion };
}

/** What is called as the user wrote it: `list.map`. */
function writtenName(cx: Inference, callee: Resolved): string | undefined {
  const { start, end } = callee.span;
  const text = cx.module.source.text.slice(start, end);
  return nameOf(callee) !== undefined && /^[\w.]{1,60}$/.test(text) ? text : nameOf(callee);
}

/** Parameters and result of what is called; what is not known yet becomes a function of so many arguments. */
function partsOf(
  cx: Inference,
  e: ResolvedKind<"call" | "partial">,
  type: Ty,
  arity: number,
): { readonly parameters: readonly Ty[]; readonly result: Ty } {
  const at = prune(type);
  if (at instanceof Term && at.of.kind === "function" && at.items.length === arity + 1) {
    return { parameters: at.items.slice(0, -1), result: at.items[arity]! };
  }
  if (at instanceof Variable) {
    const parameters = Array.from({ length: arity }, () => cx.fresh());
    const result = cx.fresh();
    const problem = cx.unify(at, cx.store.function(parameters, result));
    if (!problem) return { parameters, result };
    if (problem.kind === "large") cx.tooLarge(problem.excess, problem.type, e.calleeSpan);
    else reportCallee(cx, e.callee, at, e.calleeSpan);
  } else if (at.of.kind === "function") reportCount(cx, e, at, arity);
  else if (at.of.kind !== "error") reportCallee(cx, e.callee, at, e.calleeSpan);
  return { parameters: [], result: errorType };
}

function reportCount(cx: Inference, e: ResolvedKind<"call" | "partial">, type: Term, arity: number): void {
  const wanted = type.items.length - 1;
  const name = writtenName(cx, e.callee);
  const holes = {
    name: name === undefined ? "This function" : `\`${name}\``,
    count: wanted === 1 ? "1 argument" : `${wanted || "no"} arguments`,
    found: arity,
  };
  const first = arity > wanted ? e.arguments.find((argument) => argument.index === wanted) : undefined;
  cx.reports.add("LK3031", first?.value.span ?? e.calleeSpan, holes, {
    hint: `its type is \`${printType(type)}\``,
  });
}

function reportCallee(cx: Inference, callee: Resolved, type: Ty, span: Span): void {
  const name = writtenName(cx, callee);
  const shown = printType(type);
  cx.reports.add("LK3030", span, { name: name === undefined ? "This" : `\`${name}\``, type: shown });
}
