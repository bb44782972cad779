import type { Trace } from "./assemble.js";
import type { Call } from "./calls.js";
import { duration } from "./duration.js";
import { escapeText } from "./escape.js";
import { openFrames } from "./open.js";
import { criticalPath, everyCall, timeSum, timesOf } from "./times.js";

/** Deeper calls are counted, not shown. */
const DEEPEST = 40;

/**
 * The calls of a session as a tree with times. Calls of one name below one parent (a fan-out, the rounds of a loop, tries) are one line: how many, how many failed,
 * the median and the slowest.
 */
export function tree(trace: Trace): string {
  const rows: Row[] = [];
  const critical = trace.state === "done" ? criticalPath(trace.calls) : new Set<Call>();
  const groups = grouped(trace.calls);
  // The session's own span is the head line.
  const tops =
    groups.length === 1 && groups[0]!.form === "session"
      ? grouped(groups[0]!.calls.flatMap((call) => call.children))
      : groups;
  tops.forEach((top, index) => {
    if (tops.length === 1) print(rows, critical, top, "", "", "", 0);
    else if (index === tops.length - 1) print(rows, critical, top, "", "└─ ", "   ", 0);
    else print(rows, critical, top, "", "├─ ", "│  ", 0);
  });
  const width = Math.min(70, Math.max(0, ...rows.map((row) => row.name.length)));
  const lines = rows.map((row) =>
    `${row.name.padEnd(width)}  ${row.time.padStart(8)} ${row.critical ? "*" : " "}${row.note && ` ${row.note}`}`.trimEnd(),
  );
  return [head(trace), ...lines, ...sums(trace, critical), ...footer(trace)]
    .map((line) => `${line}\n`)
    .join("");
}

interface Row {
  readonly name: string;
  readonly time: string;
  /** Whether the end of the session waited for it. */
  readonly critical: boolean;
  readonly note: string;
}

interface Group {
  readonly name: string;
  readonly form: Call["form"];
  readonly calls: readonly Call[];
}

function head(trace: Trace): string {
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
function sums(trace: Trace, critical: ReadonlySet<Call>): string[] {
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
function footer(trace: Trace): string[] {
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

/** By name and place of the call, in order of the first start. */
function grouped(calls: readonly Call[]): Group[] {
  const groups = new Map<string, { name: string; form: Call["form"]; calls: Call[] }>();
  for (const call of calls) {
    const key = `${call.form} ${call.name} ${call.span.attributes.get("lk.step") ?? ""}`;
    const known = groups.get(key);
    if (known) known.calls.push(call);
    else groups.set(key, { name: call.name, form: call.form, calls: [call] });
  }
  return [...groups.values()];
}

function print(
  rows: Row[],
  critical: ReadonlySet<Call>,
  group: Group,
  indent: string,
  branch: string,
  below: string,
  depth: number,
): void {
  const { name, calls } = group;
  const many = calls.length > 1 ? ` ×${calls.length}` : "";
  const start = calls.map(({ span }) => span.start).reduce(earlier);
  const end = calls.map(({ span }) => span.end).reduce(later);
  rows.push({
    name: `${indent}${branch}${escapeText(name)}${many}`,
    time: duration(end - start),
    critical: calls.some((call) => critical.has(call)),
    note: notes(group).join(", "),
  });
  const children = grouped(calls.flatMap((call) => call.children));
  if (depth >= DEEPEST) {
    if (children.length > 0)
      rows.push({ name: `${indent}${below}└─ ... deeper calls`, time: "", critical: false, note: "" });
    return;
  }
  children.forEach((child, index) => {
    const last = index === children.length - 1;
    print(rows, critical, child, indent + below, last ? "└─ " : "├─ ", last ? "   " : "│  ", depth + 1);
  });
}

/** What stands behind the time of a line. */
function notes({ form, calls }: Group): string[] {
  const notes: string[] = form === "node" || form === "other" ? [] : [form];
  if (calls.length > 1) {
    const times = calls.map(({ span }) => span.end - span.start).sort((a, b) => (a < b ? -1 : 1));
    notes.push(
      `median ${duration(times[times.length >> 1]!)}`,
      `slowest ${duration(times.at(-1)!)}${slowest(calls)}`,
    );
  }
  const counted = (number: number, word: string) => {
    if (number > 0) notes.push(calls.length === 1 ? word : `${number} ${word}`);
  };
  if (form === "node") {
    const waits = calls.map(({ span }) => timesOf(span).waited).sort((a, b) => (a < b ? -1 : 1));
    const longest = waits.at(-1)!;
    if (longest > 0n)
      notes.push(calls.length === 1 ? `waited ${duration(longest)}` : `waited ${duration(longest)} at most`);
  }
  if (form === "other") notes.push(...tool(calls));
  counted(calls.filter(({ span }) => span.failed).length, "failed");
  counted(calls.filter(({ span }) => span.attributes.get("lk.cancelled") === true).length, "cancelled");
  return notes;
}

function earlier(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function later(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

/** Which element was the slowest. */
function slowest(calls: readonly Call[]): string {
  const longest = calls.reduce((a, b) => (b.span.end - b.span.start > a.span.end - a.span.start ? b : a));
  const index = longest.span.attributes.get("lk.element.index");
  return index === undefined ? "" : ` (element ${index})`;
}

/** Which service of another tool a span is of. */
function tool(calls: readonly Call[]): string[] {
  const name = calls[0]!.span.attributes.get("service.name");
  return name === undefined ? [] : [`of ${escapeText(String(name))}`];
}
