import type { TypedExpression } from "../types/typed.js";
import { asSlot, Builder, type Wanted } from "./builder.js";
import { lower } from "./expression.js";

/** An attempt with calls in it: its body is a nameless pipeline. */
export function lowerAttempt(
  builder: Builder,
  attempt: TypedExpression & { kind: "attempt" },
  wanted: Wanted,
): TypedExpression {
  const { locals, slots } = builder.captures([attempt.body], []);
  const body = new Builder(builder.declaration, "branch", locals.map(asSlot));
  const id = body.finish(lower(body, attempt.body));
  return builder.emit({ kind: "attempt", body: id, captures: slots, line: attempt.line }, attempt, wanted);
}
