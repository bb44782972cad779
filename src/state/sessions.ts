import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "./make.js";

/** How many sessions are kept. */
export const KEPT = 200;
/** The fewest digits of an id that a command takes. */
export const LEAST_PREFIX = 6;

const ID = /^[0-9a-f]{32}$/;

/** A new session's id: 128 random bits in hex. It is the trace id too. */
export function newSession(): string {
  return randomBytes(16).toString("hex");
}

/** Folder of a session. */
export function sessionFolder(state: string, id: string): string {
  return join(state, "sessions", id);
}

/** A session that was opened. */
export interface OpenSession {
  readonly folder: string;
  /** Takes it back: the run could not begin. */
  forget(): void;
}

/**
 * Makes the folder of a session, makes it the last one, and removes the oldest beyond `KEPT`. Throws the file system's error where the state cannot be written.
 */
export function openSession(state: string, id: string): OpenSession {
  const folder = sessionFolder(state, id);
  const before = read(join(state, "last"));
  try {
    makeFolder(folder, 0o700);
    writeLast(state, `${id}\n`);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  prune(state, id);
  return {
    folder,
    forget() {
      rmSync(folder, { recursive: true, force: true });
      if (read(join(state, "last"))?.trim() !== id) return;
      if (before === undefined) rmSync(join(state, "last"), { force: true });
      else writeLast(state, before);
    },
  };
}

function writeLast(state: string, text: string): void {
  const draft = join(state, `last.${process.pid}`);
  try {
    writeFileSync(draft, text, { mode: 0o600 });
    renameSync(draft, join(state, "last"));
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

export type Search =
  | { readonly kind: "found"; readonly id: string }
  | { readonly kind: "none" }
  | { readonly kind: "short" }
  | { readonly kind: "malformed" }
  | { readonly kind: "ambiguous"; readonly ids: readonly string[] };

/** Finds a session by its id, a prefix of it, or `last`. */
export function findSession(state: string, name: string): Search {
  const sessions = list(state);
  if (name === "last") {
    const last = read(join(state, "last"))?.trim() ?? "";
    return sessions.includes(last) ? { kind: "found", id: last } : { kind: "none" };
  }
  // As it stands in the first line of a stack trace.
  const prefix = name.toLowerCase().replace(/^session-/, "");
  if (!/^[0-9a-f]{1,32}$/.test(prefix)) return { kind: "malformed" };
  if (prefix.length < LEAST_PREFIX) return { kind: "short" };
  const ids = sessions.filter((id) => id.startsWith(prefix));
  if (ids.length > 1) return { kind: "ambiguous", ids };
  return ids[0] === undefined ? { kind: "none" } : { kind: "found", id: ids[0] };
}

function list(state: string): string[] {
  try {
    return readdirSync(join(state, "sessions")).filter((name) => ID.test(name));
  } catch {
    return [];
  }
}

function prune(state: string, newest: string): void {
  const ids = list(state);
  if (ids.length <= KEPT) return;
  const aged = ids
    .filter((id) => id !== newest)
    .map((id) => ({ id, changed: changed(sessionFolder(state, id)) }))
    .sort((a, b) => b.changed - a.changed);
  for (const { id } of aged.slice(KEPT - 1)) {
    if (!isRunning(sessionFolder(state, id)))
      rmSync(sessionFolder(state, id), { recursive: true, force: true });
  }
}

function changed(folder: string): number {
  return statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function isRunning(folder: string): boolean {
  try {
    const { state, pid } = JSON.parse(readFileSync(join(folder, "session.json"), "utf8"));
    return state === "running" && isAlive(pid);
  } catch {
    return false;
  }
}

/** Whether a process of this machine lives. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
