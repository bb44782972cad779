import { qualified, typeText } from "../../tree/index.js";
import type { TypedArgument, TypedExpression } from "../../types/typed.js";
import { annotation } from "./annotations.js";
import type { Body, Destination } from "./body.js";
import { methods, typed } from "./builtins.js";
import { isNarrow } from "./hints.js";
import { isInline } from "./inline.js";
import { lowerLambda } from "./lambdas.js";
import { flat } from "./layout.js";
import { stringLiteral } from "./literals.js";
import { hoist, lower, lowerAll } from "./lower.js";
import { type Argument, attribute, call, type Python, sequence, text } from "./syntax.js";

type Call = TypedExpression & { kind: "call" };
type Partial = TypedExpression & { kind: "partial" };

/** A call of a function by its name. */
export function callOf(
  name: string,
  values: readonly Python[],
  line: number | undefined,
  movable = false,
): Python {
  return call(
    text(name),
    values.map((value) => ({ name: undefined, value })),
    { line: movable ? undefined : line, movable },
  );
}

/** A function as a value. */
export function lowerFunction(body: Body, expression: TypedExpression & { kind: "function" }): Python {
  const name = body.file.function(expression.name);
  if (!typed.has(name)) return text(name);
  body.file.use("partial");
  body.file.kept.push(annotation(body.file, expression.instance[0]!));
  return text(`partial(${name}, type=${stringLiteral(typeText(expression.instance[0]!))})`);
}

export function lowerCall(body: Body, expression: Call): Python {
  const { callee } = expression;
  const line = expression.line;
  if (callee.kind !== "function") {
    const direct = callee.kind === "local" ? lower(body, callee) : undefined;
    const parts = direct ? [] : [callee];
    const values = lowerAll(body, [...parts, ...expression.arguments.map((argument) => argument.value)]);
    const target = direct ?? values.shift()!;
    const named =
      target.spread ||
      (target.line !== undefined && target.line !== line) ||
      target.form.kind === "lambda" ||
      (!target.movable && !inOrder(expression.arguments));
    const name = named ? hoist(body, target, callee) : target;
    const given = inPlaces(body, expression.arguments, values);
    return call(name, given.map(positional), { line, movable: false });
  }
  const values = lowerArguments(body, expression);
  const name = body.file.function(callee.name);
  const method = methods.get(name);
  const { given, labelled } = arranged(expression.arguments, values);
  if (method && !labelled) {
    const [first, ...others] = given;
    const target = first!.value;
    const apart = target.spread || (target.line !== undefined && target.line !== line);
    const subject = apart ? hoist(body, target, expression.arguments[0]!.value) : target;
    return call(attribute(subject, method), others.map(positional), { line, movable: false });
  }
  if (typed.has(name)) body.file.kept.push(annotation(body.file, callee.instance[0]!));
  const types = typed.has(name) ? [text(stringLiteral(typeText(callee.instance[0]!)))] : [];
  const declared = body.file.declarations.function(callee.name);
  const names = labelled && declared ? body.file.parameterNames(declared) : [];
  const passed = given.map(({ index, value }) => ({ name: names[index], value }));
  return call(text(name), [...passed, ...types.map((value) => ({ name: undefined, value }))], {
    line,
    movable: false,
  });
}

const positional = ({ value }: { readonly value: Python }): Argument => ({ name: undefined, value });

/**
 * Arguments as they are passed: by position where that is the order of evaluation, or where at most one of them can fail;
 * else by name, in the order of evaluation.
 */
function arranged(
  written: readonly TypedArgument[],
  values: readonly Python[],
): { given: { index: number; value: Python }[]; labelled: boolean } {
  const given = written.map(({ index }, place) => ({ index, value: values[place]! }));
  if (inOrder(written)) return { given, labelled: false };
  const labelled = values.filter((value) => !value.movable).length > 1;
  if (!labelled) given.sort((left, right) => left.index - right.index);
  return { given, labelled };
}

/**
 * Arguments of a function value, which has no names for them: by position. Where `x |> f(e, _)` evaluates them in another order, what can fail
 * gets a name before the call, except the last.
 */
function inPlaces(
  body: Body,
  written: readonly TypedArgument[],
  values: readonly Python[],
): { value: Python }[] {
  const given = written.map(({ index, value: source }, place) => ({ index, source, value: values[place]! }));
  if (inOrder(written)) return given;
  const strict = given.filter(({ value }) => !value.movable);
  for (const each of strict.slice(0, -1)) each.value = hoist(body, each.value, each.source);
  return given.sort((left, right) => left.index - right.index);
}

/** Arguments in the order of evaluation; a lambda is called like the parameter that it is for. */
function lowerArguments(body: Body, expression: Call): Python[] {
  const { callee } = expression;
  const declared = callee.kind === "function" ? body.file.declarations.function(callee.name) : undefined;
  const functions = expression.arguments.filter(({ value }) => value.type.kind === "function");
  const generic = (declared?.variables.length ?? 0) > 0 && functions.length > 0;
  const strict = functions.some(({ value }) => value.kind !== "lambda" || !isInline(value.body));
  return lowerAll(
    body,
    expression.arguments.map((argument) => argument.value),
    (value, place) => {
      const hint = declared?.parameters[expression.arguments[place]!.index]?.name ?? "function";
      if (value.kind === "lambda") return lowerLambda(body, value, hint);
      if (value.kind === "partial") return lowerPartial(body, value, hint);
      const python = lower(body, value);
      return generic && isNarrow(body, value, strict) ? annotated(body, python, value, hint) : python;
    },
  );
}

/** A value in a variable of its type. */
function annotated(body: Body, value: Python, source: TypedExpression, hint: string): Python {
  const type = annotation(body.file, source.type);
  const name = body.scope.fresh(hint, type);
  body.say(
    body.scope.annotate(name) ? `${name}: ${type} = ` : `${name} = `,
    value,
    value.line ?? source.line,
  );
  return text(name);
}

function inOrder(given: readonly TypedArgument[]): boolean {
  return given.every((argument, place) => argument.index === place);
}

export function lowerConstruct(body: Body, expression: TypedExpression & { kind: "construct" }): Python {
  const { of, constructor_ } = expression;
  const values = lowerAll(
    body,
    expression.arguments.map((argument) => argument.value),
  );
  const name = body.file.constructorClass(of, constructor_);
  const definition = body.file.declarations
    .definition(of)
    ?.constructors.find((one) => one.name === constructor_);
  const fields = definition?.fields.map((field) => body.file.names.field(of, constructor_, field.name)) ?? [];
  const labelled = fields.length > 1 || !inOrder(expression.arguments);
  const given = expression.arguments.map(({ index }, place) => ({
    name: labelled ? fields[index] : undefined,
    value: values[place]!,
  }));
  return call(text(name), given, { line: undefined, movable: true });
}

export function lowerUpdate(body: Body, expression: TypedExpression & { kind: "update" }): Python {
  const { of, constructor_ } = expression;
  const values = lowerAll(body, [expression.record, ...expression.changes.map((change) => change.value)]);
  const definition = body.file.declarations
    .definition(of)
    ?.constructors.find((one) => one.name === constructor_);
  const name = (index: number) =>
    body.file.names.field(of, constructor_, definition?.fields[index]?.name ?? "");
  const given = expression.changes.map(({ index }, place) => ({
    name: name(index),
    value: values[place + 1]!,
  }));
  body.file.use("dataclasses");
  return call(text("dataclasses.replace"), [{ name: undefined, value: values[0]! }, ...given], {
    line: undefined,
    movable: true,
  });
}

/**
 * `f(_, e)`: a function around the call, whose line stands for none of the program, so that it makes no frame. `functools.partial` would
 * make none either, but recursion through it goes through C, which Python 3.12 allows only a few hundred times.
 */
export function lowerPartial(body: Body, expression: Partial, hint = "applied"): Python {
  const { file, scope } = body;
  const { callee, hole, arity } = expression;
  if (expression.type.kind !== "function") throw new Error("a partial call is a function");
  const sources = expression.arguments.map((argument) => argument.value);
  const named = callee.kind === "function" || callee.kind === "constructor";
  const values = lowerAll(body, named ? sources : [callee, ...sources]);
  const target = named ? lower(body, callee) : values.shift()!;
  if (values.length === 0) return target;
  const fixed = [target, ...values].map((value, place) => {
    const kept = value.form.kind === "text" && value.movable;
    return kept ? value : hoist(body, value, place === 0 ? callee : sources[place - 1]!);
  });
  const texts = fixed.map(flat);
  for (const each of texts) scope.capture(each);
  const bound = body.looping ? [...new Set(texts)].filter((each) => scope.knows(each)) : [];
  const name = scope.fresh(hint, annotation(file, expression.type));
  scope.capture(name);
  const { parameters, result } = expression.type;
  scope.inside(() => {
    const item = scope.fresh(parameterOf(body, callee, hole), annotation(file, parameters[0]!));
    const order = Array.from({ length: arity }, () => item);
    for (const [place, { index }] of expression.arguments.entries()) order[index] = texts[place + 1]!;
    const items = [
      `${item}: ${annotation(file, parameters[0]!)}`,
      ...bound.map((each) => `${each}: ${scope.typeOf(each)} = ${each}`),
    ];
    const inner = [
      {
        kind: "simple" as const,
        head: "return ",
        value: callOf(
          texts[0]!,
          order.map((each) => text(each)),
          undefined,
          true,
        ),
      },
    ];
    body.push({ kind: "def", name, parameters: items, result: annotation(file, result), body: inner });
  });
  return text(name);
}

/** The name of the parameter that a hole is for. */
function parameterOf({ file }: Body, callee: TypedExpression, hole: number): string {
  if (callee.kind === "function")
    return file.declarations.function(callee.name)?.parameters[hole]?.name ?? "item";
  if (callee.kind !== "constructor") return "item";
  const definition = file.declarations
    .definition(callee.of)
    ?.constructors.find((one) => one.name === callee.constructor_);
  return definition?.fields[hole]?.name ?? "item";
}

/** Whether a call is a tail call of the function itself, and so the next round of its loop. */
export function isRound(body: Body, expression: Call, destination: Destination): boolean {
  if (!body.loop || destination.kind !== "return" || !destination.tail || destination.wrap.length > 0)
    return false;
  return (
    expression.callee.kind === "function" && qualified(expression.callee.name) === qualified(body.loop.name)
  );
}

/** The next round: the parameters take the arguments, all at once. */
export function lowerRound(body: Body, expression: Call): void {
  const names = body.loop!.parameters.map((parameter) => body.scope.get(parameter.id));
  const values = lowerAll(
    body,
    expression.arguments.map((argument) => argument.value),
  );
  const pairs = expression.arguments
    .map(({ index, value: from }, place) => ({ name: names[index]!, value: values[place]!, from }))
    .filter(({ name, value }) => !(value.form.kind === "text" && value.form.text === name));
  const lines = new Set(
    pairs.flatMap(({ value }) => (value.spread ? [-1, -2] : value.line === undefined ? [] : [value.line])),
  );
  if (lines.size > 1 && pairs.length > 1) {
    for (const pair of pairs) if (!pair.value.movable) pair.value = hoist(body, pair.value, pair.from);
  }
  if (pairs.length === 1)
    body.say(`${pairs[0]!.name} = `, pairs[0]!.value, pairs[0]!.value.line ?? expression.line);
  else if (pairs.length > 1) {
    const values = sequence(
      "bare",
      pairs.map(({ value }) => value),
    );
    body.say(`${pairs.map(({ name }) => name).join(", ")} = `, values, values.line ?? expression.line);
  }
  body.push({ kind: "simple", head: "continue" });
  body.ended = true;
}
