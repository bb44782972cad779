import { type Frame, type StackOptions, stackTrace, type Trace, traceHtml, tree } from "../../trace/index.js";
import type { Gathered } from "./gather.js";

/** How a trace is printed as text. */
export interface PrintOptions {
  readonly plain?: boolean;
  readonly all?: boolean;
  readonly python?: boolean;
  readonly args?: boolean;
  /** Lines below a frame. */
  readonly below?: (frame: Frame) => readonly string[];
}

/** The stack trace of a failed session, the calls of any other as a tree; what is missing stands in last lines. */
export function traceText(found: Gathered, options: PrintOptions): string {
  const { trace } = found;
  if (trace.failure === undefined) return tree(trace) + marks(found);
  return (
    stackTrace(`session-${trace.session}`, trace.failure, stackOptions(trace, options)) +
    holes(trace) +
    marks(found)
  );
}

/** A page of its own: stack, tree, timeline. */
export function tracePage(found: Gathered, options: PrintOptions): string {
  const remarks = `${holes(found.trace)}${marks(found)}`.split("\n").map((line) => line.trim());
  return traceHtml(
    found.trace,
    remarks.filter((line) => line !== ""),
    stackOptions(found.trace, options),
  );
}

function stackOptions(trace: Trace, { plain, all, python, args, below }: PrintOptions): StackOptions {
  return {
    plain: plain === true,
    all: all === true,
    python: python === true,
    siblings: trace.siblings,
    ...(below && { below }),
    ...(args && { innermost: argumentLines(trace) }),
  };
}

/** The arguments of the call that failed. */
function argumentLines({ arguments: recorded }: Trace): string[] {
  if (recorded === undefined)
    return ["(no arguments: they are recorded where the runtime has LK_TRACE_ARGUMENTS=1)"];
  return recorded.map(({ name, text }) => `${name} = ${text}`);
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
  if (!trace.sampled)
    return "\t... spans of what went well were not kept: the session is not one of the sample\n";
  if (sources.includes("store") && !sources.includes("jaeger"))
    return `\t... from the session's record on the platform${problem ? (problem.missing ? ": Jaeger has no spans of it" : ": Jaeger could not be asked") : ""}\n`;
  return "";
}
