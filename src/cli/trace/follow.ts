import { where } from "../../trace/index.js";
import type { Host } from "../host.js";
import type { Gathered } from "./gather.js";

/** Milliseconds between two looks; of spans alone they take longer. */
const LOOK = 1_000;

/**
 * Looks at a session until it has ended. What changes meanwhile is told on standard error.
 * @param look gathers it anew
 */
export async function follow(
  host: Host,
  look: () => Promise<Gathered>,
  signal: AbortSignal,
): Promise<Gathered> {
  let before = "";
  for (;;) {
    const found = await look();
    if (found.trace.state !== "running") return found;
    const now = where(found.trace).join("\n");
    if (now !== before && now !== "") host.err.write(`${now}\n`);
    before = now;
    await pause(found.sources.includes("jaeger") ? 2 * LOOK : LOOK, signal);
  }
}

/** Ends early where the signal comes. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
