import type { Build } from "../../client/index.js";
import { locate } from "../../project/index.js";
import { CommandError, Exit, outside } from "../exit.js";
import type { Host } from "../host.js";
import { projectRoot } from "../program.js";
import { printRuntimeError } from "../runtime/errors.js";
import type { Event } from "../runtime/protocol.js";
import { startRuntime } from "../runtime/start.js";
import { withBuild } from "../write.js";

/** An input that is to be checked. */
export interface AskedInput {
  readonly build: Build;
  readonly pipeline: string;
  /** The text as it was given; undefined where nothing was. */
  readonly text: string | undefined;
}

/**
 * The wire values of an input, parameter by parameter. The runtime's own codec makes them, so an input is refused in the very words of `lk run`.
 * @param project where to look for the Python that `lk run` would take
 * @returns undefined where the input does not fit, which has been said then
 */
export async function wireInput(
  host: Host,
  project: string | undefined,
  { build, pipeline, text }: AskedInput,
): Promise<readonly string[] | undefined> {
  const place = locate(host.files, host.cwd, project);
  const runtime = await startRuntime(host, place.kind === "none" ? host.cwd : projectRoot(place));
  let answer: Event | undefined;
  try {
    await runtime.started();
    await withBuild(new Map([["descriptor.yaml", JSON.stringify(build.descriptor)]]), (folder) =>
      runtime.talk(
        { command: "input", build: folder, pipeline, input: text ?? "{}" },
        1,
        () => "the check of the input",
        (event) => {
          answer = event;
        },
      ),
    );
  } finally {
    await runtime.dismiss();
  }
  if (answer?.event === "input") return answer.arguments;
  if (answer?.event !== "error")
    throw new CommandError(Exit.interrupted, "interrupted before anything was sent");
  printRuntimeError(host, answer, text !== undefined);
  if (answer.code !== "input") throw outside("the input could not be checked");
  return undefined;
}
