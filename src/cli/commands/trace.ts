import { type Command, Option } from "commander";
import { stackTrace, type Trace, traceJson, tree } from "../../trace/index.js";
import { Exit } from "../exit.js";
import { formatOption, isJson } from "../format.js";
import type { Host } from "../host.js";
import { interruptible } from "../interrupt.js";
import { projectOption, releaseOption } from "../platform/options.js";
import { printError } from "../report.js";
import { type Gathered, type GatherOptions, gather } from "../trace/gather.js";

interface TraceOptions extends GatherOptions {
  readonly plain?: boolean;
  readonly format: string;
}

/** `lk trace SESSION|last`: the stack trace of a failed session, the calls of any other. */
export function trace(program: Command, host: Host, finish: (code: number) => void): void {
  program
    .command("trace")
    .description("print a failed session's stack trace, or the calls of any other as a tree with times")
    .argument("<SESSION>", "a session's id, its first digits, or `last`")
    .option("--plain", "leave out what stands in ~[…]")
    .addOption(
      new Option(
        "--jaeger <URL>",
        "the Jaeger that has the session's spans; default: JAEGER_URL, else `jaeger` in lk.yaml, and only for sessions that this machine does not have",
      ),
    )
    .addOption(projectOption())
    .addOption(releaseOption())
    .addOption(formatOption())
    .action(async (name: string, options: TraceOptions) => {
      const all = isJson(options);
      const found = await interruptible((signal) => gather(host, name, options, all, signal));
      const { trace, problem } = found;
      if (problem !== undefined && !problem.missing) printError(host.err, problem.message, problem.hint);
      host.out.write(isJson(options) ? traceJson(trace) : text(found, options));
      finish(isIncomplete(found) ? Exit.incomplete : Exit.done);
    });
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

function text(found: Gathered, { plain }: TraceOptions): string {
  const { trace } = found;
  if (trace.failure === undefined) return tree(trace) + marks(found);
  const { failure, siblings } = trace;
  return (
    stackTrace(`session-${trace.session}`, failure, { plain: plain === true, siblings }) +
    holes(trace) +
    marks(found)
  );
}

/** What is missing where not even the frames are known. */
function holes({ failure, holes }: Trace): string {
  const incomplete = failure?.frames.length === 0 ? holes : [];
  return incomplete
    .map(({ calls }) => `\t... trace incomplete: ${calls} calls of session have no span\n`)
    .join("");
}

/** What else is missing, in the form of a line that parsers of stack traces pass over. */
function marks({ trace, sources, problem }: Gathered): string {
  if (trace.missing > 0)
    return `\t... trace incomplete: at least ${trace.missing} span${trace.missing === 1 ? " is" : "s are"} missing\n`;
  if (sources.includes("store") && !sources.includes("jaeger"))
    return `\t... from the session's record on the platform${problem ? ": Jaeger has no spans of it" : ""}\n`;
  return "";
}
