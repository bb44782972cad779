import type { ResolvedKind } from "../../names/index.js";
import { prune, Term, type Ty } from "../core/type.js";
import { annotate } from "../definitions/annotate.js";
import type { Expected, Why } from "../errors/why.js";
import { Frame, type Inference } from "../inference.js";
import { inferBinding } from "../patterns/binding.js";
import type { TypedExpression } from "../typed.js";
import { infer, settled } from "./expression.js";

/** A lambda; where a function of as many parameters is expected, parameters and body are checked against its parts. */
export function inferLambda(cx: Inference, e: ResolvedKind<"lambda">, expected?: Expected): TypedExpression {
  const wanted = expected && prune(expected.type);
  const fits =
    wanted instanceof Term &&
    wanted.of.kind === "function" &&
    wanted.items.length === e.parameters.length + 1;
  const parts = fits ? wanted.items : undefined;
  const types: Ty[] = [];
  const parameters = e.parameters.map((parameter, at) => {
    const type = parameterType(cx, parameter, parts?.[at], expected?.why);
    types.push(type);
    return inferBinding(cx, parameter.pattern, type, undefined, "parameter");
  });
  const outer = cx.frame;
  const frame = new Frame("lambda", "this function", parts?.at(-1) ?? cx.fresh());
  const result = resultOf(cx, e, frame, parts ? expected?.why : undefined);
  cx.frame = frame;
  const body = infer(cx, e.body, result);
  cx.frame = outer;
  const node = cx.node(cx.store.function(types, result.type), e.span, e.span.start, {
    kind: "lambda",
    parameters,
    body,
  });
  return parts ? node : settled(cx, e, node, expected);
}

function parameterType(
  cx: Inference,
  parameter: ResolvedKind<"lambda">["parameters"][number],
  wanted: Ty | undefined,
  why: Why | undefined,
): Ty {
  if (!parameter.annotation) return wanted ?? cx.fresh();
  const annotated = annotate(cx.annotations, parameter.annotation);
  if (wanted && why) cx.expect({ type: wanted, why }, annotated, parameter.annotation.span);
  return annotated;
}

function resultOf(cx: Inference, e: ResolvedKind<"lambda">, frame: Frame, outer: Why | undefined): Expected {
  const { result: type } = frame;
  if (!e.result) return { type, why: outer ? { kind: "lambda", outer, frame } : { kind: "frame", frame } };
  const annotated = annotate(cx.annotations, e.result);
  if (outer) cx.expect({ type, why: outer }, annotated, e.result.span);
  else cx.unify(type, annotated);
  return { type: annotated, why: { kind: "result", of: undefined, span: e.result.span } };
}
