import type { Host } from "../host.js";
import { printError } from "../report.js";
import type { ErrorEvent } from "./protocol.js";

/**
 * Prints why a run could not be done, and what to do.
 * @param inputGiven whether there was an input at all
 */
export function printRuntimeError(host: Host, error: ErrorEvent, inputGiven = true): void {
  if (error.code === "runtime" && error.detail) host.err.write(`${error.detail.trimEnd()}\n`);
  printError(host.err, error.message, hint(error, inputGiven));
}

/** The hint of an input that does not fit. */
export function inputHint(
  {
    path,
    suggestion,
  }: { readonly path?: string | undefined; readonly suggestion?: string | null | undefined },
  inputGiven: boolean,
): string | undefined {
  if (!inputGiven && path)
    return `give it by \`--input\`: a JSON file, or the text itself, such as '{"${path}": …}'`;
  return suggestion === undefined || suggestion === null ? undefined : `did you mean \`${suggestion}\`?`;
}

function hint({ code, path, suggestion, names }: ErrorEvent, inputGiven: boolean): string | undefined {
  switch (code) {
    case "input":
      return inputHint({ path, suggestion }, inputGiven);
    case "environment":
      return `set ${(names ?? []).map((name) => `\`${name}\``).join(", ") || "them"} before the run`;
    case "state":
      return "name another place by LK_STATE_DIR, or make room";
    case "runtime":
      return "this is a fault of lk itself: please report it, with the program that brought it about";
    default:
      return undefined;
  }
}
