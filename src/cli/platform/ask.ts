import type { Build } from "../../client/index.js";
import { locate } from "../../project/index.js";
import { CommandError, Exit, outside } from "../exit.js";
import type { Host } from "../host.js";
import { projectRoot } from "../program.js";
import { printRuntimeError } from "../runtime/errors.js";
import type { ErrorEvent, RefusedEvent } from "../runtime/protocol.js";
import { startRuntime } from "../runtime/start.js";
import { withBuild } from "../write.js";

/** Inputs that are to be checked. */
export interface AskedInputs {
  readonly build: Build;
  readonly pipeline: string;
  /** JSON texts as they were given. */
  readonly texts: readonly string[];
}

/** The wire values of an input, parameter by parameter, or why it does not fit. */
export type Checked = readonly string[] | RefusedEvent;

/**
 * Checks inputs. The runtime's own codec does it, so an input is refused in the very words of `lk run`.
 * @param project where to look for the Python that `lk run` would take
 * @returns one for each text
 */
export async function checkInputs(
  host: Host,
  project: string | undefined,
  { build, pipeline, texts }: AskedInputs,
): Promise<Checked[]> {
  const place = locate(host.files, host.cwd, project);
  const runtime = await startRuntime(host, place.kind === "none" ? host.cwd : projectRoot(place));
  const checked: Checked[] = [];
  let fault: ErrorEvent | undefined;
  try {
    await runtime.started();
    await withBuild(new Map([["descriptor.yaml", JSON.stringify(build.descriptor)]]), (folder) =>
      runtime.talk(
        { command: "inputs", build: folder, pipeline, inputs: texts },
        texts.length,
        () => "the check of the input",
        (event) => {
          if (event.event === "error") fault = event;
          else if (event.event === "input") checked.push(event.arguments);
          else if (event.event === "refused") checked.push(event);
        },
      ),
    );
  } finally {
    await runtime.dismiss();
  }
  if (fault !== undefined) {
    printRuntimeError(host, fault);
    throw outside("the input could not be checked");
  }
  if (checked.length < texts.length)
    throw new CommandError(Exit.interrupted, "interrupted before anything was sent");
  return checked;
}

export function isRefused(checked: Checked): checked is RefusedEvent {
  return "event" in checked;
}
