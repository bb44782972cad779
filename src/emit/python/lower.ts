import type { TypedExpression } from "../../types/typed.js";
import { annotation } from "./annotations.js";
import { lowerAttempt, lowerFail, lowerTry } from "./attempts.js";
import { type Body, type Destination, deliver, discarded } from "./body.js";
import {
  callOf,
  isRound,
  lowerCall,
  lowerConstruct,
  lowerFunction,
  lowerPartial,
  lowerRound,
  lowerUpdate,
} from "./calls.js";
import { lowerCondition, lowerIf, lowerShortcut } from "./conditions.js";
import { isTyped } from "./hints.js";
import { isInline } from "./inline.js";
import { lowerLambda } from "./lambdas.js";
import { floatLiteral, intLiteral, stringLiteral } from "./literals.js";
import { lowerMatch } from "./matches.js";
import { lowerBinary, lowerUnary } from "./operators.js";
import { isTooDeep, lowerApart } from "./parts.js";
import { bind } from "./patterns.js";
import { attribute, type Python, sequence, text } from "./syntax.js";
import { lowerInterpolation } from "./texts.js";

/** An expression of more levels is cut into named parts. */
const highest = 30;

/** The Python expression for one of the program; what it needs before it is added to the body as statements. */
export function lower(body: Body, expression: TypedExpression): Python {
  const value = lowerAny(body, expression);
  return value.depth > highest ? hoist(body, value, expression) : value;
}

function lowerAny(body: Body, expression: TypedExpression): Python {
  const file = body.file;
  switch (expression.kind) {
    case "int":
      return text(intLiteral(expression.value));
    case "float":
      return text(floatLiteral(expression.value));
    case "bool":
      return text(expression.value ? "True" : "False");
    case "string":
      return text(stringLiteral(expression.value));
    case "interpolation":
      return lowerInterpolation(body, expression);
    case "local":
      return text(body.scope.get(expression.id));
    case "constant":
      return text(file.constant(expression.name));
    case "function":
      return lowerFunction(body, expression);
    case "constructor": {
      if (expression.constructor_ === "None" && expression.of.module === "") return text("None");
      const name = file.constructorClass(expression.of, expression.constructor_);
      return text(expression.type.kind === "function" ? name : `${name}()`);
    }
    case "construct":
      return lowerConstruct(body, expression);
    case "update":
      return lowerUpdate(body, expression);
    case "field":
      return attribute(
        single(body, expression.record),
        file.names.field(expression.of, expression.constructor_, expression.field),
      );
    case "call":
      return lowerCall(body, expression);
    case "partial":
      return lowerPartial(body, expression);
    case "unary":
      return lowerUnary(body, expression);
    case "binary":
      return expression.operator === "&&" || expression.operator === "||"
        ? lowerShortcut(body, expression)
        : lowerBinary(body, expression);
    case "list": {
      const parts = expression.rest ? [...expression.items, expression.rest] : expression.items;
      const values = lowerAll(body, parts);
      if (!expression.rest) return sequence("list", values);
      return lowerPrepend(body, expression, values);
    }
    case "tuple":
      return sequence("tuple", lowerAll(body, expression.items));
    case "block":
      lowerStatements(body, expression);
      return lower(body, expression.result);
    case "if":
      return isInline(expression) ? lowerCondition(body, expression) : stored(body, expression);
    case "lambda":
      return lowerLambda(body, expression, "function");
    case "try":
      return lowerTry(body, expression);
    case "match":
    case "attempt":
      return stored(body, expression);
    case "fail":
      lowerFail(body, expression);
      return text("None");
  }
}

function lowerPrepend(
  body: Body,
  expression: TypedExpression & { kind: "list" },
  values: readonly Python[],
): Python {
  const items = sequence("list", values.slice(0, -1));
  return callOf(body.file.use("prepended"), [items, values.at(-1)!], expression.line, true);
}

/** Evaluates an expression whose value goes somewhere. */
export function lowerTo(body: Body, expression: TypedExpression, destination: Destination): void {
  if (body.ended) return;
  if (isTooDeep(body, expression) && lowerApart(body, expression, destination)) return;
  switch (expression.kind) {
    case "block":
      lowerStatements(body, expression);
      lowerTo(body, expression.result, destination);
      return;
    case "if":
      lowerIf(body, expression, destination);
      return;
    case "match":
      lowerMatch(body, expression, destination);
      return;
    case "attempt":
      lowerAttempt(body, expression, destination);
      return;
    case "fail":
      lowerFail(body, expression);
      return;
    case "call":
      if (isRound(body, expression, destination)) {
        lowerRound(body, expression);
        return;
      }
      break;
    case "binary":
      if ((expression.operator === "&&" || expression.operator === "||") && destination.kind === "return") {
        lowerIf(body, asIf(expression), destination);
        return;
      }
  }
  deliver(body, lower(body, expression), destination, expression);
}

/** `a && b` as `if a { b } else { false }`, whose branches are tail positions. */
function asIf(expression: TypedExpression & { kind: "binary" }): TypedExpression & { kind: "if" } {
  const { left, right, type, span, line } = expression;
  const constant: TypedExpression = { kind: "bool", value: expression.operator === "||", type, span, line };
  const and = expression.operator === "&&";
  const [then, otherwise] = and ? [right, constant] : [constant, right];
  return { kind: "if", condition: left, then, otherwise, type, span, line };
}

/** Adds the statements of a block. */
export function lowerStatements(body: Body, block: TypedExpression & { kind: "block" }): void {
  for (const statement of block.statements) {
    if (statement.kind === "let") bind(body, statement.pattern, statement.value, statement.line);
    else lowerTo(body, statement.expression, discarded);
  }
}

/** The value of an expression that needs statements, in a variable. */
function stored(body: Body, expression: TypedExpression): Python {
  const type = annotation(body.file, expression.type);
  const name = body.scope.fresh("value", type);
  lowerTo(body, expression, { kind: "assign", name, annotation: type, wrap: [], leave: false });
  return text(name);
}

/** Gives a value a name, so that what comes after it in the source also runs after it. */
export function hoist(body: Body, value: Python, source: TypedExpression, shared = true): Python {
  const type = annotation(body.file, source.type);
  const name = body.scope.fresh("value", type, shared);
  const head = isTyped(body, source) && body.scope.annotate(name) ? `${name}: ${type}` : name;
  body.say(`${head} = `, value, value.line ?? source.line);
  return text(name);
}

/** An expression that stands for one line of the program. */
export function single(body: Body, expression: TypedExpression): Python {
  const value = lower(body, expression);
  return value.spread ? hoist(body, value, expression) : value;
}

/** Expressions in the order of evaluation: where a later one needs statements, the earlier ones are named before. */
export function lowerAll(
  body: Body,
  expressions: readonly TypedExpression[],
  one: (expression: TypedExpression, index: number) => Python = (expression) => lower(body, expression),
): Python[] {
  const values: Python[] = [];
  for (const [index, expression] of expressions.entries()) {
    const before = body.statements.length;
    const endedBefore = body.ended;
    const value = one(expression, index);
    const added = body.statements.splice(before);
    const ended = body.ended;
    body.ended = endedBefore;
    if (added.some((statement) => statement.kind !== "def"))
      nameAll(body, values, expressions.slice(0, index));
    body.statements.push(...added);
    body.ended = ended;
    values.push(value);
  }
  return values;
}

/**
 * Names all values that cannot be evaluated later. What stands after them is made already, so the names are ones that nothing has
 * had: a branch in there would assign them anew.
 */
export function nameAll(body: Body, values: Python[], sources: readonly TypedExpression[]): void {
  for (const [index, value] of values.entries())
    if (!value.movable) values[index] = hoist(body, value, sources[index]!, false);
}

/** Expressions that share a line of Python: what stands for another line of the program, or for several, is named before. */
export function onOneLine(
  body: Body,
  expressions: readonly TypedExpression[],
  line: number | undefined,
  first?: Python,
): Python[] {
  const values = lowerAll(body, expressions, (expression, index) =>
    index === 0 && first ? first : lower(body, expression),
  );
  const wanted = line ?? values.findLast((value) => value.line !== undefined)?.line;
  const misfit = values.findLastIndex(
    (value) => value.spread || (value.line !== undefined && value.line !== wanted),
  );
  for (let index = 0; index <= misfit; index++) {
    const value = values[index]!;
    if (!value.movable || index === misfit) values[index] = hoist(body, value, expressions[index]!);
  }
  return values;
}
