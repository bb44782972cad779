import type { Trace } from "./assemble.js";
import type { Call } from "./calls.js";
import { className, type Failure, type FrameEntry, isForeign, isRepetition, pythonClass } from "./failure.js";
import { everyCall } from "./times.js";

/** A trace for machines; docs/trace.md describes it, docs/trace.schema.json is its JSON Schema. */
export function traceJson(trace: Trace): string {
  const { failure } = trace;
  return `${JSON.stringify(
    {
      session: trace.session,
      state: trace.state,
      program: trace.program,
      pipeline: trace.pipeline,
      build: trace.build,
      started: trace.started,
      ended: trace.ended,
      reason: trace.reason,
      failure: failure && failureJson(failure),
      causes: (failure?.causes ?? []).map(({ exception, message }) => ({
        class: pythonClass(exception),
        exception,
        message,
      })),
      suppressed: (failure?.suppressed ?? []).map(failureJson),
      siblings: trace.siblings.map(failureJson),
      counts: trace.counts,
      holes: trace.holes,
      missing: trace.missing,
      calls: callsJson(trace.calls),
    },
    null,
    // Blanks would be most of a text that nobody reads line by line.
    roomy(trace.calls) ? 2 : undefined,
  )}\n`;
}

const MOST_INDENTED = 5_000;

/** Whether there are few enough calls to be set out for reading. */
function roomy(calls: readonly Call[]): boolean {
  let count = 0;
  for (const _ of everyCall(calls)) if (++count > MOST_INDENTED) return false;
  return true;
}

function failureJson(failure: Failure): object {
  return {
    kind: failure.kind,
    class: className(failure),
    exception: failure.exception,
    message: failure.message,
    frames: failure.frames.map(frameJson),
  };
}

function frameJson(entry: FrameEntry): object {
  if (isRepetition(entry)) return { repeated: entry.repeated, frames: entry.frames };
  if (isForeign(entry)) return { text: entry.text };
  return {
    function: entry.function.replaceAll("/", "."),
    file: entry.file,
    line: entry.line,
    service: entry.service,
    kind: entry.kind,
    host: entry.host,
    element: entry.element,
    attempt: entry.try === undefined ? undefined : { number: entry.try, of: entry.tries ?? 1 },
  };
}

/** Without recursion, as in `callTree`. */
function callsJson(calls: readonly Call[]): object[] {
  const roots: object[] = [];
  const open: { readonly call: Call; readonly into: object[] }[] = calls.map((call) => ({
    call,
    into: roots,
  }));
  for (let at = 0; at < open.length; at++) {
    const { call, into } = open[at]!;
    const children: object[] = [];
    const { span } = call;
    const number = (key: string) => span.attributes.get(key);
    into.push({
      name: call.name,
      form: call.form,
      span: span.id,
      started: new Date(Number(span.start / 1_000_000n)).toISOString(),
      milliseconds: Number(span.end - span.start) / 1e6,
      failed: span.failed,
      cancelled: number("lk.cancelled") === true ? true : undefined,
      element:
        number("lk.element.index") === undefined
          ? undefined
          : { index: number("lk.element.index"), count: number("lk.element.count") },
      attempt:
        number("lk.try") === undefined
          ? undefined
          : { number: number("lk.try"), of: number("lk.tries") ?? 1 },
      host: number("host.name"),
      calls: children,
    });
    for (const child of call.children) open.push({ call: child, into: children });
  }
  return roots;
}
