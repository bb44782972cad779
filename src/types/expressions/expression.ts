import type { Resolved } from "../../names/index.js";
import { boolType, errorType, floatType, intType } from "../core/store.js";
import { prune, type Ty, Variable } from "../core/type.js";
import type { Expected } from "../errors/why.js";
import { type Inference, typeOf } from "../inference.js";
import type { TypedExpression } from "../typed.js";
import { inferAttempt, inferFail } from "./attempt.js";
import { inferBinary } from "./binary.js";
import { inferBlock } from "./block.js";
import { inferCall, inferPartial } from "./call.js";
import { inferField } from "./field.js";
import { inferIf } from "./if.js";
import { inferLambda } from "./lambda.js";
import { inferList } from "./list.js";
import { inferMatch } from "./match.js";
import { inferName } from "./name.js";
import { inferString } from "./string.js";
import { inferTry } from "./try.js";
import { inferTuple } from "./tuple.js";
import { inferUnary } from "./unary.js";
import { inferUpdate } from "./update.js";

/**
 * Infers an expression. With an expected type it is checked against it, inside out: the smallest part that does not fit is reported,
 * with the reason of the expectation.
 */
export function infer(cx: Inference, e: Resolved, expected?: Expected): TypedExpression {
  switch (e.kind) {
    case "int":
      return settled(
        cx,
        e,
        cx.node(intType, e.span, e.span.start, { kind: "int", value: e.value }),
        expected,
      );
    case "float":
      return settled(
        cx,
        e,
        cx.node(floatType, e.span, e.span.start, { kind: "float", value: e.value }),
        expected,
      );
    case "bool":
      return settled(
        cx,
        e,
        cx.node(boolType, e.span, e.span.start, { kind: "bool", value: e.value }),
        expected,
      );
    case "string":
      return settled(cx, e, inferString(cx, e), expected);
    case "local":
    case "function":
    case "constant":
    case "constructor":
      return settled(cx, e, inferName(cx, e), expected);
    case "field":
      return settled(cx, e, inferField(cx, e), expected);
    case "call":
      return settled(cx, e, inferCall(cx, e), expected);
    case "partial":
      return settled(cx, e, inferPartial(cx, e), expected);
    case "update":
      return settled(cx, e, inferUpdate(cx, e), expected);
    case "try":
      return settled(cx, e, inferTry(cx, e), expected);
    case "unary":
      return settled(cx, e, inferUnary(cx, e), expected);
    case "binary":
      return settled(cx, e, inferBinary(cx, e, expected), expected);
    case "attempt":
      return settled(cx, e, inferAttempt(cx, e), expected);
    case "fail":
      return inferFail(cx, e, expected);
    case "tuple":
      return inferTuple(cx, e, expected);
    case "list":
      return inferList(cx, e, expected);
    case "block":
      return inferBlock(cx, e, expected);
    case "if":
      return isOpen(expected) ? settled(cx, e, inferIf(cx, e), expected) : inferIf(cx, e, expected);
    case "match":
      return isOpen(expected) ? settled(cx, e, inferMatch(cx, e), expected) : inferMatch(cx, e, expected);
    case "lambda":
      return inferLambda(cx, e, expected);
    case "error": {
      for (const part of e.parts) infer(cx, part);
      return cx.broken(errorType, e.span);
    }
  }
}

/** Whether an expectation says nothing yet; then parts are compared with each other, which says more. */
function isOpen(expected: Expected | undefined): boolean {
  return expected !== undefined && prune(expected.type) instanceof Variable;
}

/** Checks what was inferred without looking at the expectation. */
export function settled(
  cx: Inference,
  e: Resolved,
  node: TypedExpression,
  expected: Expected | undefined,
): TypedExpression {
  if (expected) cx.expect(expected, typeOf(node), e.span, e);
  return node;
}

/** Infers an expression that has to have a type. */
export function check(cx: Inference, e: Resolved, type: Ty, why: Expected["why"]): TypedExpression {
  return infer(cx, e, { type, why });
}

/** The type of a part once it is looked at again by itself, as one of that type where one is given; undefined where it has errors. */
export function alone(cx: Inference, e: Resolved, type?: Ty): Ty | undefined {
  return cx.tried(() => typeOf(infer(cx, e, type && { type, why: { kind: "test" } })));
}
