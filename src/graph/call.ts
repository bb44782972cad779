import { fanOut } from "../placement/index.js";
import type { TypedExpression } from "../types/typed.js";
import type { Builder, Wanted } from "./builder.js";
import { lower, lowerParts } from "./expression.js";
import { lowerFanOut } from "./fanout.js";
import { waitsForAll } from "./tails.js";

type Call = TypedExpression & { kind: "call" };

/** A call that is a node's or a pipeline's, a fan-out, or that of a local function with calls among its arguments. */
export function lowerCall(builder: Builder, written: Call, wanted: Wanted, tail: boolean): TypedExpression {
  const { declaration } = builder;
  const call = flattened(written);
  const { callee } = call;
  if (callee.kind !== "function") return lowerParts(builder, call);
  const target = declaration.program.declarations.function(callee.name);
  if (target && target.kind !== "fn") {
    const slots: number[] = [];
    for (const each of call.arguments) slots[each.index] = builder.slot(lower(builder, each.value));
    const made = { target: target.name, arguments: slots, line: call.line };
    if (target.kind === "node") return builder.emit({ kind: "call", ...made }, call, wanted);
    const last = tail && declaration.tails && waitsForAll(builder, slots);
    return builder.emit({ kind: "pipeline", ...made, tail: last }, call, wanted);
  }
  const fan = fanOut(callee.name);
  const body = fan && call.arguments.find((each) => each.index === fan.function);
  if (fan && body && declaration.reaches(body.value))
    return lowerFanOut(builder, { ...call, callee }, fan, wanted);
  return lowerParts(builder, call);
}

/** `f(_, e)(x)` is `f(x, e)`, but for the order of evaluation, which the list of arguments keeps. */
function flattened(call: Call): Call {
  const { callee } = call;
  if (callee.kind !== "partial") return call;
  const hole = call.arguments.map((each) => ({ index: callee.hole, value: each.value }));
  return flattened({ ...call, callee: callee.callee, arguments: [...callee.arguments, ...hole] });
}
