import type { FanOut } from "../placement/index.js";
import { boundBy, build } from "../tree/index.js";
import type { Type, TypedExpression, TypedPattern } from "../types/typed.js";
import { destructure } from "./block.js";
import { asSlot, Builder, type Captures, type Wanted } from "./builder.js";
import { lower } from "./expression.js";
import { gathered, gatheredNames, scattered } from "./gather.js";
import { hoistConstants } from "./hoist.js";
import { type Operand, openOperand } from "./operand.js";
import { lowerOptional } from "./optional.js";

/** A fan-out's call: its callee is the library's function. */
export type FanOutCall = TypedExpression & { kind: "call" } & {
  readonly callee: TypedExpression & { readonly kind: "function" };
};

/** A fan-out over a function that reaches a node: a map, a fold, or for Option and Result a choose. */
export function lowerFanOut(
  builder: Builder,
  call: FanOutCall,
  fan: FanOut,
  wanted: Wanted,
): TypedExpression {
  if (fan.graph === "choose") return lowerOptional(builder, call, wanted);
  const values: TypedExpression[] = [];
  let operand: Operand | undefined;
  for (const { index, value } of call.arguments) {
    if (index === fan.function) {
      const opened = openOperand(builder, value);
      operand = { ...opened, body: hoistConstants(builder, opened.body) };
    } else {
      const given = lower(builder, value);
      values[index] = index === 0 ? scattered(builder, call, given) : builder.bind(given);
    }
  }
  const [over, initial] = values as [TypedExpression, TypedExpression?];
  if (!operand) throw new Error(`${call.callee.name.name} has no function`);
  if (initial) return lowerFold(builder, call, operand, over, initial, wanted);
  return lowerMap(builder, call, operand, over, wanted);
}

function lowerMap(
  builder: Builder,
  call: FanOutCall,
  operand: Operand,
  over: TypedExpression,
  wanted: Wanted,
): TypedExpression {
  const element = elementType(over.type);
  const { parameters } = operand;
  const pattern = parameters.length === 1 ? parameters[0]! : pairOf(parameters, element);
  const { body, captures } = lowerBody(builder, operand, [[pattern, element, "item"]]);
  const type = build.named("List", operand.body.type);
  const step = {
    kind: "map",
    over: builder.slot(over),
    body,
    captures: captures.slots,
    line: call.line,
  } as const;
  const whole = { ...call, type };
  const name = gatheredNames[call.callee.name.name];
  const mapped = builder.emit(step, whole, name === undefined ? wanted : builder.made(name, type));
  return gathered(builder, call, over, mapped);
}

function lowerFold(
  builder: Builder,
  call: FanOutCall,
  operand: Operand,
  over: TypedExpression,
  initial: TypedExpression,
  wanted: Wanted,
): TypedExpression {
  const [sum, item] = operand.parameters as [TypedPattern, TypedPattern];
  const { body, captures } = lowerBody(builder, operand, [
    [sum, call.type, "sum"],
    [item, elementType(over.type), "item"],
  ]);
  const slots = { over: builder.slot(over), initial: builder.slot(initial), captures: captures.slots };
  return builder.emit({ kind: "fold", body, ...slots, line: call.line }, call, wanted);
}

type Parameter = readonly [pattern: TypedPattern, type: Type, name: string];

/** The nameless pipeline of a fan-out's function. */
function lowerBody(
  builder: Builder,
  operand: Operand,
  parameters: readonly Parameter[],
): { readonly body: string; readonly captures: Captures } {
  const { declaration } = builder;
  const bound = operand.parameters.flatMap((pattern) => boundBy(pattern));
  const captures = builder.captures([operand.body], bound);
  const locals = parameters.map(([pattern, type, name]) =>
    pattern.kind === "variable" ? pattern : declaration.local(name, type),
  );
  const body = new Builder(declaration, operand.frame, [...locals, ...captures.locals].map(asSlot));
  for (const [index, [pattern]] of parameters.entries()) {
    const value = locals[index]!;
    if (pattern.kind !== "variable") destructure(body, pattern, build.local(value, operand.body));
  }
  return { body: body.finish(lower(body, operand.body, undefined, true)), captures };
}

/** The pattern of the pair that an element of `list.index_map` or `dict.map_values` is. */
function pairOf(items: readonly TypedPattern[], type: Type): TypedPattern {
  return { kind: "tuple", items, type, span: items[0]!.span };
}

function elementType(list: Type): Type {
  const [element] = list.kind === "named" ? list.arguments : [];
  if (!element) throw new Error("a fan-out over what is no list");
  return element;
}
