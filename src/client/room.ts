import begin from "../../runtime-python/lambdakube/platform/lua/begin.lua";
import type { Platform } from "./platform.js";

/**
 * Counts a session among the open ones of the release.
 * @param deadline milliseconds since 1970 when its time is over
 * @returns false where there is no room for it
 */
export async function takeRoom(platform: Platform, session: string, deadline: number): Promise<boolean> {
  const { sessions } = platform.limits;
  const reply = await platform.redis((store) =>
    store.eval(begin, 1, openKey(platform.release), session, deadline, Date.now(), sessions),
  );
  return reply === 1;
}

/** A session has ended. */
export async function giveRoom(platform: Platform, session: string): Promise<void> {
  await platform.redis((store) => store.zrem(openKey(platform.release), session));
}

function openKey(release: string): string {
  return `lk:{${release}}:open`;
}
