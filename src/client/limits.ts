import { PlatformProblem } from "./problem.js";

/** What the platform takes at most, as far as the client starts sessions (docs/limits.md). */
export interface Limits {
  /** Bytes of a session's input. */
  readonly input: number;
  /** Sessions of a release that are open at a time. */
  readonly sessions: number;
}

/** Bytes above which a message is stored, and only its id is sent; fewer where the broker takes less. */
const CLAIM = 512 * 1024;

/** Bytes that the broker counts beside a message's own, at most. */
const HEADERS = 1024;

/** The limits by the names and defaults of the runtime (docs/platform.md, "Settings"). */
export function limitsOf(env: Readonly<Record<string, string | undefined>>): Limits {
  return {
    input: whole("LK_LIMIT_INPUT", env, 64 * 1024 * 1024),
    sessions: whole("LK_LIMIT_SESSIONS", env, 100_000),
  };
}

function whole(name: string, env: Readonly<Record<string, string | undefined>>, usual: number): number {
  const text = env[name]?.trim();
  if (!text) return usual;
  if (/^[1-9][0-9]{0,9}$/.test(text)) return Number(text);
  throw new PlatformProblem(
    `${name} is \`${text.slice(0, 40)}\``,
    "it has to be a whole number of 1 or more",
    "usage",
  );
}

/** Refuses an input that is too large. */
export function checkInput({ input: most }: Limits, values: readonly string[]): void {
  const size = values.reduce((sum, value) => sum + Buffer.byteLength(value), 0);
  if (size > most)
    throw new PlatformProblem(
      `the input has ${inWords(size)} bytes; at most ${inWords(most)} are taken`,
      "put what is large into a store of files, and its place into the input",
      "usage",
    );
}

/** Refuses a session for which there is no room. */
export function noRoom({ sessions }: Limits): PlatformProblem {
  return new PlatformProblem(
    `the release has ${inWords(sessions + 1)} open sessions; at most ${inWords(sessions)} are taken`,
    "try again when some have ended; `lk sessions` lists them",
  );
}

/** Whether a message is too large for a broker that takes so many bytes. */
export function isLarge(size: number, maxPayload: number): boolean {
  return size > Math.min(CLAIM, maxPayload - HEADERS);
}

function inWords(number: number): string {
  return number.toLocaleString("en-US");
}
