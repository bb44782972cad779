import { connectBroker } from "./broker.js";
import { brokerProblem } from "./broker-problem.js";
import { shownAddress } from "./problem.js";
import type { NatsSettings, RedisSettings } from "./settings.js";
import { connectStore } from "./store.js";
import { storeProblem } from "./store-problem.js";

/** What is found out about NATS. */
export interface BrokerFacts {
  readonly version: string;
  /** Without user and password. */
  readonly address: string;
  /** Bytes that JetStream holds for the account, and how many it may; undefined where there is no limit. */
  readonly stored: number;
  readonly room: number | undefined;
}

/** What is found out about Redis; undefined is what it does not tell this user. */
export interface StoreFacts {
  readonly version: string | undefined;
  readonly address: string;
  /** Whether each change is written to a file (`appendonly`). */
  readonly persistent: boolean | undefined;
  /** What is removed when the memory is full (`maxmemory-policy`). */
  readonly eviction: string | undefined;
  /** Bytes that it may use; 0 where there is no limit. */
  readonly room: number | undefined;
  readonly used: number | undefined;
}

/** Asks NATS; `PlatformProblem` where it cannot be used. */
export async function examineBroker(settings: NatsSettings): Promise<BrokerFacts> {
  const { connection, fault } = await connectBroker(settings);
  try {
    const manager = await connection.jetstreamManager({ checkAPI: false });
    const { storage, limits } = await manager.getAccountInfo();
    return {
      version: connection.info?.version ?? "",
      address: shownAddress(settings.url),
      stored: storage,
      room: limits.max_storage > 0 ? limits.max_storage : undefined,
    };
  } catch (error) {
    throw brokerProblem(settings.url, error, fault());
  } finally {
    await connection.close();
  }
}

/** Asks Redis, and writes to it; `PlatformProblem` where it cannot be used. */
export async function examineStore(settings: RedisSettings): Promise<StoreFacts> {
  const { connection, fault } = await connectStore(settings);
  try {
    await connection.set(`lk:{check}:${process.pid}`, "", "PX", 1_000);
    const facts = factsOf(await connection.info().catch(unlessForbidden));
    const number = (name: string) => (facts.has(name) ? Number(facts.get(name)) : undefined);
    return {
      version: facts.get("redis_version"),
      address: shownAddress(settings.url),
      persistent: facts.has("aof_enabled") ? facts.get("aof_enabled") === "1" : undefined,
      eviction: facts.get("maxmemory_policy"),
      room: number("maxmemory"),
      used: number("used_memory"),
    };
  } catch (error) {
    throw storeProblem(settings.url, error, fault());
  } finally {
    connection.disconnect();
  }
}

function unlessForbidden(error: Error): string {
  if (error.message.startsWith("NOPERM")) return "";
  throw error;
}

/** Of the lines `name:value` that `INFO` gives. */
function factsOf(info: string): ReadonlyMap<string, string> {
  return new Map([...info.matchAll(/^(\w+):(.*?)\r?$/gm)].map(([, name, value]) => [name!, value!] as const));
}
