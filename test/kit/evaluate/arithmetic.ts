import type { BinaryOperator } from "../../../src/syntax/ast";
import { compare } from "./order";
import { Failing, isList, type Value } from "./values";

/** Every operator but `&&` and `||`, which need not look at their right side. */
export function operate(operator: BinaryOperator, left: Value, right: Value): Value {
  switch (operator) {
    case "++":
      return isList(left) ? [...left, ...(right as readonly Value[])] : `${left as string}${right as string}`;
    case "==":
      return compare(left, right, false) === 0;
    case "!=":
      return compare(left, right, false) !== 0;
    case "<":
      return order(left, right) < 0;
    case "<=":
      return order(left, right) <= 0;
    case ">":
      return order(left, right) > 0;
    case ">=":
      return order(left, right) >= 0;
    default:
      return typeof left === "bigint"
        ? ints(operator, left, right as bigint)
        : floats(operator, left as number, right as number);
  }
}

/** Every comparison with what a NaN leaves undecided is false. */
function order(left: Value, right: Value): number {
  return compare(left, right, false) ?? Number.NaN;
}

function ints(operator: BinaryOperator, left: bigint, right: bigint): bigint {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
  }
  if (right === 0n) throw new Failing("DivisionByZero", "division by zero", undefined);
  const rest = left % right;
  const floored = rest !== 0n && rest < 0n !== right < 0n;
  if (operator === "%") return floored ? rest + right : rest;
  return floored ? left / right - 1n : left / right;
}

function floats(operator: BinaryOperator, left: number, right: number): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
  }
  if (right === 0) throw new Failing("DivisionByZero", "division by zero", undefined);
  if (operator === "/") return left / right;
  const rest = left % right;
  if (rest === 0) return right < 0 ? -0 : 0;
  return rest < 0 !== right < 0 ? rest + right : rest;
}
