import type { Command } from "commander";
import type { Build, Platform, SessionEnd, SessionEntry } from "../../client/index.js";
import { newSession } from "../../state/index.js";
import { stackTrace } from "../../trace/index.js";
import { Exit, outside } from "../exit.js";
import { formatOption, isJson } from "../format.js";
import type { Client, Host } from "../host.js";
import { inputOption, pipelineArgument, readInput } from "../input.js";
import { wireInput } from "../platform/ask.js";
import { failureOf } from "../platform/failure.js";
import { endJson, sessionJson } from "../platform/json.js";
import { nodeCounts, nodeProgress } from "../platform/nodes.js";
import { durationOption, projectOption, type ReleaseOptions, releaseOption } from "../platform/options.js";
import { pipelineOf } from "../platform/pipeline.js";
import { withPlatform } from "../platform/reach.js";

import { Progress } from "../runtime/progress.js";

interface SubmitOptions extends ReleaseOptions {
  readonly input?: string;
  readonly wait?: boolean;
  readonly timeout: number;
  readonly id?: string;
  readonly build?: string;
  readonly format: string;
}

/** Milliseconds that a session may take where nothing is said. */
const DEADLINE = 86_400_000;

/** Milliseconds after the deadline in which the platform says that a session has passed it. */
const GRACE = 30_000;

/** `lk submit [PIPELINE]`: starts a session on the platform. */
export function submit(program: Command, host: Host, finish: (code: number) => void): void {
  program
    .command("submit")
    .description(
      "start a session on the platform; with --wait, print its value or the stack trace of its failure",
    )
    .addArgument(pipelineArgument())
    .addOption(inputOption())
    .option(
      "--wait",
      "wait for the end: the value on standard output, the trace of a failure on standard error",
    )
    .addOption(
      durationOption("--timeout <TIME>", "how long the session may take, such as `120s`").default(
        DEADLINE,
        "24h",
      ),
    )
    .option("--id <KEY>", "a key of yours: submitting twice with the same key is one session")
    .option(
      "--build <DIGEST>",
      "the build that is to take it, by its first digits; default: the newest that accepts any",
    )
    .addOption(projectOption())
    .addOption(releaseOption())
    .addOption(formatOption())
    .action(async (pipeline: string | undefined, options: SubmitOptions) => {
      const input = options.input === undefined ? undefined : await readInput(host, options.input);
      finish(
        await withPlatform(host, options, (platform, client) =>
          start(host, client, platform, pipeline, input, options),
        ),
      );
    });
}

async function start(
  host: Host,
  client: Client,
  platform: Platform,
  name: string | undefined,
  input: string | undefined,
  options: SubmitOptions,
): Promise<number> {
  const session = options.id === undefined ? newSession() : client.sessionOfKey(platform.release, options.id);
  const earlier = options.id === undefined ? undefined : await client.findEntry(platform, session);
  const build = await client.chooseBuild(platform, options.build ?? earlier?.build);
  const pipeline = pipelineOf(build.descriptor, name);
  const values = await wireInput(host, options.project, { build, pipeline, text: input });
  if (values === undefined) return Exit.usage;
  const entry = await client.startSession(platform, {
    session,
    build,
    pipeline,
    values,
    timeout: options.timeout,
  });
  host.err.write(`session ${session}\n`);
  if (options.wait) return waitFor(host, client, platform, build, entry, options);
  if (isJson(options)) host.out.write(sessionJson(entry));
  return Exit.done;
}

async function waitFor(
  host: Host,
  client: Client,
  platform: Platform,
  build: Build,
  entry: SessionEntry,
  options: SubmitOptions,
): Promise<number> {
  const progress = new Progress(host.err);
  const end = await client.waitForEnd(platform, entry.session, entry.deadline + GRACE, async () => {
    if (!progress.wanted) return;
    const counts = await client.callCounts(platform, entry.session);
    progress.show(nodeProgress(nodeCounts(counts, build.descriptor)), (Date.now() - entry.started) / 1000);
  });
  progress.clear();
  if (end === undefined)
    throw outside(
      `session ${entry.session} is past its deadline, and nothing has ended it`,
      "see whether the services of the release run: `lk serve` starts them on this machine",
    );
  return show(host, entry, end, options);
}

function show(host: Host, entry: SessionEntry, end: SessionEnd, options: SubmitOptions): number {
  if (end.state === "done") {
    if (end.value === undefined)
      throw outside(`session ${entry.session} is done, and the store does not hold its value any more`);
    host.out.write(isJson(options) ? endJson(entry, end) : `${end.value}\n`);
    return Exit.done;
  }
  if (isJson(options)) host.out.write(endJson(entry, end));
  host.err.write(stackTrace(`session-${entry.session}`, failureOf(end)));
  return Exit.failed;
}
