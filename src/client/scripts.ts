import common from "../../runtime-python/lambdakube/platform/lua/common.lua";
import end from "../../runtime-python/lambdakube/platform/lua/end.lua";
import put from "../../runtime-python/lambdakube/platform/lua/put.lua";
import { sessionKey } from "./keys.js";
import type { Platform } from "./platform.js";

const SCRIPTS = { end: `${common}\n${end}`, put: `${common}\n${put}` } as const;

/** The store has lost the session, or its time is over. */
export const STORE_LOST = "store lost";

/** Runs one of the runtime's scripts on a session; gives its reply, `STORE_LOST` where the mark is gone. */
export async function runScript(
  platform: Platform,
  name: keyof typeof SCRIPTS,
  session: string,
  ...values: readonly (string | Buffer)[]
): Promise<unknown> {
  return platform.redis(async (store) => {
    try {
      return await store.eval(SCRIPTS[name], 1, sessionKey(session, "mark"), ...values);
    } catch (error) {
      if (error instanceof Error && error.message.includes("STORELOST")) return STORE_LOST;
      throw error;
    }
  });
}
