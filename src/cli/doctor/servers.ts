import type { BrokerFacts, StoreFacts } from "../../client/index.js";
import { CommandError } from "../exit.js";
import type { Client, Host } from "../host.js";
import { askJaeger } from "../trace/jaeger.js";
import { bytes, type Finding, missing, type Need, type Part } from "./finding.js";

/** Share of its room above which a server counts as nearly full. */
const FULL = 0.9;

/** NATS, its JetStream and how much room that has. */
export function examineNats(host: Host, need: Need): Promise<Finding[]> {
  return examined(host, "nats", need, async (client) =>
    brokerFindings(await client.examineBroker(client.settings(host.env).nats)),
  );
}

/** Redis, and whether it keeps what it is given. */
export function examineRedis(host: Host, need: Need): Promise<Finding[]> {
  return examined(host, "redis", need, async (client) =>
    storeFindings(await client.examineStore(client.settings(host.env).redis)),
  );
}

async function examined(
  host: Host,
  part: Part,
  need: Need,
  work: (client: Client) => Promise<Finding[]>,
): Promise<Finding[]> {
  const client = await host.client();
  try {
    return await work(client);
  } catch (error) {
    if (!(error instanceof client.PlatformProblem)) throw error;
    return [missing(part, need, error.message, error.hint)];
  }
}

/** What facts about NATS mean. */
export function brokerFindings({ version, address, stored, room }: BrokerFacts): Finding[] {
  const of = room === undefined ? "" : ` of ${bytes(room)}`;
  const message = `${version} at ${address}, JetStream holds ${bytes(stored)}${of}`;
  if (room === undefined || stored < room * FULL) return [{ part: "nats", status: "ok", message }];
  const hint = "give JetStream more room (`max_file_store`), or wait until sessions have ended";
  return [{ part: "nats", status: "warn", message, hint }];
}

/** What facts about Redis mean. */
export function storeFindings({ version, address, persistent, eviction, room, used }: StoreFacts): Finding[] {
  const doubts: (readonly [message: string, hint: string])[] = [];
  if (persistent === false)
    doubts.push([
      "does not write changes to its disk: a crash loses the sessions that are open",
      "set `appendonly yes`",
    ]);
  if (eviction !== undefined && eviction !== "noeviction")
    doubts.push([
      `removes what it holds when its memory is full (maxmemory-policy ${eviction}): sessions end with store-lost`,
      "set `maxmemory-policy noeviction`",
    ]);
  if (room && used !== undefined && used > room * FULL)
    doubts.push([
      `is nearly full: ${bytes(used)} of ${bytes(room)}`,
      "give it more by `maxmemory`, or wait until sessions have ended",
    ]);
  const message = `${version ?? "a version that it does not tell"} at ${address}`;
  return [
    { part: "redis", status: "ok", message },
    ...doubts.map(([doubt, hint]): Finding => ({ part: "redis", status: "warn", message: doubt, hint })),
  ];
}

/** A session's id that no session has. */
const NOBODY = "0".repeat(31).concat("1");

/** Jaeger, by asking for a trace that is not there. */
export async function examineJaeger(host: Host, project: string | undefined, need: Need): Promise<Finding> {
  try {
    const options = project === undefined ? {} : { project };
    const answer = await askJaeger(host, options, NOBODY, new AbortController().signal);
    if (answer === undefined)
      return missing("jaeger", need, "none is named", "name it by JAEGER_URL, or by `jaeger` in lk.yaml");
    if ("missing" in answer && answer.missing === false)
      return missing("jaeger", need, (answer as { readonly message: string }).message, answer.hint);
    return { part: "jaeger", status: "ok", message: "answers" };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return missing("jaeger", need, error.message, error.hint);
  }
}
