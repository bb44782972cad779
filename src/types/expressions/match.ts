import type { ResolvedKind } from "../../names/index.js";
import { boolType, errorType } from "../core/store.js";
import type { Ty } from "../core/type.js";
import { reportOnce } from "../errors/branches.js";
import { reportUnlike } from "../errors/unlike.js";
import type { Expected } from "../errors/why.js";
import { type Inference, typeOf } from "../inference.js";
import { inferPattern } from "../patterns/pattern.js";
import type { TypedArm, TypedExpression } from "../typed.js";
import { alone, check, infer } from "./expression.js";

/** `match`: patterns have the type of the subject, bodies one type. */
export function inferMatch(cx: Inference, e: ResolvedKind<"match">, expected?: Expected): TypedExpression {
  const subject = infer(cx, e.subject);
  const broken = cx.brokenPatterns;
  let result: Ty | undefined = expected?.type;
  let wrong = 0;
  const first = cx.reports.diagnostics.length;
  const arms = e.arms.map((arm, index): TypedArm => {
    const pattern = inferPattern(cx, arm.pattern, typeOf(subject), {
      kind: "pattern",
      subject: e.subject.span,
    });
    const guard = arm.guard && check(cx, arm.guard, boolType, { kind: "guard" });
    const why = { kind: "branch", index, of: "match", first: e.arms[0]!.body.span } as const;
    const before = cx.reports.errors;
    const body = infer(cx, arm.body, expected ?? (result && { type: result, why }));
    if (result) wrong += cx.reports.errors - before;
    result ??= typeOf(body);
    return { pattern, guard, body, span: arm.span, line: cx.module.source.line(arm.span.start) };
  });
  if (cx.brokenPatterns === broken)
    cx.matches.push({ subject: typeOf(subject), arms, span: e.span, subjectEnd: e.subject.span.end });
  if (expected) reportOnce(cx, first, arms.length);
  else if (wrong > 1) {
    const why = { kind: "branch", index: 0, of: "match", first: e.arms[1]!.body.span, others: true } as const;
    const bodies = e.arms.map(({ body }) => body);
    reportUnlike(cx, first, bodies, typeOf(arms[0]!.body), (body, type) => alone(cx, body, type), why);
  }
  // Arms that are not of one type give nothing that anybody could be held to.
  const type = expected || wrong === 0 ? (result ?? cx.fresh()) : errorType;
  return cx.node(type, e.span, e.span.start, { kind: "match", subject, arms });
}
