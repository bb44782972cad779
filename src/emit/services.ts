import type { Service } from "../graph/index.js";
import { type Declarations, qualified } from "../tree/index.js";
import type { TypedFunction } from "../types/typed.js";
import { oneLine } from "./layout.js";
import { type EmittedFile, type PythonOutput, serviceFile } from "./python/index.js";
import type { TypeTable } from "./types.js";

/** The entry of a service. */
export function serviceEntry(
  { name, kind, function: declaration, attributes }: Service,
  declarations: Declarations,
  python: PythonOutput,
  types: TypeTable,
): unknown {
  const file = serviceFile(name);
  const { retry, timeout, concurrency } = attributes;
  return {
    kind,
    function: qualified(declaration.name),
    file,
    handler: kind === "node" ? python.names.value(declaration.name) : undefined,
    doc: declaration.doc,
    line: declaration.line,
    ...signature(declaration, types),
    retry: retry && oneLine(retry),
    timeout,
    concurrency,
    ...fileEntry(python.files.get(file), declarations),
  };
}

/** What is known of a generated file. */
export function fileEntry(file: EmittedFile | undefined, declarations: Declarations): object {
  const externals = file?.externals ?? [];
  const needs = externals.flatMap((each) => declarations.function(each)?.external?.environment ?? []);
  return {
    environment: needs.length > 0 ? oneLine([...new Set(needs)].sort()) : undefined,
    externals: oneLine(externals.map(qualified).sort()),
    frames: oneLine(file?.frames ?? []),
    lines: oneLine(file?.lines ?? []),
  };
}

/** The entry of an external. */
export function externalEntry(declaration: TypedFunction, python: PythonOutput, types: TypeTable): unknown {
  return {
    python: declaration.external?.function,
    bound: python.names.value(declaration.name),
    pure: declaration.external?.pure ?? false,
    environment: oneLine(declaration.external?.environment ?? []),
    line: declaration.line,
    ...signature(declaration, types),
  };
}

function signature(declaration: TypedFunction, types: TypeTable): object {
  return {
    parameters: declaration.parameters.map(({ name, type }) => oneLine({ name, type: types.add(type) })),
    result: types.add(declaration.result),
  };
}
