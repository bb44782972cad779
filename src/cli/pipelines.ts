import { similar } from "../text/index.js";
import type { TypedFunction, TypedProgram } from "../types/typed.js";
import { usage } from "./exit.js";

/**
 * The pipeline that a run starts, by its id `module.name`: the one named (by its name alone where only one module has it), else `main` of the main module, else the only one of the
 * program.
 */
export function choosePipeline(program: TypedProgram, main: string, name: string | undefined): string {
  const pipelines = program.modules
    .filter((module) => !module.library)
    .flatMap((module) => module.functions)
    .filter(({ kind }) => kind === "pipeline");
  const ids = pipelines.map(id);
  if (name !== undefined) return named(pipelines, name);
  if (ids.includes(`${main}.main`)) return `${main}.main`;
  if (ids.length === 1) return ids[0]!;
  if (ids.length === 0)
    throw usage(
      "the program has no pipeline to run",
      "declare one, such as `pipeline main(name: String) -> String { … }`",
    );
  throw usage(
    "the program has several pipelines, and none is `main` of the main module",
    `name one: ${list(ids)}`,
  );
}

function named(pipelines: readonly TypedFunction[], name: string): string {
  const exact = pipelines
    .map(id)
    .filter((candidate) => candidate === name || candidate.replaceAll("/", ".") === name);
  const found =
    exact.length > 0 ? exact : pipelines.filter((pipeline) => pipeline.name.name === name).map(id);
  if (found.length === 1) return found[0]!;
  if (found.length > 1)
    throw usage(`several modules have a pipeline \`${name}\``, `name one: ${list(found)}`);
  const near = similar(name, [...pipelines.map((pipeline) => pipeline.name.name), ...pipelines.map(id)]);
  if (near !== undefined) throw usage(`there is no pipeline \`${name}\``, `did you mean \`${near}\`?`);
  throw usage(
    `there is no pipeline \`${name}\``,
    pipelines.length === 0 ? undefined : `pipelines are ${list(pipelines.map(id))}`,
  );
}

function id({ name }: TypedFunction): string {
  return `${name.module}.${name.name}`;
}

/** The first few of some names. */
function list(names: readonly string[]): string {
  const shown = names.slice(0, 8).map((name) => `\`${name}\``);
  return names.length > 8 ? `${shown.join(", ")} and ${names.length - 8} more` : shown.join(", ");
}
