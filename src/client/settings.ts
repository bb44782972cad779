import { type Limits, limitsOf } from "./limits.js";
import { PlatformProblem } from "./problem.js";

/** Where the platform's parts are, and what they take. */
export interface Addresses {
  /** One server, or several of a cluster with commas between them. */
  readonly nats: string;
  readonly redis: string;
  readonly limits: Limits;
}

/** `NATS_URL`, `REDIS_URL` and the limits, by the defaults of the runtime (docs/platform.md, "Settings"). */
export function addresses(env: Readonly<Record<string, string | undefined>>): Addresses {
  return {
    nats: env.NATS_URL || "nats://127.0.0.1:4222",
    redis: env.REDIS_URL || "redis://127.0.0.1:6379",
    limits: limitsOf(env),
  };
}

/** Refuses what cannot be part of a subject, of a stream's name and of a bucket's. */
export function checkRelease(release: string): string {
  if (/^[A-Za-z0-9_-]{1,64}$/.test(release)) return release;
  throw new PlatformProblem(
    `\`${release.slice(0, 80)}\` cannot be a release's name`,
    "a name has at most 64 letters, digits, `-` and `_`",
    "usage",
  );
}
