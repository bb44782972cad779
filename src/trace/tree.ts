import type { Trace } from "./assemble.js";
import type { Call } from "./calls.js";
import { duration } from "./duration.js";
import { escapeText } from "./escape.js";

/** Deeper calls are counted, not shown. */
const DEEPEST = 40;

/**
 * The calls of a session as a tree with times. Calls of one name below one parent (a fan-out, the rounds of a loop, tries) are one line: how many, how many failed,
 * the median and the slowest.
 */
export function tree(trace: Trace): string {
  const rows: Row[] = [];
  const groups = grouped(trace.calls);
  // The session's own span is the head line.
  const tops =
    groups.length === 1 && groups[0]!.form === "session"
      ? grouped(groups[0]!.calls.flatMap((call) => call.children))
      : groups;
  tops.forEach((top, index) => {
    if (tops.length === 1) print(rows, top, "", "", "", 0);
    else if (index === tops.length - 1) print(rows, top, "", "└─ ", "   ", 0);
    else print(rows, top, "", "├─ ", "│  ", 0);
  });
  const width = Math.min(70, Math.max(0, ...rows.map((row) => row.name.length)));
  const lines = rows.map((row) =>
    `${row.name.padEnd(width)}  ${row.time.padStart(8)}${row.note && `  ${row.note}`}`.trimEnd(),
  );
  return [head(trace), ...lines, ...footer(trace)].map((line) => `${line}\n`).join("");
}

interface Row {
  readonly name: string;
  readonly time: string;
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

/** Where a running session is; what is missing of any other. */
function footer(trace: Trace): string[] {
  const lines: string[] = [];
  if (trace.state === "running" || trace.state === "lost") {
    for (const { service, done, failed, retrying, total } of trace.counts) {
      const more = [failed > 0 && `${failed} failed`, retrying > 0 && `${retrying} waiting for another try`]
        .filter(Boolean)
        .join(", ");
      lines.push(`${escapeText(service)}: ${done + failed} of ${total} done${more && `, ${more}`}`);
    }
    if (trace.state === "lost") lines.push("the process that ran this session is gone");
  }
  for (const { service, calls } of trace.holes)
    lines.push(`... trace incomplete: ${calls} calls of ${escapeText(service)} have no span`);
  return lines;
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
    note: notes(group).join(", "),
  });
  const children = grouped(calls.flatMap((call) => call.children));
  if (depth >= DEEPEST) {
    if (children.length > 0) rows.push({ name: `${indent}${below}└─ ... deeper calls`, time: "", note: "" });
    return;
  }
  children.forEach((child, index) => {
    const last = index === children.length - 1;
    print(rows, child, indent + below, last ? "└─ " : "├─ ", last ? "   " : "│  ", depth + 1);
  });
}

/** What stands behind the time of a line. */
function notes({ form, calls }: Group): string[] {
  const notes: string[] = form === "node" ? [] : [form];
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
