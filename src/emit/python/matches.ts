import type { TypedExpression, TypedPattern } from "../../types/typed.js";
import { annotation } from "./annotations.js";
import type { Body, Destination } from "./body.js";
import { leaving } from "./conditions.js";
import { isInline } from "./inline.js";
import { hoist, lowerTo, single } from "./lower.js";
import { bindRests, irrefutable, type Matched, patternText, upTo } from "./patterns.js";
import type { Python, Statement } from "./syntax.js";

/** An arm: what it does is up to whoever lowers the match. */
export interface MatchArm {
  readonly pattern: TypedPattern;
  readonly guard: TypedExpression | undefined;
  readonly line: number;
  readonly make: (destination: Destination) => void;
}

/** `match` as a statement. */
export function lowerMatch(
  body: Body,
  expression: TypedExpression & { kind: "match" },
  destination: Destination,
): void {
  const arms = expression.arms.map(
    (arm): MatchArm => ({ ...arm, make: (to) => lowerTo(body, arm.body, to) }),
  );
  const stepped = arms.some((arm) => arm.guard && !fitsCase(arm));
  const to = stepped && destination.kind === "discard" ? unused(body, expression) : destination;
  if (stepped && to.kind === "assign" && !to.leave) leaving(body, expression, to);
  else lowerArms(body, expression.subject, arms, to);
}

/** A variable for what nobody needs: arms that have to leave need a place that they leave with something. */
function unused(body: Body, expression: TypedExpression): Destination {
  const type = annotation(body.file, expression.type);
  return {
    kind: "assign",
    name: body.scope.fresh("_unused", type),
    annotation: type,
    wrap: [],
    leave: false,
  };
}

/** A guard that is an expression, and uses no rest of a list, stands in its `case`. */
function fitsCase(arm: MatchArm): boolean {
  return !arm.guard || (isInline(arm.guard) && !hasNamedRest(arm.pattern));
}

function hasNamedRest(pattern: TypedPattern): boolean {
  switch (pattern.kind) {
    case "list":
      return pattern.rest?.kind === "variable" || pattern.items.some(hasNamedRest);
    case "constructor":
      return pattern.arguments.some(hasNamedRest);
    case "tuple":
      return pattern.items.some(hasNamedRest);
    case "alternatives":
      return pattern.options.some(hasNamedRest);
    case "as":
      return hasNamedRest(pattern.pattern);
    default:
      return false;
  }
}

/**
 * The arms over a subject. A guard that needs statements stands within its `case`; where it does not hold the match after this
 * one has the arms that follow, so every arm has to leave: the destination returns, or leaves a loop.
 */
export function lowerArms(
  body: Body,
  subject: TypedExpression,
  all: readonly MatchArm[],
  destination: Destination,
): void {
  // Python refuses a `case` behind one that takes everything.
  const arms = upTo(all, (arm) => !arm.guard && irrefutable(body, arm.pattern));
  const value = single(body, subject);
  const stepped = arms.some((arm) => !fitsCase(arm));
  const repeated = stepped || arms.some((arm) => hasNamedRest(arm.pattern));
  const simple = value.form.kind === "text" || (value.form.kind === "tuple" && value.movable && !repeated);
  const target = simple || !repeated ? value : hoist(body, value, subject);
  let pending: Statement[] = [];
  const flush = () => {
    if (pending.length === 0) return;
    body.push({
      kind: "block",
      head: "match ",
      value: target,
      line: target.line ?? subject.line,
      body: pending,
    });
    pending = [];
  };
  let ended = arms.length > 0;
  for (const arm of arms) {
    const { statement, open } = lowerArm(body, arm, target, destination);
    pending.push(statement);
    ended = ended && !open;
    if (!fitsCase(arm)) flush();
  }
  const complete = visiblyExhaustive(body, subject, arms);
  if (ended && !complete) {
    const unreachable: Statement = { kind: "simple", head: 'raise AssertionError("unreachable")' };
    pending.push({ kind: "block", head: "case _", body: [unreachable] });
  }
  flush();
  body.ended = ended;
}

function lowerArm(
  body: Body,
  arm: MatchArm,
  subject: Python,
  destination: Destination,
): { statement: Statement; open: boolean } {
  const inCase = fitsCase(arm);
  let head = "";
  let guard: Python | undefined;
  const block = body.block(() => {
    const matched: Matched = { rests: [] };
    head = `case ${patternText(body, arm.pattern, matched, subject)}`;
    if (arm.guard && inCase) guard = single(body, arm.guard);
    bindRests(body, matched);
    if (!arm.guard || inCase) {
      arm.make(destination);
      return;
    }
    const condition = single(body, arm.guard);
    const taken = body.block(() => arm.make(destination));
    body.push({
      kind: "block",
      head: "if ",
      value: condition,
      line: condition.line ?? arm.guard.line,
      body: taken.statements,
    });
    body.ended = taken.ended;
  }, 2);
  const statement: Statement = guard
    ? { kind: "block", head: `${head} if `, value: guard, line: guard.line, body: block.statements }
    : { kind: "block", head, body: block.statements };
  return { statement, open: !block.ended };
}

/** Whether a reader of the Python, and mypy, sees that some arm matches. */
function visiblyExhaustive(body: Body, subject: TypedExpression, arms: readonly MatchArm[]): boolean {
  const sure = arms.filter((arm) => !arm.guard).flatMap((arm) => options(arm.pattern));
  if (sure.some((pattern) => irrefutable(body, pattern))) return true;
  const covered = new Set<string>();
  for (const pattern of sure) {
    if (pattern.kind === "constructor" && pattern.arguments.every((one) => irrefutable(body, one)))
      covered.add(pattern.constructor_);
  }
  const all = body.file.declarations.constructors(subject.type);
  return all.length > 0 && all.every((one) => covered.has(one.name));
}

function options(pattern: TypedPattern): readonly TypedPattern[] {
  if (pattern.kind === "alternatives") return pattern.options.flatMap(options);
  return pattern.kind === "as" ? options(pattern.pattern) : [pattern];
}
