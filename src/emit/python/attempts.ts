import type { TypedExpression } from "../../types/typed.js";
import { type Body, type Destination, deliver, discarded } from "./body.js";
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
  const inner: Destination = destination.kind === "discard" ? discarded : within(destination, ok);
  file.use("Failure");
  if (inner.kind === "assign" && inner.annotation && scope.annotate(inner.name))
    body.say(`${inner.name}: ${inner.annotation}`, undefined, undefined);
  body.tries++;
  const attempted = body.block(() => lowerTo(body, expression.body, inner));
  body.tries--;
  const caught = scope.fresh("error", "");
  scope.capture(caught);
  const failure = callOf(file.use("failure_of"), [text(caught)], expression.line);
  const given = destination.kind === "discard" ? failure : callOf(error, [failure], undefined, true);
  const handler = body.block(() => deliver(body, given, destination, expression));
  body.push({ kind: "block", head: "try", body: attempted.statements });
  body.push({
    kind: "block",
    head: `except ${file.use("AnyFailure")} as ${caught}`,
    body: handler.statements,
  });
  body.ended = destination.kind === "return" || (destination.kind === "assign" && destination.leave);
}

function within(destination: Exclude<Destination, { kind: "discard" }>, ok: string): Destination {
  const wrap = [...destination.wrap, ok];
  return destination.kind === "return" ? { ...destination, tail: false, wrap } : { ...destination, wrap };
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
