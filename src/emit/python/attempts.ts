import type { TypedExpression } from "../../types/typed.js";
import { type Body, closing, type Destination, discarded } from "./body.js";
import { callOf } from "./calls.js";
import { hoist, lowerTo, single } from "./lower.js";
import { attribute, type Python, text } from "./syntax.js";

/** `fail message`. */
export function lowerFail(body: Body, expression: TypedExpression & { kind: "fail" }): void {
  const message = single(body, expression.message);
  const named =
    message.line !== undefined && message.line !== expression.line
      ? hoist(body, message, expression.message)
      : message;
  body.say("raise ", callOf(body.file.use("Failed"), [named], expression.line), expression.line);
  body.ended = true;
}

/** `attempt e` as `try … except`. */
export function lowerAttempt(
  body: Body,
  expression: TypedExpression & { kind: "attempt" },
  destination: Destination,
): void {
  const { file, scope } = body;
  const [ok, error] = [file.use("Ok"), file.use("Error")];
  const inner: Destination = destination.kind === "discard" ? discarded : wrapped(destination, ok);
  file.use("Failure");
  if (inner.kind === "assign" && inner.annotation && scope.annotate(inner.name))
    body.say(`${inner.name}: ${inner.annotation}`, undefined, undefined);
  body.tries++;
  const attempted = body.block(() => lowerTo(body, expression.body, inner));
  body.tries--;
  const caught = scope.fresh("error", "");
  scope.capture(caught);
  const failure = callOf(
    error,
    [callOf(file.use("failure_of"), [text(caught)], expression.line)],
    undefined,
    true,
  );
  const handler = body.block(() => {
    if (destination.kind === "return") {
      body.say(`return ${destination.wrap && `${destination.wrap}(`}`, failure, expression.line);
      wrapLast(body, destination.wrap);
    } else if (destination.kind === "assign") {
      body.say(
        `${destination.name} = ${destination.wrap && `${destination.wrap}(`}`,
        failure,
        expression.line,
      );
      wrapLast(body, destination.wrap);
      if (destination.leave) body.say("break", undefined, undefined);
    } else body.say("", callOf(file.use("failure_of"), [text(caught)], expression.line), expression.line);
  });
  body.push({ kind: "block", head: "try", body: attempted.statements });
  body.push({
    kind: "block",
    head: `except ${file.use("AnyFailure")} as ${caught}`,
    body: handler.statements,
  });
  body.ended = destination.kind === "return" || (destination.kind === "assign" && destination.leave);
}

function wrapped(destination: Exclude<Destination, { kind: "discard" }>, ok: string): Destination {
  const wrap = destination.wrap ? `${destination.wrap}(${ok}` : ok;
  if (destination.kind === "return") return { ...destination, tail: false, wrap };
  return { ...destination, wrap };
}

/** Closes the brackets of what wraps the last statement. */
function wrapLast(body: Body, wrap: string): void {
  const last = body.statements.at(-1);
  if (last?.kind === "simple" && wrap)
    body.statements[body.statements.length - 1] = { ...last, tail: closing(wrap) };
}

/** `x?`: returns what is no value, and gives the value. */
export function lowerTry(body: Body, expression: TypedExpression & { kind: "try" }): Python {
  const operand = single(body, expression.operand);
  const name =
    operand.form.kind === "text" && /^[a-z_]\w*$/i.test(operand.form.text)
      ? operand
      : hoist(body, operand, expression.operand);
  const label = name.form.kind === "text" ? name.form.text : "";
  if (expression.of === "Option") {
    body.push({
      kind: "block",
      head: `if ${label} is None`,
      body: [{ kind: "simple", head: "return None" }],
    });
  } else {
    const error = body.file.use("Error");
    body.push({
      kind: "block",
      head: `if isinstance(${label}, ${error})`,
      body: [{ kind: "simple", head: `return ${label}` }],
    });
  }
  return attribute(name, "value");
}
