import type { Trace } from "./assemble.js";
import { extent, type Group, grouped, notes } from "./call-groups.js";
import type { Call } from "./calls.js";
import { duration } from "./duration.js";
import { escapeText } from "./escape.js";
import { footer, head, sums } from "./summary.js";
import { type CriticalPath, criticalPath } from "./times.js";

/** Deeper calls are counted, not shown. */
const DEEPEST = 40;

/**
 * The calls of a session as a tree with times. Calls of one name below one parent (a fan-out, the rounds of a loop, tries) are one line: how many, how many failed,
 * the median and the slowest.
 */
export function tree(trace: Trace): string {
  const rows: Row[] = [];
  const critical = trace.state === "done" ? criticalPath(trace.calls) : new Map<Call, bigint>();
  const tops = grouped(trace.calls.flatMap(withoutSession));
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

/** The session's own span is the head line: what it has called stands at the top, beside what has started it. */
function withoutSession(call: Call): readonly Call[] {
  if (call.form === "session") return call.children;
  const session = call.children.find(({ form }) => form === "session");
  if (session === undefined) return [call];
  return [{ ...call, children: call.children.filter((child) => child !== session) }, ...session.children];
}

interface Row {
  readonly name: string;
  readonly time: string;
  /** Whether the end of the session waited for it. */
  readonly critical: boolean;
  readonly note: string;
}

function print(
  rows: Row[],
  critical: CriticalPath,
  group: Group,
  indent: string,
  branch: string,
  below: string,
  depth: number,
): void {
  const { name, calls } = group;
  const many = calls.length > 1 ? ` ×${calls.length}` : "";
  const { start, end } = extent(calls);
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
