import type { ConstructorDefinition, Type, TypeDefinition } from "../types/typed.js";

/** The records and sums that no source declares, as the language reference gives them. */

const a: Type = { kind: "variable", name: "a", constraint: undefined };
const e: Type = { kind: "variable", name: "e", constraint: undefined };
const string: Type = { kind: "named", name: { module: "", name: "String" }, arguments: [] };
const strings: Type = { kind: "named", name: { module: "", name: "List" }, arguments: [string] };
const kind: Type = { kind: "named", name: { module: "failure", name: "Kind" }, arguments: [] };

function constructor(name: string, fields: Readonly<Record<string, Type>>): ConstructorDefinition {
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
  definition("", "Option", ["a"], "sum", [constructor("None", {}), constructor("Some", { value: a })]),
  definition("", "Result", ["a", "e"], "sum", [
    constructor("Ok", { value: a }),
    constructor("Error", { error: e }),
  ]),
  definition("", "Failure", [], "record", [
    constructor("Failure", { kind, message: string, trace: strings }),
  ]),
  definition("failure", "Kind", [], "sum", [
    ...plainKinds.map((name) => constructor(name, {})),
    constructor("External", { exception: string }),
  ]),
];
