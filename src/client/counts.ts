import { sessionKey } from "./keys.js";
import type { Platform } from "./platform.js";

/** How many calls of a service a session has: asked for, ended with a value, with a failure; `again` are tries after a failure. */
export interface CallCounts {
  readonly service: string;
  readonly asked: number;
  readonly done: number;
  readonly failed: number;
  readonly again: number;
}

/** How far a session is, a line a service, by name. It is written behind the work. */
export async function callCounts(platform: Platform, session: string): Promise<CallCounts[]> {
  const fields = await platform.redis((store) => store.hgetall(sessionKey(session, "counts")));
  const services = new Map<string, Record<string, number>>();
  for (const [field, value] of Object.entries(fields)) {
    const at = field.lastIndexOf(":");
    const service = field.slice(0, at);
    services.set(service, { ...services.get(service), [field.slice(at + 1)]: Number(value) });
  }
  return [...services.keys()].sort().map((service) => {
    const { asked = 0, done = 0, failed = 0, again = 0 } = services.get(service)!;
    return { service, asked, done, failed, again };
  });
}
