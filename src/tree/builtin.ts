import type { ConstructorDefinition, Type, TypeDefinition } from "../types/typed.js";

/** The records and sums that no source declares, as the language reference gives them. */

const a: Type = { kind: "variable", name: "a", constraint: undefined };
const e: Type = { kind: "variable", name: "e", constraint: undefined };
const string: Type = { kind: "named", name: { module: "", name: "String" }, arguments: [] };
const strings: Type = { kind: "named", name: { module: "", name: "List" }, arguments: [string] };
const kind: Type = { kind: "named", name: { module: "failure", name: "Kind" }, arguments: [] };

function made(name: string, fields: Readonly<Record<string, Type>>): ConstructorDefinition {
  const list = Object.entries(fields).map(([field, type]) => ({ name: field, type, doc: undefined }));
  return { name, fields: list, doc: undefined };
}

function definition(
  module: string,
  name: string,
  parameters: readonly string[],
  form: "record" | "sum",
  constructors: readonly ConstructorDefinition[],
): TypeDefinition {
  return { name: { module, name }, parameters, form, constructors, doc: undefined, line: 0 };
}

const plainKinds = [
  "Failed",
  "DivisionByZero",
  "StackOverflow",
  "InvalidArgument",
  "DecodeFailure",
  "Timeout",
  "WorkerLost",
];

export const builtinDefinitions: readonly TypeDefinition[] = [
  definition("", "Option", ["a"], "sum", [made("None", {}), made("Some", { value: a })]),
  definition("", "Result", ["a", "e"], "sum", [made("Ok", { value: a }), made("Error", { error: e })]),
  definition("", "Failure", [], "record", [made("Failure", { kind, message: string, trace: strings })]),
  definition("failure", "Kind", [], "sum", [
    ...plainKinds.map((name) => made(name, {})),
    made("External", { exception: string }),
  ]),
];
