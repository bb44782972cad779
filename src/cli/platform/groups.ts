import type { SessionEnd, SessionEntry } from "../../client/index.js";
import { className, type Frame, type FrameEntry } from "../../trace/index.js";
import { failureOf } from "./failure.js";

/** A session as it is listed, with its end where that is known. */
export type Listed = readonly [entry: SessionEntry, end: SessionEnd | undefined];

/** Sessions that failed alike: with the same class, in the same line of the program. */
export interface FailureGroup {
  readonly count: number;
  /** As in a stack trace: `python.KeyError`. */
  readonly class: string;
  /** Where it failed; missing where that is not known. */
  readonly function?: string;
  readonly file?: string;
  readonly line?: number;
  /** When the first and the last of them ended, in milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
  /** The last of them, with its message. */
  readonly session: string;
  readonly message: string;
}

/** Groups of those that failed, the largest first, of equal ones that with the latest failure. */
export function failureGroups(sessions: readonly Listed[]): FailureGroup[] {
  const groups = new Map<string, FailureGroup>();
  for (const [entry, end] of sessions) {
    if (end === undefined || end.state === "done") continue;
    const one = alone(entry, end);
    const key = JSON.stringify([one.class, one.function, one.file, one.line]);
    const group = groups.get(key);
    groups.set(key, group === undefined ? one : joined(group, one));
  }
  return [...groups.values()].sort((a, b) => b.count - a.count || b.last - a.last);
}

function alone(entry: SessionEntry, end: SessionEnd): FailureGroup {
  const failure = failureOf(end);
  const frame = failure.frames.find((each): each is Frame => "function" in (each as FrameEntry));
  const time = entry.ended ?? entry.started;
  return {
    count: 1,
    class: className(failure),
    ...(frame && { function: frame.function.replaceAll("/", ".") }),
    ...(frame?.file !== undefined && { file: frame.file }),
    ...(frame?.line !== undefined && { line: frame.line }),
    first: time,
    last: time,
    session: entry.session,
    message: failure.message,
  };
}

function joined(group: FailureGroup, one: FailureGroup): FailureGroup {
  const { session, message } = one.last > group.last ? one : group;
  return {
    ...group,
    count: group.count + one.count,
    first: Math.min(group.first, one.first),
    last: Math.max(group.last, one.last),
    session,
    message,
  };
}
