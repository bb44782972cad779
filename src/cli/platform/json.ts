import type { SessionEnd, SessionEntry } from "../../client/index.js";
import { failureOf } from "./failure.js";
import type { FailureGroup, Listed } from "./groups.js";
import type { NodeCounts } from "./nodes.js";
import type { Status } from "./status.js";

/** A session for machines (docs/command-line.md, "For machines"), on one line. */
export function sessionJson(entry: SessionEntry): string {
  return `${JSON.stringify(facts(entry, undefined))}\n`;
}

/** How far a session is, on one line. */
export function statusJson({ entry, nodes, end }: Status): string {
  return `${JSON.stringify(facts(entry, end, nodes))}\n`;
}

/** A session that has ended, with its value: the value's text is put in as it is, since reading it would lose digits. */
export function endJson(entry: SessionEntry, end: SessionEnd): string {
  const text = JSON.stringify(facts(entry, end));
  return end.value === undefined ? `${text}\n` : `${text.slice(0, -1)},"value":${end.value}}\n`;
}

/** Sessions for machines. */
export function sessionsJson(sessions: readonly Listed[]): string {
  const list = sessions.map(([entry, end]) => facts(entry, end));
  return `${JSON.stringify({ sessions: list }, null, 2)}\n`;
}

/** Groups of failed sessions for machines. */
export function groupsJson(groups: readonly FailureGroup[]): string {
  const list = groups.map((group) => ({ ...group, first: date(group.first), last: date(group.last) }));
  return `${JSON.stringify({ groups: list }, null, 2)}\n`;
}

function facts(entry: SessionEntry, end: SessionEnd | undefined, counts?: readonly NodeCounts[]) {
  const failure = end === undefined || end.state === "done" ? undefined : failureOf(end);
  return {
    session: entry.session,
    state: end?.state ?? entry.state,
    pipeline: entry.pipeline,
    build: entry.build,
    started: date(entry.started),
    deadline: date(entry.deadline),
    ended: entry.ended === undefined ? undefined : date(entry.ended),
    counts,
    failure: failure && {
      kind: failure.kind,
      exception: failure.exception,
      message: failure.message,
      frames: failure.frames,
    },
  };
}

function date(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
