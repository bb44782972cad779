import type { Platform } from "../../client/index.js";
import { load } from "../../project/index.js";
import { CommandError, Exit, usage } from "../exit.js";
import type { Client, Host } from "../host.js";
import { find, reading } from "../program.js";
import type { ReleaseOptions } from "./options.js";

/**
 * Connects to the platform, does something there and disconnects. What goes wrong with NATS or Redis ends the command.
 */
export async function withPlatform<T>(
  host: Host,
  options: ReleaseOptions,
  work: (platform: Platform, client: Client) => Promise<T>,
): Promise<T> {
  const release = releaseOf(host, options);
  return speaking(host, async (client) => {
    const platform = await client.Platform.connect(client.settings(host.env), release);
    try {
      return await work(platform, client);
    } finally {
      await platform.close();
    }
  });
}

/** Does something with the client; its problems end the command. */
export async function speaking<T>(host: Host, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await host.client();
  try {
    return await work(client);
  } catch (error) {
    if (error instanceof client.PlatformProblem)
      throw new CommandError(error.fault === "usage" ? Exit.usage : Exit.outside, error.message, error.hint);
    throw error;
  }
}

/** The release that is meant: the one named, else that of the environment, else the program's name. */
export function releaseOf(host: Host, { project, release }: ReleaseOptions): string {
  const named = release ?? host.env.LK_RELEASE;
  if (named) return named;
  const place = findProgram(host, project);
  const { program } = reading(host, () => load(host.files, host.cwd, place));
  if (program) return program.name;
  throw usage(
    "the program cannot be read",
    "`lk check` says why; `--release` names a release without a program",
  );
}

function findProgram(host: Host, project: string | undefined) {
  try {
    return find(host, project);
  } catch (error) {
    if (project !== undefined || !(error instanceof CommandError)) throw error;
    throw usage(error.message, "name the release by `--release`, or its program by `--project`");
  }
}
