import type { Build, CallCounts, Platform, SessionEntry } from "../../client/index.js";
import { locate } from "../../project/index.js";
import type { NodeCount, SessionRecord } from "../../trace/index.js";
import { CommandError, Exit } from "../exit.js";
import type { Client, Host } from "../host.js";
import { failureOf } from "../platform/failure.js";
import type { ReleaseOptions } from "../platform/options.js";
import { releaseOf, withPlatform } from "../platform/reach.js";
import { findSession } from "../platform/session.js";
import type { NoTrace } from "./jaeger.js";

/**
 * What the bucket and the store of the platform know of a session; undefined where nothing says that there is a platform.
 * @param name its id or the first digits of one
 */
export async function askStore(
  host: Host,
  options: ReleaseOptions,
  name: string,
): Promise<SessionRecord | NoTrace | undefined> {
  const named = Boolean(options.release || host.env.LK_RELEASE || host.env.NATS_URL || host.env.REDIS_URL);
  if (!named && locate(host.files, host.cwd, options.project).kind === "none") return undefined;
  try {
    releaseOf(host, options);
  } catch (error) {
    if (error instanceof CommandError && !options.release && !options.project) return undefined;
    throw error;
  }
  try {
    return await withPlatform(host, options, async (platform, client) =>
      recordOf(client, platform, await findSession(client, platform, name)),
    );
  } catch (error) {
    if (!(error instanceof CommandError) || error.code === Exit.usage) throw error;
    // Nobody has said that there is one.
    if (error.code === Exit.outside && !named) return undefined;
    return { missing: error.code === Exit.notFound, message: error.message, hint: error.hint };
  }
}

async function recordOf(client: Client, platform: Platform, entry: SessionEntry): Promise<SessionRecord> {
  const { session } = entry;
  const [end, counts, builds] = await Promise.all([
    client.findEnd(platform, session),
    client.callCounts(platform, session),
    client.listBuilds(platform),
  ]);
  // It may have ended since the entry was read.
  const now = client.withEnd((await client.findEntry(platform, session)) ?? entry, end);
  const build = builds.find(({ digest }) => digest === entry.build);
  const { state } = now;
  const failure = end !== undefined && end.state !== "done" ? failureOf(end) : undefined;
  return {
    version: 1,
    session,
    program: build?.program ?? platform.release,
    build: entry.build,
    pipeline: entry.pipeline.replaceAll("/", "."),
    state: state === "running" || state === "done" || state === "cancelled" ? state : "failed",
    ...(state !== "running" && state !== "done" && state !== "failed" && { reason: state }),
    started: date(entry.started),
    ...(now.ended !== undefined && { ended: date(now.ended) }),
    counts: counts.flatMap((each) => countOf(each, build) ?? []),
    ...(failure && { failure }),
    ...(build && { modules: modulesOf(build) }),
  };
}

function modulesOf({ descriptor }: Build): Record<string, string> {
  return Object.fromEntries(Object.values(descriptor.modules).map(({ file, sha256 }) => [file, sha256]));
}

/** Counts of a node; undefined for the packer of a pipeline. */
function countOf({ service, ...counts }: CallCounts, build: Build | undefined): NodeCount | undefined {
  const known = build?.descriptor.services[service];
  return known?.kind === "pipeline"
    ? undefined
    : { service, function: known?.function ?? service, ...counts };
}

function date(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
