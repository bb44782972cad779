import type { ConstructorDefinition, Type, TypeDefinition } from "../../types/typed.js";
import { annotation } from "./annotations.js";
import type { PythonFile } from "./file.js";
import { docLines, docstring, stringLiteral } from "./literals.js";

/** Indexes of a type's parameters in the order in which the Python type takes them; phantom ones are left out. */
export function parameterOrder(definition: TypeDefinition): readonly number[] {
  const known = orders.get(definition);
  if (known) return known;
  const order = indexes(
    definition,
    definition.constructors.flatMap((one) => one.fields.map((field) => field.type)),
  );
  orders.set(definition, order);
  return order;
}

/** Asked at every mention of a type, which may have thousands of constructors. */
const orders = new WeakMap<TypeDefinition, readonly number[]>();

function indexes(definition: TypeDefinition, types: readonly Type[]): number[] {
  const order: number[] = [];
  if (definition.parameters.length === 0) return order;
  const visit = (type: Type): void => {
    if (type.kind === "variable") {
      const index = definition.parameters.indexOf(type.name);
      if (index >= 0 && !order.includes(index)) order.push(index);
    } else if (type.kind === "tuple") type.items.forEach(visit);
    else if (type.kind === "function") [...type.parameters, type.result].forEach(visit);
    else type.arguments.forEach(visit);
  };
  types.forEach(visit);
  return order;
}

/** A union of more types is not written with `|`. */
const longestUnion = 200;

/** The data classes of a type, and for a sum their union. */
export function typeLines(file: PythonFile, definition: TypeDefinition, ranked: boolean): string[] {
  const name = file.names.type(definition.name);
  const classes = definition.constructors.map((one, rank) =>
    classLines(file, definition, one, ranked ? rank : undefined),
  );
  const names = definition.constructors.map((one) => {
    const parameters = indexes(
      definition,
      one.fields.map((field) => field.type),
    );
    const variables = parameters.map((index) => file.covariant(definition.parameters[index]!));
    return (
      file.names.constructor_(definition.name, one.name) +
      (variables.length ? `[${variables.join(", ")}]` : "")
    );
  });
  const lines = classes.flatMap((one, index) => (index === 0 ? one : ["", "", ...one]));
  if (definition.form === "record" || names[0]?.replace(/\[.*/, "") === name) return lines;
  const comment = definition.doc ? docLines(definition.doc).map((line) => `# ${line}`.trimEnd()) : [];
  // Python compiles `|` by recursion, and flattens the union anew for each.
  if (names.length > longestUnion)
    return [
      ...lines,
      "",
      "",
      ...comment,
      `${name} = ${file.use("Union")}[`,
      ...names.map((one) => `    ${one},`),
      "]",
    ];
  const union = `${name} = ${names.join(" | ")}`;
  const split = [`${name} = (`, ...names.map((one, index) => `    ${index === 0 ? "" : "| "}${one}`), ")"];
  return [...lines, "", "", ...comment, ...(union.length <= 100 ? [union] : split)];
}

function classLines(
  file: PythonFile,
  definition: TypeDefinition,
  one: ConstructorDefinition,
  rank: number | undefined,
): string[] {
  const python = file.names.constructor_(definition.name, one.name);
  const parameters = indexes(
    definition,
    one.fields.map((field) => field.type),
  );
  const variables = parameters.map((index) => file.covariant(definition.parameters[index]!));
  const generic = variables.length ? `(${file.use("Generic")}[${variables.join(", ")}])` : "";
  file.use("dataclass");
  const own: string[] = [];
  const doc = one.doc ?? (definition.form === "record" ? definition.doc : undefined);
  if (doc) own.push(...docstring(doc));
  const facts: string[] = [];
  if (rank !== undefined && definition.constructors.length > 1) facts.push(`_rank = ${rank}`);
  if (python !== one.name) facts.push(`_name = ${stringLiteral(one.name)}`);
  if (own.length && (facts.length || one.fields.length)) own.push("");
  own.push(...facts);
  if (facts.length && one.fields.length) own.push("");
  for (const field of one.fields) {
    if (field.doc) own.push(...docLines(field.doc).map((line) => `# ${line}`.trimEnd()));
    const name = file.names.field(definition.name, one.name, field.name);
    const type = annotation(file, inCovariant(file, definition, field.type));
    own.push(
      `${name}: ${type}${name === field.name ? "" : ` = ${file.use("field")}(metadata={"name": ${stringLiteral(field.name)}})`}`,
    );
  }
  if (own.length === 0) own.push("pass");
  return [
    "@dataclass(frozen=True, slots=True)",
    `class ${python}${generic}:`,
    ...own.map((line) => (line ? `    ${line}` : "")),
  ];
}

/** Parameters of a type are covariant type variables, which its data, never changed, allows. */
function inCovariant(file: PythonFile, definition: TypeDefinition, type: Type): Type {
  const turn = (one: Type): Type => inCovariant(file, definition, one);
  switch (type.kind) {
    case "variable":
      return definition.parameters.includes(type.name)
        ? { ...type, name: `${type.name}_co`, constraint: undefined }
        : type;
    case "tuple":
      return { ...type, items: type.items.map(turn) };
    case "function":
      return { ...type, parameters: type.parameters.map(turn), result: turn(type.result) };
    case "named":
      return { ...type, arguments: type.arguments.map(turn) };
  }
}
