import type { Redis } from "ioredis";
import type { KV, NatsConnection } from "nats";
import { brokerProblem, connectBroker, PATIENCE } from "./broker.js";
import type { Limits } from "./limits.js";
import { PlatformProblem } from "./problem.js";
import { type Addresses, checkRelease } from "./settings.js";
import { connectStore, storeProblem } from "./store.js";

/** A release on the platform: connections to both parts, with their errors in words. */
export class Platform {
  readonly release: string;
  readonly limits: Limits;
  private readonly addresses: Addresses;
  private readonly broker: NatsConnection;
  private readonly store: Redis;
  private found: KV | undefined;

  private constructor(release: string, addresses: Addresses, broker: NatsConnection, store: Redis) {
    this.release = release;
    this.limits = addresses.limits;
    this.addresses = addresses;
    this.broker = broker;
    this.store = store;
  }

  /** Connects to both; `PlatformProblem` where one of them cannot be reached or refuses. */
  static async connect(addresses: Addresses, release: string): Promise<Platform> {
    checkRelease(release);
    const [broker, store] = await Promise.allSettled([
      connectBroker(addresses.nats),
      connectStore(addresses.redis),
    ]);
    if (broker.status === "fulfilled" && store.status === "fulfilled")
      return new Platform(release, addresses, broker.value, store.value);
    if (broker.status === "fulfilled") await broker.value.close();
    if (store.status === "fulfilled") store.value.disconnect();
    throw (broker as PromiseRejectedResult).reason ?? (store as PromiseRejectedResult).reason;
  }

  /** Does something with NATS. */
  async nats<T>(work: (broker: NatsConnection) => Promise<T> | T): Promise<T> {
    try {
      return await work(this.broker);
    } catch (error) {
      throw brokerProblem(this.addresses.nats, error);
    }
  }

  /** Does something with Redis. */
  async redis<T>(work: (store: Redis) => Promise<T>): Promise<T> {
    try {
      return await work(this.store);
    } catch (error) {
      throw storeProblem(this.addresses.redis, error);
    }
  }

  /** The bucket of the release (docs/platform.md, "Builds and sessions"); the services make it. */
  async bucket(): Promise<KV> {
    this.found ??= await this.nats(async (broker) => {
      const name = `LK_${this.release}`;
      const manager = await broker.jetstreamManager({ timeout: PATIENCE, checkAPI: false });
      try {
        await manager.streams.info(`KV_${name}`);
      } catch (error) {
        if (isMissing(error))
          throw new PlatformProblem(
            `no service of the release \`${this.release}\` has run on this NATS yet`,
            "`lk serve` starts them on this machine; `--release` names another release",
          );
        throw error;
      }
      return broker.jetstream({ timeout: PATIENCE }).views.kv(name, { bindOnly: true });
    });
    return this.found;
  }

  async close(): Promise<void> {
    this.store.disconnect();
    await this.broker.close();
  }
}

function isMissing(error: unknown): boolean {
  return (
    (error as { readonly api_error?: { readonly err_code?: number } }).api_error?.err_code ===
    STREAM_NOT_FOUND
  );
}

const STREAM_NOT_FOUND = 10_059;
