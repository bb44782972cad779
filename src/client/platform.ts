import type { Redis } from "ioredis";
import type { KV, NatsConnection } from "nats";
import { answered, type Broker, connectBroker, PATIENCE } from "./broker.js";
import { brokerProblem } from "./broker-problem.js";
import type { Limits } from "./limits.js";
import { PlatformProblem } from "./problem.js";
import { checkRelease, type Settings } from "./settings.js";
import { connectStore, type Store } from "./store.js";
import { storeProblem } from "./store-problem.js";

/** A release on the platform: connections to both parts, with their errors in words. */
export class Platform {
  readonly release: string;
  readonly limits: Limits;
  private readonly settings: Settings;
  private readonly broker: Broker;
  private readonly store: Store;
  private found: KV | undefined;

  private constructor(release: string, settings: Settings, broker: Broker, store: Store) {
    this.release = release;
    this.limits = settings.limits;
    this.settings = settings;
    this.broker = broker;
    this.store = store;
  }

  /** Connects to both; `PlatformProblem` where one of them cannot be reached or refuses. */
  static async connect(settings: Settings, release: string): Promise<Platform> {
    checkRelease(release);
    const [broker, store] = await Promise.allSettled([
      connectBroker(settings.nats),
      connectStore(settings.redis),
    ]);
    if (broker.status === "fulfilled" && store.status === "fulfilled")
      return new Platform(release, settings, broker.value, store.value);
    if (broker.status === "fulfilled") await broker.value.connection.close();
    if (store.status === "fulfilled") store.value.connection.disconnect();
    throw (broker as PromiseRejectedResult).reason ?? (store as PromiseRejectedResult).reason;
  }

  /** Does something with NATS that may be repeated. */
  async nats<T>(work: (broker: NatsConnection) => Promise<T> | T): Promise<T> {
    try {
      return await answered(this.broker, work);
    } catch (error) {
      throw brokerProblem(this.settings.nats.url, error, this.broker.fault());
    }
  }

  /** Does something with Redis. */
  async redis<T>(work: (store: Redis) => Promise<T>): Promise<T> {
    try {
      return await work(this.store.connection);
    } catch (error) {
      throw storeProblem(this.settings.redis.url, error, this.store.fault());
    }
  }

  /** Makes sure that Redis takes writes, before anything of a session is written elsewhere: a replica and a full memory answer all but writes. */
  async checkWrites(): Promise<void> {
    await this.redis((store) => store.set(`lk:{check}:${process.pid}`, "", "PX", CHECKED));
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
    this.store.connection.disconnect();
    await this.broker.connection.close();
  }
}

/** Milliseconds that the key of a check lives. */
const CHECKED = 1_000;

function isMissing(error: unknown): boolean {
  return (
    (error as { readonly api_error?: { readonly err_code?: number } }).api_error?.err_code ===
    STREAM_NOT_FOUND
  );
}

const STREAM_NOT_FOUND = 10_059;
