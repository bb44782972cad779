import type { BuildDescriptor, CallCounts, SessionEntry } from "../../client/index.js";
import { duration, escapeText } from "../../trace/index.js";
import type { NodeProgress } from "../runtime/protocol.js";

/** What is known of the calls of nodes, in the form in which a run shows its progress. */
export function nodeProgress(
  counts: readonly CallCounts[],
  descriptor: BuildDescriptor | undefined,
): NodeProgress[] {
  return nodes(counts, descriptor).map(({ service, name, asked, done, failed, again }) => ({
    service,
    function: name,
    done,
    // A try that failed and was made again has not failed the call.
    failed: Math.max(0, failed - again),
    retrying: 0,
    total: asked,
  }));
}

/** `  main.price_line  512 of 1000  2 failed  5 tried again`, a line a node. */
export function countLines(counts: readonly CallCounts[], descriptor: BuildDescriptor | undefined): string[] {
  const shown = nodes(counts, descriptor);
  const width = Math.max(0, ...shown.map(({ name }) => name.length));
  return shown.map(({ name, asked, done, failed, again }) => {
    const lost = Math.max(0, failed - again);
    const notes = [lost > 0 && `${lost} failed`, again > 0 && `${again} tried again`].filter(Boolean);
    return [`  ${name.padEnd(width)}`, `${done + lost} of ${asked}`, ...notes].join("  ");
  });
}

function nodes(counts: readonly CallCounts[], descriptor: BuildDescriptor | undefined) {
  return counts
    .filter(({ service }) => descriptor?.services[service]?.kind !== "pipeline")
    .map((each) => ({
      ...each,
      name: descriptor?.services[each.service]?.function.replaceAll("/", ".") ?? escapeText(each.service),
    }));
}

/** `session 3f2a…: main.main, running for 12 s (build 1a2b3c4d, until 2026-11-26 10:00:00)`. */
export function sessionLine(entry: SessionEntry, now: number): string {
  const { session, pipeline, state, started, ended } = entry;
  const time = duration(BigInt(Math.max(0, (ended ?? now) - started)) * 1_000_000n);
  const since =
    state === "running" ? `running for ${time}` : ended === undefined ? state : `${state} after ${time}`;
  const until = state === "running" ? `, until ${clock(entry.deadline)}` : "";
  return `session ${session}: ${escapeText(pipeline)}, ${since} (build ${entry.build.slice(0, 8)}, started ${clock(started)}${until})`;
}

/** `2026-11-25 10:48:35`, in UTC with a `Z` behind it. */
export function clock(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace("T", " ").replace(/\.\d+/, "");
}
