import type { SessionEnd } from "../../client/index.js";
import type { Failure } from "../../trace/index.js";

/** How a session failed, as the store or the bucket has it. */
export function failureOf({ state, failure }: SessionEnd): Failure {
  if (failure !== undefined) return readFailure(failure);
  const message =
    state === "store-lost"
      ? "the store has lost what it held of the session"
      : "the store does not hold any more how the session ended";
  return { kind: KINDS[state] ?? "Internal", message, frames: [] };
}

/** Whoever may write to the store can have written it. */
function readFailure(text: string): Failure {
  try {
    const failure = JSON.parse(text) as Failure | null;
    const { kind, message, frames } = failure ?? {};
    if (typeof kind === "string" && typeof message === "string" && Array.isArray(frames)) return failure!;
  } catch {
    // Said below.
  }
  return { kind: "Internal", message: "what the store holds is no failure", frames: [] };
}

/** The kinds of ends that no `attempt` sees (docs/runtime-protocol.md). */
const KINDS: Readonly<Record<string, string>> = {
  deadline: "SessionDeadline",
  cancelled: "SessionCancelled",
  limit: "LimitExceeded",
  "build-lost": "BuildLost",
  "store-lost": "StoreLost",
  poison: "PoisonMessage",
};
