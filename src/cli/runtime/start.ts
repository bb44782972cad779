import type { Host } from "../host.js";
import type { Runtime } from "./runtime.js";

/** Starts the runtime of a program in a folder. What starts processes is loaded only here. */
export async function startRuntime(host: Host, root: string): Promise<Runtime> {
  const [{ choosePython }, { Runtime }] = await Promise.all([import("./python.js"), import("./runtime.js")]);
  return new Runtime(host, choosePython(host, root));
}
