import { readSpans } from "./otlp.js";
import { readRecord, type SessionRecord } from "./record.js";
import type { Span } from "./spans.js";

/** What a place that keeps traces gives for a session. A trace store has spans only. */
export interface TraceSource {
  /** The session's record; undefined where there is none. */
  record(session: string): SessionRecord | undefined;
  spans(session: string): readonly Span[];
}

/**
 * Sessions of this machine.
 * @param read the text of a session's file (`session.json`), undefined where there is none
 */
export function localSource(read: (session: string, file: string) => string | undefined): TraceSource {
  return {
    record(session) {
      const text = read(session, "session.json");
      return text === undefined ? undefined : readRecord(text);
    },
    spans(session) {
      return readSpans(read(session, "spans.jsonl") ?? "", session);
    },
  };
}
