import {
  type Authenticator,
  type ConnectionOptions,
  connect,
  credsAuthenticator,
  type NatsConnection,
  nkeyAuthenticator,
  nkeys,
} from "nats";
import { brokerProblem, isSilence } from "./broker-problem.js";
import { isAtLeast, PlatformProblem, shownAddress } from "./problem.js";
import type { NatsSettings } from "./settings.js";
import { checkTls } from "./tls.js";

/** The oldest server whose buckets and consumers do what is asked of them. */
const LEAST_VERSION = "2.10";

/** Milliseconds that a server has to answer, and in which a connection that was lost has to come back. */
export const PATIENCE = 10_000;

/** A connection to NATS, and what is known of it when something is not answered. */
export interface Broker {
  readonly connection: NatsConnection;
  /** Why it is away, or what it said beside; undefined where nothing is known. */
  fault(): unknown;
  /** How often the connection was made again: what was asked before is not answered any more. */
  reconnects(): number;
}

/** Connects to NATS and makes sure that JetStream is there; `PlatformProblem` where it cannot be used. */
export async function connectBroker(settings: NatsSettings): Promise<Broker> {
  const connection = await dial(settings);
  const broker = { connection, ...watched(connection) };
  try {
    const { version } = connection.info ?? { version: "0" };
    if (!isAtLeast(version, LEAST_VERSION))
      throw new PlatformProblem(
        `NATS at ${shownAddress(settings.url)} is version ${version}; ${LEAST_VERSION} or later is needed`,
        "install a newer nats-server",
      );
    await connection.jetstreamManager({ timeout: PATIENCE });
    return broker;
  } catch (error) {
    await connection.close();
    throw brokerProblem(settings.url, error, broker.fault());
  }
}

async function dial(settings: NatsSettings): Promise<NatsConnection> {
  const options = optionsOf(settings);
  try {
    return await connect(options);
  } catch (error) {
    throw brokerProblem(settings.url, error);
  }
}

/** Listens to what is said of a connection beside its answers. */
function watched(connection: NatsConnection): Pick<Broker, "fault" | "reconnects"> {
  let fault: unknown;
  let reconnects = 0;
  (async () => {
    for await (const { type, data, permissionContext } of connection.status()) {
      if (permissionContext !== undefined)
        fault = Object.assign(new Error(), { code: "PERMISSIONS_VIOLATION", permissionContext });
      else if (type === "disconnect") fault = { code: "DISCONNECT" };
      else if (type === "reconnect") {
        fault = undefined;
        reconnects++;
      } else if (type === "error" && typeof data === "string") fault = { code: data };
    }
  })();
  return { fault: () => fault, reconnects: () => reconnects };
}

/**
 * Does something with a server; it is given up where the server says nothing at all, which the library would wait for. What was
 * asked while the connection broke is asked once more. So what is done has to be something that may be repeated.
 */
export async function answered<T>(
  broker: Broker,
  work: (connection: NatsConnection) => Promise<T> | T,
): Promise<T> {
  const before = broker.reconnects();
  const { silence, stop } = listening(broker.connection);
  try {
    return await Promise.race([work(broker.connection), silence]);
  } catch (error) {
    if (!isSilence(error) || broker.fault() !== undefined || broker.reconnects() === before) throw error;
    return await work(broker.connection);
  } finally {
    stop();
  }
}

/** Rejects when a server has not answered a ping in time. */
function listening(connection: NatsConnection): { readonly silence: Promise<never>; stop(): void } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    const ping = () => {
      timer = setTimeout(() => reject({ code: "TIMEOUT" }), PATIENCE);
      connection.rtt().then(next, () => {});
    };
    const next = () => {
      clearTimeout(timer);
      if (!stopped) timer = setTimeout(ping, PATIENCE / 2);
    };
    next();
  });
  silence.catch(() => {});
  return {
    silence,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

function optionsOf(settings: NatsSettings): ConnectionOptions {
  const servers: string[] = [];
  const access: ConnectionOptions = {};
  let secure = settings.tls !== undefined;
  for (const each of settings.url.split(",")) {
    const url = parsed(each.trim());
    servers.push(`${url.hostname}:${url.port || "4222"}`);
    const [user, password] = [url.username, url.password].map(decoded);
    if (user && password) Object.assign(access, { user, pass: password });
    else if (user) access.token = user;
    secure ||= url.protocol === "tls:";
  }
  if (settings.user !== undefined)
    Object.assign(access, { user: settings.user, pass: settings.password ?? "" });
  if (settings.token !== undefined) access.token = settings.token;
  const authenticator = keyAuthenticator(settings);
  if (settings.tls !== undefined) checkTls("NATS", settings.tls);
  return {
    name: "lk",
    servers,
    timeout: PATIENCE,
    maxReconnectAttempts: -1,
    ignoreClusterUpdates: true,
    ...access,
    ...(authenticator && { authenticator }),
    // An empty object: trust whom the system trusts. With it a server without TLS is refused before anything is said.
    ...(secure && { tls: { ...settings.tls } }),
  };
}

/** Of `nats://host:4222`, `tls://host`, `host`. */
function parsed(text: string): URL {
  try {
    const url = new URL(text.includes("://") ? text : `nats://${text}`);
    if (url.hostname !== "" && ["nats:", "tls:"].includes(url.protocol)) return url;
  } catch {
    // Said below.
  }
  throw new PlatformProblem(`NATS_URL is no address: ${shownAddress(text)}`, "such as nats://127.0.0.1:4222");
}

/** A `%` that escapes nothing is a `%`. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function keyAuthenticator({ creds, nkeySeed }: NatsSettings): Authenticator | undefined {
  if (creds !== undefined) {
    if (/BEGIN NATS USER JWT/.test(creds) && /BEGIN USER NKEY SEED/.test(creds))
      return credsAuthenticator(Buffer.from(creds));
    throw new PlatformProblem("NATS_CREDS names a file that holds no credentials", "`nsc` writes such files");
  }
  if (nkeySeed === undefined) return undefined;
  const seed = Buffer.from(nkeySeed);
  try {
    nkeys.fromSeed(seed).clear();
  } catch {
    // Whatever the library says may quote the seed.
    throw new PlatformProblem("NATS_NKEY_SEED is no seed of an nkey", "a seed of a user begins with SU");
  }
  return nkeyAuthenticator(Buffer.from(nkeySeed));
}
