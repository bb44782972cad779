import { build } from "../tree/index.js";
import type { Type, TypedArgument, TypedExpression, TypedPattern } from "../types/typed.js";
import type { Builder } from "./builder.js";
import { lower } from "./expression.js";
import type { Pipeline } from "./graph.js";
import { bare } from "./names.js";

/** The function of a fan-out, opened: what its parameters bind, and the body that is evaluated for each element. */
export interface Operand {
  readonly parameters: readonly TypedPattern[];
  readonly body: TypedExpression;
  readonly frame: Pipeline["frame"];
}

/** Opens the function of a fan-out; the arguments of `work(_, d)` are evaluated here, once. */
export function openOperand(builder: Builder, value: TypedExpression): Operand {
  const { span } = value;
  if (value.kind === "lambda") return { parameters: value.parameters, body: value.body, frame: "own" };
  const { parameters, result } = signature(value);
  const locals = parameters.map((type, index) =>
    builder.declaration.local(parameterName(builder, value, index), type),
  );
  const patterns = locals.map((local) => build.variable(local, value));
  const uses = locals.map((local, index) => ({ index, value: build.local(local, value) }));
  const { callee, given } = partsOf(builder, value);
  const filled = value.kind === "partial" ? uses.map((use) => ({ ...use, index: value.hole })) : uses;
  const { line } = value;
  const body: TypedExpression = {
    kind: "call",
    callee,
    arguments: [...given, ...filled],
    type: result,
    span,
    line,
  };
  return { parameters: patterns, body, frame: "partial" };
}

/** The callee, and the arguments that are there already: functions stay as they are, all else gets its slot. */
function partsOf(
  builder: Builder,
  value: TypedExpression,
): { callee: TypedExpression; given: readonly TypedArgument[] } {
  if (value.kind !== "partial") return { callee: value, given: [] };
  const given = value.arguments.map((each) => {
    if (each.value.type.kind === "function") return { ...each, value: openFunction(builder, each.value) };
    const left = lower(builder, each.value);
    return { ...each, value: builder.bind(left) };
  });
  return { callee: value.callee, given };
}

/** A function among the arguments of a partial application: what it is applied to already is evaluated, and it stays a function. */
function openFunction(builder: Builder, value: TypedExpression): TypedExpression {
  if (value.kind !== "partial") return builder.declaration.resolve(value);
  const { callee, given } = partsOf(builder, value);
  return { ...value, callee, arguments: given };
}

function signature(value: TypedExpression): { readonly parameters: readonly Type[]; readonly result: Type } {
  if (value.type.kind !== "function") throw new Error("the function of a fan-out has no function type");
  return value.type;
}

function parameterName(builder: Builder, value: TypedExpression, index: number): string {
  const callee = value.kind === "partial" ? value.callee : value;
  if (callee.kind !== "function") return "item";
  const declared = builder.declaration.program.declarations.function(callee.name)?.parameters;
  return bare(declared?.[value.kind === "partial" ? value.hole : index]?.name ?? "item");
}
