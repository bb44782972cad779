import type { Failure } from "./failure.js";

/** `session.json`; docs/sessions.md describes it. */
export interface SessionRecord {
  readonly version: number;
  readonly session: string;
  readonly program: string;
  readonly build: string;
  readonly pipeline: string;
  readonly state: "running" | "done" | "failed" | "cancelled";
  readonly reason?: string;
  readonly started: string;
  readonly ended?: string;
  readonly pid?: number;
  readonly host?: string;
  readonly seed?: string | null;
  readonly counts?: readonly NodeCount[];
  readonly value?: string;
  readonly failure?: Failure;
  /** SHA-256 of each source of the build by its path from the project's folder, where it is known. */
  readonly modules?: Readonly<Record<string, string>>;
}

export interface NodeCount {
  readonly service: string;
  readonly function: string;
  readonly done: number;
  readonly failed: number;
  readonly retrying: number;
  /** A worker is at them, for the first time; nobody has begun them. Where these are known. */
  readonly running?: number;
  readonly waiting?: number;
  readonly total: number;
}

/** Reads a record; undefined where the text is none. */
export function readRecord(text: string): SessionRecord | undefined {
  try {
    const record = JSON.parse(text) as SessionRecord;
    return typeof record === "object" && record !== null && typeof record.state === "string"
      ? record
      : undefined;
  } catch {
    return undefined;
  }
}
