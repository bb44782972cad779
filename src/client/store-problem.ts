import { oneLine, PlatformProblem, shownAddress, unreachable } from "./problem.js";

/**
 * An error of Redis in words: where, and what to do.
 * @param fault why the connection is away, where that is known: the library only says that nothing was answered
 */
export function storeProblem(address: string, error: unknown, fault?: unknown): PlatformProblem {
  if (error instanceof PlatformProblem) return error;
  const place = `Redis at ${shownAddress(address)}`;
  const own = transactionFault(error);
  const [first, second] = isSilence(own) && fault !== undefined ? [fault, own] : [own, fault];
  for (const each of [first, second]) {
    const refused = REFUSALS.find(([start]) => messageOf(each).slice(0, LOOKED_AT).includes(start));
    if (refused) return new PlatformProblem(`${place} ${refused[1]}`, refused[2]);
  }
  const reason = unreachable(first) ?? unreachable(second);
  if (reason !== undefined)
    return new PlatformProblem(`${place} cannot be reached: ${reason}`, remedy(address, reason));
  return new PlatformProblem(`${place}: ${oneLine(messageOf(own))}`);
}

function remedy(address: string, reason: string): string {
  if (/certificate/.test(reason)) return "name its authority by REDIS_CA";
  if (/no answer/.test(reason) && address.startsWith("rediss:"))
    return "start a server, name another one by REDIS_URL, or see whether the server wants TLS at all";
  // A server that speaks TLS only breaks off what begins without.
  if (/TLS/.test(reason) || (/broken off/.test(reason) && !address.startsWith("rediss:")))
    return "see whether the server wants TLS (rediss://) or not (redis://)";
  return "start a server, or name another one by REDIS_URL";
}

/** Of a transaction that was given up the reply that made it so. */
function transactionFault(error: unknown): unknown {
  const { previousErrors } = error as { readonly previousErrors?: readonly unknown[] };
  return previousErrors?.[0] ?? error;
}

/** Nothing was answered, for whatever reason. */
function isSilence(error: unknown): boolean {
  return /^(Connection is closed|Command timed out|Reached the max retries)/.test(messageOf(error));
}

function messageOf(error: unknown): string {
  if (error === undefined) return "";
  return error instanceof Error ? error.message : String((error as { readonly code?: string }).code ?? error);
}

/** Characters of a reply in which its code stands: a script of an older server puts its own name before it. */
const LOOKED_AT = 200;

const REFUSALS: readonly (readonly [start: string, what: string, hint: string])[] = [
  ["WRONGPASS", "refuses the credentials", "see REDIS_USERNAME and REDIS_PASSWORD, or REDIS_URL"],
  ["NOAUTH", "wants a password", "give it by REDIS_PASSWORD"],
  ["NOPERM", "does not permit it", "see the permissions of the user (docs/platform.md, Access)"],
  ["READONLY", "is read-only: it is a replica", "name the primary by REDIS_URL"],
  ["OOM", "is out of memory", "give it more by `maxmemory`, or wait until sessions have ended"],
  ["MISCONF", "cannot write to its disk", "see the log of the server"],
  ["LOADING", "is still loading its data", "try again in a moment"],
  ["MASTERDOWN", "has lost its primary", "see the log of the server"],
  ["CLUSTERDOWN", "is a cluster that is down", "see the log of the server"],
  [
    "MOVED ",
    "is one node of a cluster, and holds a part of the keys only",
    "name a Redis that is no cluster, or a proxy in front of this one",
  ],
  ["max number of clients", "takes no more connections", "see `maxclients` of the server"],
];
