import { type ConnectionOptions, connect, type NatsConnection, NatsError } from "nats";
import { isAtLeast, PlatformProblem, shownAddress, unreachable } from "./problem.js";

/** The oldest server whose buckets and consumers do what is asked of them. */
const LEAST_VERSION = "2.10";

/** Milliseconds that a server has to answer. */
export const PATIENCE = 10_000;

/**
 * Connects to NATS and makes sure that JetStream is there.
 * @param address `NATS_URL`: user and password, or a token, may stand in it; `tls://` asks for TLS
 */
export async function connectBroker(address: string): Promise<NatsConnection> {
  let client: NatsConnection;
  try {
    client = await connect(optionsOf(address));
  } catch (error) {
    throw brokerProblem(address, error);
  }
  try {
    const { version } = client.info ?? { version: "0" };
    if (!isAtLeast(version, LEAST_VERSION))
      throw new PlatformProblem(
        `NATS at ${shownAddress(address)} is version ${version}; ${LEAST_VERSION} or later is needed`,
        "install a newer nats-server",
      );
    await client.jetstreamManager({ timeout: PATIENCE });
    return client;
  } catch (error) {
    await client.close();
    throw brokerProblem(address, error);
  }
}

function optionsOf(address: string): ConnectionOptions {
  const servers: string[] = [];
  const options: ConnectionOptions = {
    name: "lk",
    timeout: PATIENCE,
    maxReconnectAttempts: -1,
    ignoreClusterUpdates: true,
  };
  for (const each of address.split(",")) {
    const text = each.trim();
    let url: URL;
    try {
      url = new URL(text.includes("://") ? text : `nats://${text}`);
    } catch {
      throw new PlatformProblem(
        `NATS_URL is no address: ${shownAddress(text)}`,
        "such as nats://127.0.0.1:4222",
      );
    }
    servers.push(`${url.hostname}:${url.port || "4222"}`);
    const [user, password] = [url.username, url.password].map(decodeURIComponent);
    if (user && password) Object.assign(options, { user, pass: password });
    else if (user) options.token = user;
    if (url.protocol === "tls:") options.tls = {};
  }
  return { ...options, servers };
}

/** An error of NATS in words: where, and what to do. */
export function brokerProblem(address: string, error: unknown): PlatformProblem {
  if (error instanceof PlatformProblem) return error;
  const place = `NATS at ${shownAddress(address)}`;
  const { code = "", message = String(error) } = error as Partial<NatsError>;
  const description = error instanceof NatsError ? (error.api_error?.description ?? message) : message;
  if (/^(AUTHORIZATION_VIOLATION|AUTHENTICATION_|BAD_AUTHENTICATION|ACCOUNT_EXPIRED)/.test(code))
    return new PlatformProblem(
      `${place} refuses the credentials`,
      "see the user, password or token in NATS_URL",
    );
  if (code === "PERMISSIONS_VIOLATION")
    return new PlatformProblem(
      `${place} does not permit it: ${description}`,
      "see the permissions of the user",
    );
  if (code === "503" || /jetstream (is )?not enabled/i.test(description))
    return new PlatformProblem(
      `${place} has no JetStream`,
      "start the server with `-js`, or enable it for the account",
    );
  const reason = unreachable(error);
  if (reason !== undefined)
    return new PlatformProblem(
      `${place} cannot be reached: ${reason}`,
      "start a server, or name another one by NATS_URL",
    );
  return new PlatformProblem(`${place}: ${description}`);
}
