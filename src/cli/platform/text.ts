import type { SessionEntry } from "../../client/index.js";
import { duration, escapeText } from "../../trace/index.js";

/** Which session it is, what became of it and since when; two lines, so that they fit 80 columns. */
export function sessionLines(entry: SessionEntry, now: number): string[] {
  const { session, pipeline, build, state, started, ended, deadline } = entry;
  const until = state === "running" ? `until ${clock(deadline)}` : ended && `ended ${clock(ended)}`;
  return [
    `session ${session}: ${escapeText(pipeline)}, build ${build.slice(0, 8)}`,
    [`  ${progress(entry, now)}`, `started ${clock(started)}`, until].filter(Boolean).join(", "),
  ];
}

/** `running for 12 s`, `failed after 1.24 s`. */
export function progress({ state, started, ended }: SessionEntry, now: number): string {
  const time = elapsed((ended ?? now) - started);
  if (state === "running") return `running for ${time}`;
  return ended === undefined ? state : `${state} after ${time}`;
}

/** A length of time, from milliseconds; clocks of two machines may differ a little. */
export function elapsed(milliseconds: number): string {
  return duration(BigInt(Math.max(0, milliseconds)) * 1_000_000n);
}

/** `2026-11-25 10:48:35Z`, in UTC. */
export function clock(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace("T", " ").replace(/\.\d+/, "");
}
