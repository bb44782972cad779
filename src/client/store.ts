import { Redis, type RedisOptions } from "ioredis";
import { PATIENCE } from "./broker.js";
import { isAtLeast, PlatformProblem, shownAddress } from "./problem.js";
import type { RedisSettings } from "./settings.js";
import { storeProblem } from "./store-problem.js";
import { checkTls } from "./tls.js";

type Options = Omit<RedisOptions, "replyMapping">;

/** The oldest Redis that has every command of the scripts. */
const LEAST_VERSION = "6.2";

/** A connection to Redis, and what is known of it when something is not answered. */
export interface Store {
  readonly connection: Redis;
  /** Why it is away; undefined where that is not known. */
  fault(): unknown;
}

/** Connects to Redis; `PlatformProblem` where it cannot be used. A connection that is lost later is made again, with growing pauses. */
export async function connectStore(settings: RedisSettings): Promise<Store> {
  let ready = false;
  let fault: unknown;
  const options: Options = Object.assign(optionsOf(settings), {
    lazyConnect: true,
    // It would be printed where a user may not ask for `INFO`.
    enableReadyCheck: false,
    connectTimeout: PATIENCE,
    // What is asked while the connection is away waits for it this long.
    commandTimeout: PATIENCE,
    maxRetriesPerRequest: null,
    retryStrategy: (times: number) => (ready ? Math.min(50 * 2 ** times, 2_000) : null),
  });
  const connection = new Redis(options);
  // Without a listener every lost connection would be printed.
  connection.on("error", (error) => {
    fault = error;
  });
  connection.on("close", () => {
    fault ??= { code: "ECONNRESET" };
  });
  connection.on("ready", () => {
    fault = undefined;
  });
  try {
    await connection.connect();
    await checkVersion(connection, settings);
    ready = true;
    return { connection, fault: () => fault };
  } catch (error) {
    connection.disconnect();
    throw storeProblem(settings.url, error, fault);
  }
}

async function checkVersion(connection: Redis, { url }: RedisSettings): Promise<void> {
  let version: string | undefined;
  try {
    version = /^redis_version:(.*)$/m.exec(await connection.info("server"))?.[1]?.trim();
  } catch (error) {
    // Nothing else that the client does needs it.
    if (!/^NOPERM/.test((error as Error).message)) throw error;
  }
  if (version !== undefined && !isAtLeast(version, LEAST_VERSION))
    throw new PlatformProblem(
      `Redis at ${shownAddress(url)} is version ${version}; ${LEAST_VERSION} or later is needed`,
      "install a newer redis-server",
    );
}

/** The address is taken apart here, so that no error of the library has the password in it. */
function optionsOf({ url: address, username, password, tls }: RedisSettings): Options {
  const url = parsed(address);
  const secure = url.protocol === "rediss:";
  if (tls !== undefined && !secure)
    throw new PlatformProblem(
      "REDIS_CA, REDIS_CERT or REDIS_KEY is set, but REDIS_URL asks for no TLS",
      "write rediss://",
    );
  if (tls !== undefined) checkTls("REDIS", tls);
  const user = username ?? decoded(url.username);
  const secret = password ?? decoded(url.password);
  const local = url.protocol === "unix:";
  const database = Number(local ? (url.searchParams.get("db") ?? 0) : url.pathname.slice(1));
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const options: Options = {
    ...(local ? { path: decodeURIComponent(url.pathname) } : { host, port: Number(url.port || 6379) }),
    ...(Number.isInteger(database) && { db: database }),
    // A password alone is that of the default user. With the name a server that has no password takes any.
    ...((user || secret) && { username: user || "default" }),
    ...(secret && { password: secret }),
    // Certificates of hosts are checked by their names, which an address of numbers has not.
    ...(secure && { tls: { ...tls, ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }) } }),
  };
  return options;
}

function parsed(address: string): URL {
  try {
    const url = new URL(address);
    const local = url.protocol === "unix:" && url.pathname.length > 1;
    if (local || (/^rediss?:$/.test(url.protocol) && url.hostname !== "")) return url;
  } catch {
    // Said below.
  }
  throw new PlatformProblem(
    `REDIS_URL is no address: ${shownAddress(address)}`,
    "such as redis://127.0.0.1:6379",
  );
}

/** A `%` that escapes nothing is a `%`. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
