import { Redis } from "ioredis";
import { PATIENCE } from "./broker.js";
import { isAtLeast, PlatformProblem, shownAddress, unreachable } from "./problem.js";

/** The oldest Redis that has every command of the scripts. */
const LEAST_VERSION = "6.2";

/**
 * Connects to Redis. A connection that is lost later is made again, with growing pauses.
 * @param address `REDIS_URL`: user and password may stand in it; `rediss://` asks for TLS
 */
export async function connectStore(address: string): Promise<Redis> {
  let ready = false;
  let fault: unknown;
  let client: Redis;
  try {
    client = new Redis(checked(address), {
      lazyConnect: true,
      connectTimeout: PATIENCE,
      maxRetriesPerRequest: 3,
      retryStrategy: (times) => (ready ? Math.min(100 * 2 ** times, 2_000) : null),
    });
  } catch (error) {
    throw storeProblem(address, error);
  }
  // Without a listener every lost connection would be printed.
  client.on("error", (error) => {
    fault = error;
  });
  try {
    await client.connect();
    const version = /^redis_version:(.*)$/m.exec(await client.info("server"))?.[1]?.trim() ?? "0";
    if (!isAtLeast(version, LEAST_VERSION))
      throw new PlatformProblem(
        `Redis at ${shownAddress(address)} is version ${version}; ${LEAST_VERSION} or later is needed`,
        "install a newer redis-server",
      );
    ready = true;
    return client;
  } catch (error) {
    client.disconnect();
    // The connection only says that it is closed; why is told to the listener.
    const closed = error instanceof Error && error.message === "Connection is closed.";
    throw storeProblem(address, closed ? (fault ?? error) : error);
  }
}

function checked(address: string): string {
  if (/^(redis|rediss|unix):\/\/./.test(address) && (address.startsWith("unix:") || URL.canParse(address)))
    return address;
  throw new PlatformProblem(
    `REDIS_URL is no address: ${shownAddress(address)}`,
    "such as redis://127.0.0.1:6379",
  );
}

/** An error of Redis in words: where, and what to do. */
export function storeProblem(address: string, error: unknown): PlatformProblem {
  if (error instanceof PlatformProblem) return error;
  const place = `Redis at ${shownAddress(address)}`;
  const message = error instanceof Error ? error.message : String(error);
  const refused = REFUSALS.find(([start]) => message.startsWith(start));
  if (refused) return new PlatformProblem(`${place} ${refused[1]}`, refused[2]);
  const reason = unreachable(error) ?? (/timed? ?out/i.test(message) ? "there is no answer" : undefined);
  if (reason !== undefined)
    return new PlatformProblem(
      `${place} cannot be reached: ${reason}`,
      "start a server, or name another one by REDIS_URL",
    );
  return new PlatformProblem(`${place}: ${message}`);
}

const REFUSALS: readonly (readonly [start: string, what: string, hint: string])[] = [
  ["WRONGPASS", "refuses the credentials", "see the user and password in REDIS_URL"],
  ["NOAUTH", "wants a password", "give it in REDIS_URL: redis://:PASSWORD@HOST:PORT"],
  ["NOPERM", "does not permit it", "see the permissions of the user (`ACL WHOAMI`, `ACL LIST`)"],
  ["READONLY", "is read-only: it is a replica", "name the primary by REDIS_URL"],
  ["OOM", "is out of memory", "give it more by `maxmemory`, or wait until sessions have ended"],
  ["MISCONF", "cannot write to its disk", "see the log of the server"],
  ["LOADING", "is still loading its data", "try again in a moment"],
  ["CLUSTERDOWN", "is a cluster that is down", "see the log of the server"],
];
