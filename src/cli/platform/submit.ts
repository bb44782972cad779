import type { Build, Platform } from "../../client/index.js";
import { CommandError, Exit, outside } from "../exit.js";
import type { Client, Host } from "../host.js";
import type { ReleaseOptions } from "./options.js";
import { pipelineOf } from "./pipeline.js";

/** What `lk submit` was told beside the inputs. */
export interface SubmitOptions extends ReleaseOptions {
  readonly wait?: boolean;
  /** Milliseconds. */
  readonly timeout: number;
  readonly id?: string;
  readonly build?: string;
  readonly format: string;
}

/** What is needed to start sessions. */
export interface Submission {
  readonly host: Host;
  readonly client: Client;
  readonly platform: Platform;
  /** As it was named; undefined where the build chooses. */
  readonly pipeline: string | undefined;
  readonly options: SubmitOptions;
}

/** The build and the pipeline of a submission; a session that was started under the key before keeps its build. */
export async function chosenBuild(
  { client, platform, pipeline, options }: Submission,
  session: string,
): Promise<{ readonly build: Build; readonly pipeline: string }> {
  const earlier = options.id === undefined ? undefined : await client.findEntry(platform, session);
  const build = await client.chooseBuild(platform, options.build ?? earlier?.build);
  return { build, pipeline: pipelineOf(build.descriptor, pipeline) };
}

/** Waits; where the platform goes away meanwhile, or Ctrl-C ends it, what was started goes on without the command, which is said. */
export async function goingOn<T>({ client }: Submission, what: string, wait: () => Promise<T>): Promise<T> {
  let interrupt = () => {};
  const interrupted = new Promise<never>((_, reject) => {
    interrupt = () => reject(new CommandError(Exit.interrupted, "interrupted", what));
  });
  process.once("SIGINT", interrupt);
  const waiting = wait();
  // Nobody listens any more when it is the other that ends it.
  waiting.catch(() => {});
  try {
    return await Promise.race([waiting, interrupted]);
  } catch (error) {
    if (!(error instanceof client.PlatformProblem)) throw error;
    throw outside(error.message, [error.hint, what].filter(Boolean).join("\n  "));
  } finally {
    process.off("SIGINT", interrupt);
  }
}

/** Milliseconds after a deadline in which the platform says that a session has passed it. */
export const GRACE = 30_000;
