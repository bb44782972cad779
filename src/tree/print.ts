import type { QualifiedName, TypedArgument, TypedExpression, TypedPattern } from "../types/typed.js";

/** An expression on one line, for people: as it could have been written, with the names and the order of evaluation that the typed tree has. */
export function printExpression(expression: TypedExpression): string {
  const print = printExpression;
  switch (expression.kind) {
    case "int":
      return String(expression.value);
    case "float":
      return Number.isInteger(expression.value) ? expression.value.toFixed(1) : String(expression.value);
    case "bool":
      return String(expression.value);
    case "string":
      return JSON.stringify(expression.value);
    case "interpolation":
      return `"${expression.parts.map((part) => (typeof part === "string" ? part : `\${${print(part)}}`)).join("")}"`;
    case "local":
      return expression.name;
    case "function":
    case "constant":
      return printName(expression.name);
    case "constructor":
      return expression.constructor_;
    case "construct":
      return `${expression.constructor_}${printArguments(expression.arguments)}`;
    case "update":
      return `${expression.constructor_}(..${print(expression.record)}, ${expression.changes.map(indexed).join(", ")})`;
    case "field":
      return `${print(expression.record)}.${expression.field}`;
    case "call":
      return `${print(expression.callee)}${printArguments(expression.arguments)}`;
    case "partial":
      return `${print(expression.callee)}${printArguments(expression.arguments, expression.hole)}`;
    case "unary":
      return `${expression.operator}${print(expression.operand)}`;
    case "binary":
      return `${inner(expression.left)} ${expression.operator} ${inner(expression.right)}`;
    case "list":
      return `[${[...expression.items.map(print), ...(expression.rest ? [`..${print(expression.rest)}`] : [])].join(", ")}]`;
    case "tuple":
      return `(${expression.items.map(print).join(", ")})`;
    case "block": {
      const lines = expression.statements.map((each) =>
        each.kind === "let"
          ? `let ${printPattern(each.pattern)} = ${print(each.value)}`
          : print(each.expression),
      );
      return `{ ${[...lines, print(expression.result)].join("; ")} }`;
    }
    case "if":
      return `if ${print(expression.condition)} ${braced(expression.then)} else ${braced(expression.otherwise)}`;
    case "match": {
      const arms = expression.arms.map(
        (arm) =>
          `${printPattern(arm.pattern)}${arm.guard ? ` if ${print(arm.guard)}` : ""} -> ${print(arm.body)}`,
      );
      return `match ${print(expression.subject)} { ${arms.join(", ")} }`;
    }
    case "lambda":
      return `fn(${expression.parameters.map(printPattern).join(", ")}) ${braced(expression.body)}`;
    case "attempt":
      return `attempt ${inner(expression.body)}`;
    case "fail":
      return `fail ${print(expression.message)}`;
    case "try":
      return `${print(expression.operand)}?`;
  }
}

/** A pattern on one line, for people. */
export function printPattern(pattern: TypedPattern): string {
  const several = (items: readonly TypedPattern[]) => items.map(printPattern).join(", ");
  switch (pattern.kind) {
    case "wildcard":
      return "_";
    case "variable":
      return pattern.name;
    case "int":
    case "bool":
      return String(pattern.value);
    case "string":
      return JSON.stringify(pattern.value);
    case "constructor":
      return pattern.arguments.length === 0
        ? pattern.constructor_
        : `${pattern.constructor_}(${several(pattern.arguments)})`;
    case "tuple":
      return `(${several(pattern.items)})`;
    case "list":
      return `[${[...pattern.items.map(printPattern), ...(pattern.rest ? [`..${printPattern(pattern.rest)}`] : [])].join(", ")}]`;
    case "alternatives":
      return pattern.options.map(printPattern).join(" | ");
    case "as":
      return `${printPattern(pattern.pattern)} as ${pattern.name}`;
  }
}

function printName({ module, name }: QualifiedName): string {
  return module === "" ? name : `${module.slice(module.lastIndexOf("/") + 1)}.${name}`;
}

function printArguments(list: readonly TypedArgument[], hole?: number): string {
  const inOrder = list.every(
    (each, index) => each.index === (hole !== undefined && index >= hole ? index + 1 : index),
  );
  const items = inOrder ? list.map((each) => printExpression(each.value)) : list.map(indexed);
  if (hole !== undefined) items.splice(inOrder ? hole : items.length, 0, inOrder ? "_" : `${hole}: _`);
  return `(${items.join(", ")})`;
}

function indexed({ index, value }: TypedArgument): string {
  return `${index}: ${printExpression(value)}`;
}

function inner(expression: TypedExpression): string {
  const loose = ["binary", "fail", "if", "match"].includes(expression.kind);
  return loose ? `(${printExpression(expression)})` : printExpression(expression);
}

function braced(expression: TypedExpression): string {
  return expression.kind === "block" ? printExpression(expression) : `{ ${printExpression(expression)} }`;
}
