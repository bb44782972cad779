import { children, freeLocals } from "../../tree/index.js";
import type { TypedExpression } from "../../types/typed.js";
import { annotation } from "./annotations.js";
import { Body, type Destination, wrapped } from "./body.js";
import { hasRound } from "./functions.js";
import { isInline } from "./inline.js";
import { lowerTo } from "./lower.js";
import { text } from "./syntax.js";

/** Python allows 100 levels of indentation. */
const deepest = 60;
/** Python allows 20 nested loops and `try`s in a function. */
const deepestTry = 15;

/** Whether an expression goes beyond what Python nests. */
export function isTooDeep(body: Body, expression: TypedExpression): boolean {
  return body.depth > deepest || (expression.kind === "attempt" && body.tries >= deepestTry);
}

/**
 * Puts what is nested too deeply into a function of its own at the top of the file, with what it refers to as parameters. Its call stands
 * for no line of the program, so it makes no frame. False where that cannot be: it leaves the function early, or is a round of its loop.
 */
export function lowerApart(body: Body, expression: TypedExpression, destination: Destination): boolean {
  if (isInline(expression)) return false;
  const passes = destination.kind === "return" && destination.wrap.length === 0;
  if (!passes && leaves(expression)) return false;
  if (passes && body.loop && hasRound(expression, body.loop)) return false;
  const { file, scope, parts } = body;
  const name = file.part(parts.name);
  const names = [...new Set(freeLocals(expression).map((local) => scope.get(local.id)))];
  const inner = new Body(file, scope, body.used, undefined, body.looping, parts);
  lowerTo(inner, expression, { kind: "return", wrap: [], tail: false });
  const parameters = names.map((each) => `${each}: ${scope.typeOf(each)}`);
  parts.made.push({
    kind: "def",
    name,
    parameters,
    result: annotation(file, expression.type),
    body: inner.statements,
  });
  const call = text(`${name}(${names.join(", ")})`);
  const whole = destination.kind === "discard" ? call : wrapped(call, destination.wrap);
  body.say(
    destination.kind === "return" ? "return " : destination.kind === "assign" ? `${destination.name} = ` : "",
    whole,
    undefined,
  );
  if (destination.kind === "discard") return true;
  if (destination.kind === "assign" && destination.leave) body.say("break", undefined, undefined);
  body.ended = destination.kind === "return" || destination.leave;
  return true;
}

/** Whether an expression leaves its function early. */
function leaves(expression: TypedExpression): boolean {
  if (expression.kind === "lambda") return false;
  return expression.kind === "try" || children(expression).some(leaves);
}
