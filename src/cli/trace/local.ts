import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findSession, isAlive, LEAST_PREFIX, sessionFolder } from "../../state/index.js";
import { localSource, type SessionRecord, type Span } from "../../trace/index.js";
import { usage } from "../exit.js";

/** A session of this machine. */
export interface LocalSession {
  readonly id: string;
  readonly record: SessionRecord | undefined;
  /** Whether the process that ran it is gone without a word. */
  readonly lost: boolean;
  /** Its spans, read when they are asked for. */
  spans(): readonly Span[];
}

/**
 * The session of this machine that a name means; undefined where there is none. Ends the command where the name can be none, or more than one.
 * @param state the state directory
 */
export function findLocal(state: string, name: string): LocalSession | undefined {
  const found = findSession(state, name);
  switch (found.kind) {
    case "found":
      return readLocal(state, found.id);
    case "none":
      return undefined;
    case "short":
      throw usage(`\`${name}\` is too short`, `give at least ${LEAST_PREFIX} digits of the session's id`);
    case "malformed":
      throw usage(
        `\`${name.slice(0, 80)}\` is no session`,
        "a session's id is 32 digits of 0-9 and a-f; `last` is the newest",
      );
    case "ambiguous":
      throw usage(`several sessions begin with ${name}`, found.ids.slice(0, 8).join("\n  "));
  }
}

function readLocal(state: string, id: string): LocalSession {
  const source = localSource((session, file) => {
    const path = join(sessionFolder(state, session), file);
    return existsSync(path) ? readFileSync(path, "utf8") : undefined;
  });
  const record = source.record(id);
  const lost = record?.state === "running" && record.pid !== undefined && !isAlive(record.pid);
  return { id, record, lost, spans: () => source.spans(id) };
}
