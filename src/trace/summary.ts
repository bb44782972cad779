import type { Trace } from "./assemble.js";
import { duration } from "./duration.js";
import { escapeText } from "./escape.js";
import { openFrames } from "./open.js";
import { type CriticalPath, everyCall, timeSum } from "./times.js";

/** Which session, what became of it and in which time, as one line. */
export function head(trace: Trace): string {
  const what = trace.pipeline === undefined ? "" : ` ${escapeText(trace.pipeline)}`;
  const time =
    trace.started !== undefined && trace.ended !== undefined
      ? ` in ${duration(BigInt(Date.parse(trace.ended) - Date.parse(trace.started)) * 1_000_000n)}`
      : "";
  const since = trace.state === "running" && trace.started !== undefined ? ` since ${trace.started}` : "";
  const why =
    trace.reason === undefined || trace.reason === trace.state ? "" : ` (${escapeText(trace.reason)})`;
  return `session ${trace.session}${what}: ${trace.state}${why}${time}${since}`;
}

/** How many services the sum names. */
const MOST_SERVICES = 12;

/** Where the time of a session that ended well went. */
export function sums(trace: Trace, critical: CriticalPath): string[] {
  if (critical.size === 0) return [];
  const sum = timeSum(trace.calls, critical);
  if (sum.services.length === 0) return [];
  const { ran, waited, between } = sum.critical;
  const width = Math.max(...sum.services.slice(0, MOST_SERVICES).map(({ name }) => escapeText(name).length));
  const lines = sum.services
    .slice(0, MOST_SERVICES)
    .map(
      ({ name, calls, ...times }) =>
        `  ${escapeText(name).padEnd(width)}  ${duration(times.ran).padStart(8)} running  ${duration(times.waited).padStart(8)} waiting  ${calls} call${calls === 1 ? "" : "s"}`,
    );
  const more = sum.services.length - MOST_SERVICES;
  return [
    "",
    `* the end waited for these: ${duration(ran)} running, ${duration(waited)} waiting in queues, ${duration(between)} in between`,
    "all calls:",
    ...lines,
    ...(more > 0 ? [`  ... and ${more} more services`] : []),
  ];
}

/** Where a running session is; what is missing of any other. */
export function footer(trace: Trace): string[] {
  const lines: string[] = [];
  if (trace.state === "running" || trace.state === "lost") {
    lines.push(...where(trace));
    if (trace.state === "lost") lines.push("the process that ran this session is gone");
  }
  for (const { service, calls } of trace.holes)
    lines.push(`... trace incomplete: ${calls} calls of ${escapeText(service)} have no span`);
  return lines;
}

const MOST_OPEN = 10;

/** How far each node is, and which pipelines and fan-outs are open, where and since when. */
export function where(trace: Trace): string[] {
  const nodes = trace.counts.map(({ service, done, failed, running, retrying, waiting, total }) => {
    const notes = [
      running && `${running} running`,
      retrying && `${retrying} waiting for another try`,
      waiting && `${waiting} waiting`,
      failed && `${failed} failed`,
    ].filter(Boolean);
    return `${escapeText(service)}: ${done + failed} of ${total} done${notes.length > 0 ? `, ${notes.join(", ")}` : ""}`;
  });
  const open = openFrames([...everyCall(trace.calls)].map(({ span }) => span));
  const frames = open.slice(0, MOST_OPEN).map(({ name, element, since, last, ended, hosts }) => {
    const facts = [
      element && `element ${element.index} of ${element.count}`,
      `since ${time(since)}`,
      `${ended} call${ended === 1 ? "" : "s"} in it ended, the last at ${time(last)}`,
      hosts.length > 0 &&
        `on ${hosts.slice(0, 3).map(escapeText).join(", ")}${hosts.length > 3 ? ", ..." : ""}`,
    ].filter(Boolean);
    return `open: ${escapeText(name)}, ${facts.join(", ")}`;
  });
  return [
    ...nodes,
    ...frames,
    ...(open.length > MOST_OPEN ? [`... and ${open.length - MOST_OPEN} more are open`] : []),
  ];
}

/** `22:53:37.120Z`. */
function time(nanoseconds: bigint): string {
  return new Date(Number(nanoseconds / 1_000_000n)).toISOString().slice(11);
}
