import { type Command, Option } from "commander";
import { usage } from "../exit.js";
import { formatOption } from "../format.js";
import type { Host } from "../host.js";
import { inputOption, pipelineArgument, readInput } from "../input.js";
import { durationOption, projectOption, releaseOption } from "../platform/options.js";
import { withPlatform } from "../platform/reach.js";
import type { SubmitOptions } from "../platform/submit.js";
import { submitEach } from "../platform/submit-each.js";
import { submitOne } from "../platform/submit-one.js";

interface Options extends SubmitOptions {
  readonly input?: string;
  readonly each?: string;
}

/** Milliseconds that a session may take where nothing is said. */
const DEADLINE = 86_400_000;

/** Longest key, in bytes of UTF-8; what is longer is no key but a file that was meant as one. */
const LONGEST_KEY = 1024;

/** `lk submit [PIPELINE]`: starts a session on the platform, or one for each line of a file. */
export function submit(program: Command, host: Host, finish: (code: number) => void): void {
  program
    .command("submit")
    .description(
      "start a session on the platform; with --wait, print its value or the stack trace of its failure",
    )
    .addArgument(pipelineArgument())
    .addOption(inputOption())
    .addOption(
      new Option(
        "--each <FILE>",
        "start a session for each line of a file of JSON objects (`-` for standard input), once all of them fit",
      ).conflicts("input"),
    )
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
    .option("--id <KEY>", "a key of yours: submitting twice with the same key is one session", checkedKey)
    .option(
      "--build <DIGEST>",
      "the build that is to take it, by its first digits; default: the newest that accepts any",
    )
    .addOption(projectOption())
    .addOption(releaseOption())
    .addOption(formatOption())
    .action(async (pipeline: string | undefined, options: Options) => {
      const { each, input } = options;
      const text =
        each === undefined && input === undefined ? undefined : await readInput(host, each ?? input);
      const code = await withPlatform(host, options, (platform, client) => {
        const start = { host, client, platform, pipeline, options };
        return each === undefined ? submitOne(start, text) : submitEach(start, text ?? "");
      });
      finish(code);
    });
}

function checkedKey(key: string): string {
  if (Buffer.byteLength(key) > LONGEST_KEY)
    throw usage(`the key is longer than ${LONGEST_KEY} bytes`, "`--id` takes a short name for the session");
  return key;
}
