import {
  binding,
  boundBy,
  build,
  children,
  freeLocals,
  type Local,
  usedLocals,
  withChildren,
} from "../tree/index.js";
import type { TypedArm, TypedExpression } from "../types/typed.js";
import { asSlot, Builder, type Captures, type Wanted } from "./builder.js";
import { lower } from "./expression.js";
import type { Pipeline, Selection } from "./graph.js";
import { waitsForAll } from "./tails.js";

/** A branch before it is lowered; `tail`: its last call may take the branch's own frame, whatever is around it. */
export interface Choice {
  readonly binds: readonly Local[];
  readonly body: TypedExpression;
  readonly frame: Pipeline["frame"];
  readonly tail: boolean;
}

type Of<Kind extends TypedExpression["kind"]> = TypedExpression & { kind: Kind };

/** `if`: a choose where a branch calls something, else glue over its condition. */
export function lowerIf(
  builder: Builder,
  expression: Of<"if">,
  wanted: Wanted,
  tail: boolean,
): TypedExpression {
  const condition = lower(builder, expression.condition);
  const bodies = [expression.then, expression.otherwise];
  if (!bodies.some((body) => builder.declaration.reaches(body))) return pure(builder, expression, condition);
  return choose(builder, expression, { kind: "if", condition }, bodies.map(branch), wanted, tail);
}

/** `&&` and `||`: the right side is a branch where it calls something. */
export function lowerLogical(
  builder: Builder,
  expression: Of<"binary">,
  wanted: Wanted,
  tail: boolean,
): TypedExpression {
  const { left, right, operator } = expression;
  const condition = lower(builder, left);
  if (!builder.declaration.reaches(right)) return pure(builder, expression, condition);
  const bodies =
    operator === "&&" ? [right, build.truth(false, expression)] : [build.truth(true, expression), right];
  return choose(builder, expression, { kind: "if", condition }, bodies.map(branch), wanted, tail);
}

/** `match`: patterns and guards decide in one place, so they stay together in the choose's glue. */
export function lowerMatch(
  builder: Builder,
  expression: Of<"match">,
  wanted: Wanted,
  tail: boolean,
): TypedExpression {
  const { declaration } = builder;
  const subject = lower(builder, expression.subject);
  if (!expression.arms.some((arm) => declaration.reaches(arm.body)))
    return pure(builder, expression, subject);
  const choices = expression.arms.map((arm): Choice => {
    const used = usedLocals(arm.body);
    return { ...branch(arm.body), binds: boundBy(arm.pattern).filter((local) => used.has(local.id)) };
  });
  const arms = expression.arms.map((arm) => selecting(builder, arm));
  return choose(builder, expression, { kind: "match", subject, arms }, choices, wanted, tail);
}

/**
 * Adds a choose.
 *
 * @param choices one for each branch that `select` can give, in its order
 */
export function choose(
  builder: Builder,
  expression: TypedExpression,
  select: Selection,
  choices: readonly Choice[],
  wanted: Wanted,
  tail: boolean,
): TypedExpression {
  const { declaration } = builder;
  const inputs = freeIn(select).map((local) => builder.slotOf(local));
  const captures = choices.map((choice) => builder.captures([choice.body], choice.binds));
  const waits = [...inputs, ...captures.flatMap((each) => each.slots)];
  const last = tail && declaration.tails && waitsForAll(builder, waits);
  const name = builder.functionName(wanted ? `${wanted.name}_choice` : "choice");
  const branches = choices.map((choice, index) => {
    const { locals, slots } = captures[index] as Captures;
    for (const bound of choice.binds) declaration.checkData(bound.type, expression.span);
    const parameters = [...choice.binds, ...locals].map(asSlot);
    const body = new Builder(declaration, choice.frame, parameters);
    const id = body.finish(lower(body, choice.body, undefined, last || choice.tail));
    return { body: id, captures: slots, binds: choice.binds.map(asSlot) };
  });
  const step = { kind: "choose", inputs, select, name, branches, tail: last, line: expression.line } as const;
  return builder.emit(step, expression, wanted);
}

/** A plain branch of an `if` or `match`. */
function branch(body: TypedExpression): Choice {
  return { binds: [], body, frame: "branch", tail: false };
}

/** Only the first part calls something: the rest is one piece of glue with it. */
function pure(builder: Builder, expression: TypedExpression, first: TypedExpression): TypedExpression {
  const [, ...rest] = children(expression);
  return withChildren(expression, [first, ...rest.map((part) => builder.declaration.resolve(part))]);
}

/** An arm as glue sees it: its pattern binds what the guard and the body use. */
function selecting(builder: Builder, arm: TypedArm) {
  const guard = arm.guard && builder.declaration.resolve(arm.guard);
  const used = new Set([...usedLocals(arm.body), ...(guard ? usedLocals(guard) : [])]);
  return { pattern: binding(arm.pattern, used), guard, line: arm.line };
}

function freeIn(select: Selection): readonly Local[] {
  if (select.kind === "if") return freeLocals(select.condition);
  const found = new Map<number, Local>();
  for (const expression of [select.subject, ...select.arms.map((arm) => arm.guard)])
    for (const local of expression ? freeLocals(expression) : []) found.set(local.id, local);
  for (const arm of select.arms) for (const local of boundBy(arm.pattern)) found.delete(local.id);
  return [...found.values()];
}
