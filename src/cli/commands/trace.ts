import { type Command, Option } from "commander";
import { traceJson } from "../../trace/index.js";
import { Exit } from "../exit.js";
import { formatOption, isJson } from "../format.js";
import type { Host } from "../host.js";
import { interruptible } from "../interrupt.js";
import { projectOption, releaseOption } from "../platform/options.js";
import { printError } from "../report.js";
import { follow } from "../trace/follow.js";
import { type Gathered, type GatherOptions, gather } from "../trace/gather.js";
import { tracePage, traceText } from "../trace/print.js";
import { sourceLines } from "../trace/source.js";

interface TraceOptions extends GatherOptions {
  readonly plain?: boolean;
  readonly all?: boolean;
  readonly source?: boolean;
  readonly python?: boolean;
  readonly follow?: boolean;
  readonly format: string;
}

/** `lk trace SESSION|last`: the stack trace of a failed session, the calls of any other. */
export function trace(program: Command, host: Host, finish: (code: number) => void): void {
  program
    .command("trace")
    .description("print a failed session's stack trace, or the calls of any other as a tree with times")
    .argument("<SESSION>", "a session's id, its first digits, or `last`")
    .option("--plain", "leave out what stands in ~[…]")
    .option("--all", "every element that failed, grouped by cause")
    .option("--source", "with the lines of the program, where they are those that ran")
    .option("--args", "with the arguments of the call that failed, where they were recorded")
    .option("--python", "with the frames of an external's own Python code")
    .option("--follow", "wait until the session has ended; say meanwhile where it is")
    .addOption(
      new Option(
        "--jaeger <URL>",
        "the Jaeger that has the session's spans; default: JAEGER_URL, else `jaeger` in lk.yaml, and only for sessions that this machine does not have",
      ),
    )
    .addOption(projectOption())
    .addOption(releaseOption())
    .addOption(formatOption("html"))
    .action(async (name: string, options: TraceOptions) => {
      const all = options.format !== "text";
      const found = await interruptible((signal) => {
        const look = () => gather(host, name, options, all, signal);
        return options.follow ? follow(host, look, signal) : look();
      });
      const { problem } = found;
      if (problem !== undefined && !problem.missing) printError(host.err, problem.message, problem.hint);
      host.out.write(await shown(host, found, options));
      finish(isIncomplete(found) ? Exit.incomplete : Exit.done);
    });
}

async function shown(host: Host, found: Gathered, options: TraceOptions): Promise<string> {
  if (isJson(options)) return traceJson(found.trace);
  const below =
    options.source && found.trace.failure && (await sourceLines(host, options.project, found.trace));
  const print = { ...options, ...(below && { below }) };
  return options.format === "html" ? tracePage(found, print) : traceText(found, print);
}

/** Whether there is more to know: it still runs, or something of it is missing. */
function isIncomplete({ trace, problem }: Gathered): boolean {
  return (
    trace.state === "running" ||
    trace.state === "lost" ||
    trace.holes.length > 0 ||
    trace.missing > 0 ||
    problem !== undefined
  );
}
