import type { BuildDescriptor } from "../../client/index.js";
import { similar } from "../../text/index.js";
import { usage } from "../exit.js";

/**
 * The pipeline of a registered build that is started, by the rules of `lk run`: the one named (by its name alone where only one module has it), else
 * `main` of the main module, else the only one.
 */
export function pipelineOf(descriptor: BuildDescriptor, name: string | undefined): string {
  // Bodies of branches and elements are pipelines without a declaration of their own.
  const ids = Object.keys(descriptor.pipelines).filter((id) => descriptor.pipelines[id]!.declaration === id);
  if (name === undefined) {
    if (descriptor.main !== undefined) return descriptor.main;
    throw usage(
      ids.length === 0
        ? "the build has no pipeline"
        : "the build has several pipelines, and none is `main` of the main module",
      ids.length === 0 ? undefined : `name one: ${list(ids)}`,
    );
  }
  const exact = ids.filter((id) => id === name || id.replaceAll("/", ".") === name);
  const found = exact.length > 0 ? exact : ids.filter((id) => shortName(id) === name);
  if (found.length === 1) return found[0]!;
  if (found.length > 1)
    throw usage(`several modules have a pipeline \`${name.slice(0, 80)}\``, `name one: ${list(found)}`);
  const near = similar(name, [...ids.map(shortName), ...ids]);
  throw usage(
    `the build has no pipeline \`${name.slice(0, 80)}\``,
    near === undefined ? `pipelines are ${list(ids)}` : `did you mean \`${near}\`?`,
  );
}

function shortName(id: string): string {
  return id.slice(id.lastIndexOf(".") + 1);
}

function list(ids: readonly string[]): string {
  const shown = ids.slice(0, 8).map((id) => `\`${id}\``);
  return ids.length > 8 ? `${shown.join(", ")} and ${ids.length - 8} more` : shown.join(", ");
}
