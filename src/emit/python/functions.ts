import { qualified, usedLocals } from "../../tree/index.js";
import type { Type, TypedConstant, TypedExpression, TypedFunction } from "../../types/typed.js";
import { annotation } from "./annotations.js";
import { Body, returned } from "./body.js";
import type { PythonFile } from "./file.js";
import { type Line, layout } from "./layout.js";
import { stringLiteral } from "./literals.js";
import { lower, lowerTo } from "./lower.js";
import { Scope } from "./scope.js";
import type { Statement } from "./syntax.js";

interface Parameter {
  readonly name: string;
  readonly id: number;
  readonly type: Type;
}

/** Whether an expression ends in a call of the function itself. */
export function hasRound(expression: TypedExpression, of: TypedFunction): boolean {
  const ends = (one: TypedExpression) => hasRound(one, of);
  switch (expression.kind) {
    case "block":
      return ends(expression.result);
    case "if":
      return ends(expression.then) || ends(expression.otherwise);
    case "match":
      return expression.arms.some((arm) => ends(arm.body));
    case "binary":
      return (expression.operator === "&&" || expression.operator === "||") && ends(expression.right);
    case "call":
      return (
        expression.callee.kind === "function" && qualified(expression.callee.name) === qualified(of.name)
      );
    default:
      return false;
  }
}

/** A declared function as a Python function. Tail calls of itself are rounds of a loop. */
export function functionLines(file: PythonFile, declared: TypedFunction): Line[] {
  const { body: expression } = declared;
  if (!expression) return externalLines(file, declared);
  const loop = hasRound(expression, declared) ? declared : undefined;
  const make = (body: Body) => lowerTo(body, expression, returned);
  const name = file.names.value(declared.name);
  return define(
    file,
    name,
    declared.parameters,
    declared.result,
    docOf(file, declared),
    usedLocals(expression),
    loop,
    make,
  );
}

/** A function's doc; the examples of the library's functions are for its reference only. */
function docOf(file: PythonFile, declared: TypedFunction): string | undefined {
  const library = file.declarations.module(declared.name.module)?.library;
  return library ? declared.doc?.replace(/\n(?: {4}.*)?(?=\n|$)/g, "").trim() : declared.doc;
}

/** A Python function whose body `make` lowers. */
export function define(
  file: PythonFile,
  name: string,
  parameters: readonly Parameter[],
  result: Type,
  doc: string | undefined,
  used: ReadonlySet<number>,
  loop: TypedFunction | undefined,
  make: (body: Body) => void,
): Line[] {
  const scope = new Scope(file.top);
  const items = parameters.map((parameter) => {
    const type = annotation(file, parameter.type);
    return `${scope.declare(parameter.id, parameter.name, type)}: ${type}`;
  });
  const parts = { name, made: [] as Statement[] };
  const body = new Body(file, scope, used, loop, loop !== undefined, parts);
  body.depth = loop ? 2 : 1;
  make(body);
  const statements: Statement[] = loop
    ? [{ kind: "block", head: "while True", body: body.statements }]
    : body.statements;
  const whole: Statement = {
    kind: "def",
    name,
    parameters: items,
    result: annotation(file, result),
    doc,
    body: statements,
  };
  const blank = { text: "", line: undefined };
  return [whole, ...parts.made].flatMap((each, index) => {
    const lines: Line[] = index === 0 ? [] : [blank, blank];
    layout([each], 0, lines);
    return lines;
  });
}

/** An external: whoever runs the file puts the call of the Python function in its place. */
function externalLines(file: PythonFile, declared: TypedFunction): Line[] {
  const function_ = declared.external?.function ?? "";
  const names = file.parameterNames(declared);
  const parameters = declared.parameters.map(
    ({ type }, index) => `${names[index]}: ${annotation(file, type)}`,
  );
  const note = `Calls \`${function_}\`. Bound by whoever runs this file.`;
  const doc = declared.doc ? `${declared.doc}\n\n${note}` : note;
  const body: Statement[] = [
    { kind: "simple", head: `raise NotImplementedError(${stringLiteral(function_)})` },
  ];
  const lines: Line[] = [];
  const name = file.names.value(declared.name);
  layout([{ kind: "def", name, parameters, result: annotation(file, declared.result), doc, body }], 0, lines);
  return lines;
}

/** A constant of the file. */
export function constantLines(file: PythonFile, constant: TypedConstant): Line[] {
  const body = new Body(file, new Scope(file.top), new Set(), undefined, false, { name: "", made: [] });
  const value = lower(body, constant.value);
  const head = `${file.names.value(constant.name)}: ${annotation(file, constant.type)} = `;
  const comment = constant.doc
    ? constant.doc.split("\n").map((text) => ({ text: `# ${text}`.trimEnd(), line: undefined }))
    : [];
  const lines: Line[] = [];
  layout([...body.statements, { kind: "simple", head, value }], 0, lines);
  return [...comment, ...lines].map(({ text }) => ({ text, line: undefined }));
}
