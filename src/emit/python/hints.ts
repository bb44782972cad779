import type { Type, TypedExpression } from "../../types/typed.js";
import type { Body } from "./body.js";

/** Whether the variable of a value is annotated: where Python's checkers would take it for less than it is. */
export function isTyped(body: Body, value: TypedExpression): boolean {
  return needsType(body, value) && isOpen(body, value.type);
}

/**
 * Whether checkers take an argument for less than a function beside it takes: a constructor for its class, `[]` for a list of
 * nothing. `[]` beside a short lambda they understand.
 */
export function isNarrow(body: Body, value: TypedExpression, lists: boolean): boolean {
  const inner = (one: TypedExpression) => isNarrow(body, one, true);
  switch (value.kind) {
    case "tuple":
      return value.items.some(inner);
    case "list":
      return lists && (value.items.length === 0 ? !value.rest : value.items.some(inner));
    case "call":
      return (
        lists &&
        (value.arguments.length === 0
          ? isOpen(body, value.type)
          : value.arguments.some((one) => inner(one.value)))
      );
    case "construct":
    case "constructor":
      return body.file.declarations.constructors(value.type).length > 1;
    default:
      return false;
  }
}

/** Whether a type has more values than a checker sees in one of them. */
function isOpen(body: Body, type: Type): boolean {
  if (type.kind === "tuple") return type.items.some((item) => isOpen(body, item));
  return (
    type.kind !== "named" || type.arguments.length > 0 || body.file.declarations.constructors(type).length > 1
  );
}

/** Whether Python's checkers need help with the type of a value. */
function needsType(body: Body, value: TypedExpression): boolean {
  const needs = (one: TypedExpression) => needsType(body, one);
  switch (value.kind) {
    case "list":
      return (value.items.length === 0 && !value.rest) || value.items.some(needs);
    case "construct":
      return (
        body.file.declarations.constructors(value.type).length > 1 ||
        value.arguments.some((one) => needs(one.value))
      );
    case "constructor":
      return body.file.declarations.constructors(value.type).length > 1;
    case "tuple":
      return value.items.some(needs);
    case "call":
      return (
        value.arguments.length === 0 ||
        value.type.kind === "variable" ||
        value.arguments.some((one) => needs(one.value))
      );
    case "block":
      return needs(value.result);
    case "function":
    case "partial":
      return true;
    default:
      return false;
  }
}
