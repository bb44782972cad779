import type { Platform, SessionEntry } from "../../client/index.js";
import { LEAST_PREFIX } from "../../state/index.js";
import { CommandError, Exit, usage } from "../exit.js";
import type { Client } from "../host.js";

/** The session that an id or the first digits of one mean. Ends the command where there is none, or more than one. */
export async function findSession(client: Client, platform: Platform, name: string): Promise<SessionEntry> {
  // As it stands in the first line of a stack trace.
  const digits = name.toLowerCase().replace(/^session-/, "");
  if (!/^[0-9a-f]{1,32}$/.test(digits))
    throw usage(`\`${name.slice(0, 80)}\` is no session`, "a session's id is 32 digits of 0-9 and a-f");
  if (digits.length < LEAST_PREFIX)
    throw usage(`\`${name}\` is too short`, `give at least ${LEAST_PREFIX} digits of the session's id`);
  const found =
    digits.length === 32
      ? [await client.findEntry(platform, digits)].filter((entry) => entry !== undefined)
      : (await client.listSessions(platform)).filter(({ session }) => session.startsWith(digits));
  if (found.length > 1)
    throw usage(
      `several sessions begin with ${digits}`,
      found
        .slice(0, 8)
        .map(({ session }) => session)
        .join("\n  "),
    );
  if (found[0] === undefined)
    throw new CommandError(
      Exit.notFound,
      `the release \`${platform.release}\` has no session ${digits}`,
      "`lk sessions` lists them; `--release` names another release",
    );
  return found[0];
}
