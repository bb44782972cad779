/** A session as it stands in the bucket; times in milliseconds since 1970. */
export interface SessionEntry {
  readonly session: string;
  readonly build: string;
  readonly pipeline: string;
  readonly started: number;
  readonly deadline: number;
  readonly state: SessionState;
  readonly ended?: number;
  /** Of an end that the keeper brought about (docs/runtime-protocol.md, "Failures"). */
  readonly failure?: object;
  /** SHA-256 over the wire values of the input, so that two inputs under one key are noticed. */
  readonly input?: string;
  /** Id of the span that started it, which the session's own hangs below; where the client made one. */
  readonly span?: string;
}

export type SessionState = "running" | "done" | "failed" | EndReason;

/** Why a session ended that no `attempt` sees. */
export type EndReason = "deadline" | "cancelled" | "limit" | "build-lost" | "store-lost" | "poison";

const STATES: readonly string[] = [
  "running",
  "done",
  "failed",
  "deadline",
  "cancelled",
  "limit",
  "build-lost",
  "store-lost",
  "poison",
] satisfies readonly SessionState[];

/**
 * The entry of a session that a text holds. Whoever may write to the bucket can have written it: undefined where it is none.
 * @param session whose entry it is to be
 */
export function readEntry(text: string, session: string): SessionEntry | undefined {
  let entry: Partial<Record<keyof SessionEntry, unknown>> | null;
  try {
    entry = JSON.parse(text);
  } catch {
    return undefined;
  }
  const fits =
    typeof entry === "object" &&
    entry !== null &&
    entry.session === session &&
    /^[0-9a-f]{32}$/.test(session) &&
    typeof entry.build === "string" &&
    /^[0-9a-f]{8,64}$/.test(entry.build) &&
    typeof entry.pipeline === "string" &&
    isTime(entry.started) &&
    isTime(entry.deadline) &&
    (entry.ended === undefined || isTime(entry.ended)) &&
    STATES.includes(entry.state as string) &&
    (entry.failure === undefined || typeof entry.failure === "object") &&
    (entry.input === undefined || typeof entry.input === "string") &&
    (entry.span === undefined || /^[0-9a-f]{16}$/.test(String(entry.span)));
  return fits ? (entry as SessionEntry) : undefined;
}

/** What a date can be. */
function isTime(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(new Date(value).getTime());
}
