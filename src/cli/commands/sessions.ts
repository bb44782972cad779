import type { Command } from "commander";
import type { Platform, SessionEnd, SessionEntry } from "../../client/index.js";
import { duration, escapeText } from "../../trace/index.js";
import { Exit } from "../exit.js";
import { formatOption, isJson } from "../format.js";
import type { Client, Host } from "../host.js";
import { failureOf } from "../platform/failure.js";
import { sessionsJson } from "../platform/json.js";
import { durationOption, projectOption, type ReleaseOptions, releaseOption } from "../platform/options.js";
import { withPlatform } from "../platform/reach.js";
import { clock } from "../platform/text.js";

interface SessionsOptions extends ReleaseOptions {
  readonly failed?: boolean;
  readonly since?: number;
  readonly format: string;
}

/** A session as it is listed, with its end where that is known. */
type Listed = readonly [entry: SessionEntry, end: SessionEnd | undefined];

/** `lk sessions`: the sessions of a release. */
export function sessions(program: Command, host: Host, finish: (code: number) => void): void {
  program
    .command("sessions")
    .description("list the sessions of a release on the platform, those that started last first")
    .option("--failed", "only those that ended with a failure or for another reason than their value")
    .addOption(durationOption("--since <TIME>", "only those that started within this time, such as `1h`"))
    .addOption(projectOption())
    .addOption(releaseOption())
    .addOption(formatOption())
    .action(async (options: SessionsOptions) => {
      const found = await withPlatform(host, options, (platform, client) => list(client, platform, options));
      if (isJson(options)) host.out.write(sessionsJson(found));
      else for (const each of found) host.out.write(`${line(each)}\n`);
      finish(Exit.done);
    });
}

async function list(client: Client, platform: Platform, options: SessionsOptions): Promise<Listed[]> {
  const since = options.since === undefined ? 0 : Date.now() - options.since;
  const entries = (await client.listSessions(platform)).filter(({ started }) => started >= since);
  const found = await Promise.all(entries.map((entry) => listed(client, platform, entry)));
  return options.failed ? found.filter(([{ state }]) => state !== "running" && state !== "done") : found;
}

/** With how it ended, which Redis knows a moment before the bucket does. */
async function listed(client: Client, platform: Platform, entry: SessionEntry): Promise<Listed> {
  if (entry.state === "done") return [entry, undefined];
  const end = await client.findEnd(platform, entry.session);
  return end === undefined ? [entry, end] : [{ ...entry, state: end.state }, end];
}

/** `3f2a…  failed   2026-11-25 10:48:35Z  1.24 s  main.main  External: no rate for XAU`. */
function line([{ session, state, started, ended, pipeline }, end]: Listed): string {
  const time = ended === undefined ? "" : duration(BigInt(Math.max(0, ended - started)) * 1_000_000n);
  const parts = [session, state.padEnd(10), clock(started), time.padStart(8), escapeText(pipeline)];
  if (end !== undefined && end.state !== "done") {
    const { kind, message } = failureOf(end);
    parts.push(escapeText(`${kind}: ${message.slice(0, 200)}`));
  }
  return parts.join("  ");
}
