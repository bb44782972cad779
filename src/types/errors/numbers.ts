import type { Span } from "../../text/index.js";
import { floatType, intType } from "../core/store.js";
import { prune, Term, type Ty } from "../core/type.js";
import type { Inference } from "../inference.js";
import { type Hint, hintFor, withImport } from "./hints.js";
import type { Expected, Why } from "./why.js";

type Operand = Extract<Why, { kind: "operand" }>;

/**
 * An operator between an Int and a Float: which of them is said to be wrong, and the way out. What is expected of the whole decides, so that
 * the hint does not lead into the next error; where nothing is, the Int is converted, which loses nothing.
 *
 * @param span of the operand that was found to be of another type
 */
export function mixedNumbers(
  inference: Inference,
  { type, why }: Expected,
  found: Ty,
  span: Span,
):
  | {
      readonly expected: Expected;
      readonly found: Ty;
      readonly span: Span;
      readonly hint: Hint | undefined;
    }
  | undefined {
  if (why.kind !== "operand" || !why.whole || why.side === "only") return undefined;
  const { left, right } = why.whole;
  const given = why.side === "left" ? left : right;
  // Within an operand, as in a branch of it, it is that part which is wrong.
  if (given.span !== span) return undefined;
  const [wanted, actual] = [prune(type), prune(found)];
  if (!(isNumber(wanted) && isNumber(actual)) || wanted.id === actual.id) return undefined;
  const result = why.result && prune(why.result);
  const turned = result !== undefined && isNumber(result) && result.id === actual.id;
  const side = turned === (why.side === "left") ? "right" : "left";
  const blamed = side === "left" ? left : right;
  const other = side === "left" ? right : left;
  const operand: Operand = { ...why, side, other: other.span };
  const [needed, foundThere] = turned ? [actual, wanted] : [wanted, actual];
  const expected: Expected = { type: needed, why: operand };
  const wantsInt = result !== undefined && isNumber(result) && result.id === intType.id;
  const whole = wantsInt ? undefined : converted(inference, why.whole, side === "left" ? foundThere : needed);
  return {
    expected,
    found: foundThere,
    span: blamed.span,
    hint: whole ?? hintFor(inference, expected, foundThere, blamed),
  };
}

function isNumber(type: Ty): type is Term {
  return type instanceof Term && (type.id === intType.id || type.id === floatType.id);
}

/** The whole with its left operand made a Float; undefined where that one is a literal, or no Int, or the text is long. */
function converted(
  inference: Inference,
  { left, operatorSpan, span }: NonNullable<Operand["whole"]>,
  leftType: Term,
): Hint | undefined {
  const bare = left.kind === "unary" ? left.operand : left;
  if (leftType.id !== intType.id || bare.kind === "int") return undefined;
  const { text } = inference.module.source;
  const rest = text.slice(operatorSpan.start, span.end);
  const shown = `int.to_float(${text.slice(left.span.start, left.span.end)}) ${rest}`;
  if (shown.length > 60 || shown.includes("\n")) return undefined;
  const { start, end } = span;
  return withImport(inference, {
    hint: `write \`${shown}\``,
    fix: [{ span: { start: Math.min(start, left.span.start), end }, text: shown }],
  });
}
