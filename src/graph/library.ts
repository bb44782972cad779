import { build, instantiate, matchTypes } from "../tree/index.js";
import type { Type, TypedExpression } from "../types/typed.js";
import type { Program } from "./declaration.js";

/** Modules of the library that lowering calls in the glue that it makes, whether or not the program imports them. */
export function libraryOfGlue(imported: ReadonlySet<string>, hasTests: boolean): readonly string[] {
  return [...(imported.has("dict") ? ["list"] : []), ...(hasTests ? ["string"] : [])];
}

/** A call of a function of the standard library, for glue that the compiler makes; its type follows from the arguments. */
export function libraryCall(
  program: Program,
  module: string,
  name: string,
  given: readonly TypedExpression[],
  at: build.At,
): TypedExpression {
  const target = program.declarations.function({ module, name });
  if (!target) throw new Error(`lowering needs the library's ${module}.${name}`);
  const variables = new Map<string, Type>();
  for (const [index, each] of given.entries())
    matchTypes(target.parameters[index]!.type, each.type, variables);
  const instance = target.variables.map((variable) => variables.get(variable.name) ?? build.unit);
  const result = instantiate(target.result, variables);
  const { span, line } = at;
  const parameters = target.parameters.map((each) => instantiate(each.type, variables));
  const type: Type = { kind: "function", parameters, result };
  const callee: TypedExpression = { kind: "function", name: target.name, instance, type, span, line };
  const list = given.map((value, index) => ({ index, value }));
  return { kind: "call", callee, arguments: list, type: result, span, line };
}
