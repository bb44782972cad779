import type { Host } from "../host.js";
import type { Runtime } from "./runtime.js";

/** Starts the runtime of a program in a folder; `said` as in `Runtime`. What starts processes is loaded only here. */
export async function startRuntime(
  host: Host,
  root: string,
  said?: (text: string) => void,
): Promise<Runtime> {
  const [{ choosePython }, { Runtime }] = await Promise.all([import("./python.js"), import("./runtime.js")]);
  return new Runtime(host, choosePython(host, root), said);
}
