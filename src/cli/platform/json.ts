import type { CallCounts, SessionEnd, SessionEntry } from "../../client/index.js";
import { failureOf } from "./failure.js";

/** A session for machines (docs/command-line.md), on one line. */
export function sessionJson(entry: SessionEntry, counts?: readonly CallCounts[], end?: SessionEnd): string {
  return `${JSON.stringify(facts(entry, counts, end))}\n`;
}

/** A session that has ended, with its value: the value's text is put in as it is, since reading it would lose digits. */
export function endJson(entry: SessionEntry, end: SessionEnd): string {
  const text = JSON.stringify(facts(entry, undefined, end));
  return end.value === undefined ? `${text}\n` : `${text.slice(0, -1)},"value":${end.value}}\n`;
}

/** Sessions for machines. */
export function sessionsJson(sessions: readonly (readonly [SessionEntry, SessionEnd | undefined])[]): string {
  const list = sessions.map(([entry, end]) => facts(entry, undefined, end));
  return `${JSON.stringify({ sessions: list }, null, 2)}\n`;
}

function facts(entry: SessionEntry, counts: readonly CallCounts[] | undefined, end: SessionEnd | undefined) {
  const failure = end === undefined || end.state === "done" ? undefined : failureOf(end);
  return {
    session: entry.session,
    state: end?.state ?? entry.state,
    pipeline: entry.pipeline,
    build: entry.build,
    started: date(entry.started),
    deadline: date(entry.deadline),
    ended: entry.ended === undefined ? undefined : date(entry.ended),
    services: counts,
    failure: failure && { kind: failure.kind, exception: failure.exception, message: failure.message },
  };
}

function date(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
