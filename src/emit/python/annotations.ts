import { qualified } from "../../tree/index.js";
import type { Type } from "../../types/typed.js";
import type { PythonFile } from "./file.js";

/** Python reads 200 brackets within each other, and a function's type takes two. What is deeper is no help to a reader either. */
const deepest = 60;

/** A type as a Python annotation, with `Any` for what is very deep in it; what it names becomes part of the file. */
export function annotation(file: PythonFile, type: Type, level = 0): string {
  if (level > deepest) return file.use("Any");
  const inner = (one: Type) => annotation(file, one, level + 1);
  switch (type.kind) {
    case "variable":
      // A variable of a let is none of the declaration.
      if (type.name === "") return file.use("Any");
      return file.typeVariable(type.name, type.constraint);
    case "tuple":
      return type.items.length === 0 ? "tuple[()]" : `tuple[${type.items.map(inner).join(", ")}]`;
    case "function":
      file.use("Callable");
      return `Callable[[${type.parameters.map(inner).join(", ")}], ${inner(type.result)}]`;
    case "named":
      return named(file, type, inner);
  }
}

const plain: Readonly<Record<string, string>> = {
  ".Int": "int",
  ".Float": "float",
  ".String": "str",
  ".Bool": "bool",
  ".Bytes": "bytes",
};

function named(file: PythonFile, type: Type & { kind: "named" }, inner: (one: Type) => string): string {
  const key = qualified(type.name);
  // What a choose binds has no type of the language.
  if (key === ".values") return `tuple[${file.use("Any")}, ...]`;
  const known = plain[key];
  if (known) return known;
  const items = type.arguments.map(inner);
  switch (key) {
    case ".Json":
      return file.use("Json");
    case ".List":
      return `${file.use("Sequence")}[${items[0]}]`;
    case ".Dict":
      return `${file.use("Dict")}[${items.join(", ")}]`;
    case ".Option":
      return `${file.use("Some")}[${items[0]}] | None`;
    case ".Result":
      return `${file.use("Ok")}[${items[0]}] | ${file.use("Error")}[${items[1]}]`;
    case "time.Time":
      return file.use("datetime");
    case ".Failure":
    case "failure.Kind":
    case "time.Parts":
      return file.use(file.names.type(type.name));
  }
  const parameters = file.useType(type.name);
  const used = parameters.map((index) => items[index]!);
  return file.names.type(type.name) + (used.length ? `[${used.join(", ")}]` : "");
}
