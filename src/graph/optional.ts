import { binding, boundBy, build, type Local, usedLocals } from "../tree/index.js";
import type { Type, TypedExpression, TypedPattern } from "../types/typed.js";
import type { Builder, Wanted } from "./builder.js";
import { type Choice, choose } from "./choose.js";
import { isImmediate, lower } from "./expression.js";
import type { FanOutCall } from "./fanout.js";
import type { Selection } from "./graph.js";
import { type Operand, openOperand } from "./operand.js";

/**
 * `option.map`, `option.then`, `result.map` and `result.then` over a function that reaches a node: a choose between the constructor that
 * has the value and the other one.
 */
export function lowerOptional(builder: Builder, call: FanOutCall, wanted: Wanted): TypedExpression {
  let subject: TypedExpression | undefined;
  let operand: Operand | undefined;
  for (const { index, value } of call.arguments) {
    if (index === 1) operand = openOperand(builder, value);
    else {
      const given = lower(builder, value);
      subject = isImmediate(given) || isLast(call, index) ? given : builder.bind(given);
    }
  }
  if (!subject || !operand) throw new Error(`${call.callee.name.name} lacks an argument`);
  const { module, name } = call.callee.name;
  const filled = module === "option" ? "Some" : "Ok";
  const body = name === "map" ? build.construct(call.type, filled, operand.body, operand.body) : operand.body;
  const parameter = operand.parameters[0]!;
  const used = usedLocals(operand.body);
  const value: Choice = {
    binds: boundBy(parameter).filter((local) => used.has(local.id)),
    body,
    frame: operand.frame,
    tail: name === "then",
  };
  const other = module === "option" ? none(call) : error(builder, call, subject.type);
  const some = build.matching(subject.type, filled, [binding(parameter, used)], call);
  const arms = [some, other.pattern].map((pattern) => ({ pattern, guard: undefined, line: call.line }));
  const select: Selection = { kind: "match", subject, arms };
  return choose(builder, call, select, [value, other.choice], wanted, false);
}

interface Other {
  readonly pattern: TypedPattern;
  readonly choice: Choice;
}

function none(call: FanOutCall): Other {
  const pattern = build.matching(call.type, "None", [], call);
  return {
    pattern,
    choice: {
      binds: [],
      body: build.construct(call.type, "None", undefined, call),
      frame: "branch",
      tail: false,
    },
  };
}

function error(builder: Builder, call: FanOutCall, subject: Type): Other {
  const [, type] = subject.kind === "named" ? subject.arguments : [];
  if (!type) throw new Error("a Result without the type of its error");
  const bound: Local = builder.declaration.local("error", type);
  const body = build.construct(call.type, "Error", build.local(bound, call), call);
  const pattern = build.matching(subject, "Error", [build.variable(bound, call)], call);
  return { pattern, choice: { binds: [bound], body, frame: "branch", tail: false } };
}

/** Whether nothing of the call is evaluated after this argument. */
function isLast(call: FanOutCall, index: number): boolean {
  const [first] = call.arguments;
  return first?.index !== index || call.arguments[1]?.value.kind !== "partial";
}
