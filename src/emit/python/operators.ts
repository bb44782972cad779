import { qualified } from "../../tree/index.js";
import type { Type, TypedExpression } from "../../types/typed.js";
import type { Body } from "./body.js";
import { callOf } from "./calls.js";
import type { PythonFile } from "./file.js";
import { hoist, onOneLine, single } from "./lower.js";
import { binary, Level, type Python, text, unary } from "./syntax.js";

type Binary = TypedExpression & { kind: "binary" };

const named = (type: Type, ...names: string[]) =>
  type.kind === "named" && type.name.module === "" && names.includes(type.name.name);

export function lowerUnary(body: Body, expression: TypedExpression & { kind: "unary" }): Python {
  const operand = single(body, expression.operand);
  return unary(expression.operator === "!" ? "not " : "-", operand);
}

/** Operators but `&&` and `||`. A chain is taken from its left end, however long. */
export function lowerBinary(body: Body, expression: Binary): Python {
  const chain: Binary[] = [expression];
  for (
    let left = expression.left;
    left.kind === "binary" && left.operator !== "&&" && left.operator !== "||";
    left = left.left
  ) {
    chain.push(left);
  }
  let value: Python | undefined;
  for (const each of chain.reverse()) value = operation(body, each, value);
  return value!;
}

/** One operator; `left` is the value of its left side where that was lowered before. */
function operation(body: Body, expression: Binary, left: Python | undefined): Python {
  const first = left && left.depth > 20 ? hoist(body, left, expression.left) : left;
  const own = canFail(body.file, expression) ? expression.line : undefined;
  const [one, other] = onOneLine(body, [expression.left, expression.right], own, first) as [Python, Python];
  const { operator } = expression;
  const type = expression.left.type;
  const simple = (level: Level, movable = true) =>
    binary(operator, level, one, other, { line: own, movable });
  switch (operator) {
    case "+":
    case "-":
      return simple(Level.Sum);
    case "*":
      return simple(Level.Product);
    case "%":
      return simple(Level.Product, false);
    case "/":
      if (named(type, "Int")) return binary("//", Level.Product, one, other, { line: own, movable: false });
      if (named(type, "Float")) return simple(Level.Product, false);
      return callOf(body.file.use("divided"), [one, other], own);
    case "++":
      if (named(type, "String"))
        return binary("+", Level.Sum, one, other, { line: undefined, movable: true });
      return callOf(
        body.file.use(named(type, "List") ? "appended" : "concatenated"),
        [one, other],
        undefined,
        true,
      );
    default: {
      const equality = operator === "==" || operator === "!=";
      if (equality ? equalsPlainly(body.file, type) : ordersPlainly(type)) return simple(Level.Comparison);
      const difference = callOf(body.file.use("compare"), [one, other], undefined, true);
      return binary(operator, Level.Comparison, difference, text("0"), { line: undefined, movable: true });
    }
  }
}

function canFail(file: PythonFile, { operator, left }: Binary): boolean {
  if (operator === "/" || operator === "%") return true;
  const equality = operator === "==" || operator === "!=";
  return (
    (equality && !equalsPlainly(file, left.type)) || (/[<>]/.test(operator) && !ordersPlainly(left.type))
  );
}

/** Whether Python's `==` is the language's: not where a NaN, a Json or data of an unknown type may be within. */
export function equalsPlainly(
  file: PythonFile,
  type: Type,
  seen: ReadonlySet<string> = new Set(),
  top = true,
): boolean {
  const inner = (one: Type) => equalsPlainly(file, one, seen, false);
  switch (type.kind) {
    case "variable":
    case "function":
      return false;
    case "tuple":
      return type.items.every(inner);
    case "named": {
      if (named(type, "Float")) return top;
      if (named(type, "Json")) return false;
      if (!type.arguments.every(inner)) return false;
      const key = qualified(type.name);
      // Python compares data classes through C, which ends early for data of any depth.
      if (seen.has(key)) return false;
      const deeper = new Set([...seen, key]);
      const constructors = file.declarations.constructors(type);
      return constructors.every((one) =>
        one.fields.every((field) => equalsPlainly(file, field.type, deeper, false)),
      );
    }
  }
}

/** Whether Python's `<` is the language's. */
function ordersPlainly(type: Type): boolean {
  if (type.kind === "tuple") return type.items.every((item) => ordersPlainly(item) && !named(item, "Float"));
  if (type.kind !== "named") return false;
  return named(type, "Int", "Float", "String", "Bool", "Bytes") || qualified(type.name) === "time.Time";
}
