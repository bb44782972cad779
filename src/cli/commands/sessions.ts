import type { Command } from "commander";
import { Option } from "commander";
import type { Platform } from "../../client/index.js";
import { Exit } from "../exit.js";
import { chosen, formatOption, isJson } from "../format.js";
import type { Client, Host } from "../host.js";
import { failureGroups, type Listed } from "../platform/groups.js";
import { groupsJson, sessionsJson } from "../platform/json.js";
import { groupRows, sessionRow } from "../platform/list.js";
import { durationOption, projectOption, type ReleaseOptions, releaseOption } from "../platform/options.js";
import { withPlatform } from "../platform/reach.js";

interface SessionsOptions extends ReleaseOptions {
  readonly failed?: boolean;
  readonly since?: number;
  readonly groupBy?: string;
  readonly format: string;
}

/** `lk sessions`: the sessions of a release. */
export function sessions(program: Command, host: Host, finish: (code: number) => void): void {
  program
    .command("sessions")
    .description("list the sessions of a release on the platform, those that started last first")
    .option("--failed", "only those that ended with a failure or for another reason than their value")
    .addOption(durationOption("--since <TIME>", "only those that started within this time, such as `1h`"))
    .addOption(
      new Option("--group-by <WHAT>", "put together those with the same `failure`: what failed, and where")
        .choices(GROUPS)
        .argParser((value) => chosen("--group-by", value, GROUPS)),
    )
    .addOption(projectOption())
    .addOption(releaseOption())
    .addOption(formatOption())
    .action(async (options: SessionsOptions) => {
      const found = await withPlatform(host, options, (platform, client) => list(client, platform, options));
      if (found.length === 0 && !isJson(options)) host.err.write("no such sessions\n");
      host.out.write(
        options.groupBy === undefined ? listText(host, found, options) : groupText(host, found, options),
      );
      finish(Exit.done);
    });
}

const GROUPS = ["failure"];

async function list(client: Client, platform: Platform, options: SessionsOptions): Promise<Listed[]> {
  const since = options.since === undefined ? 0 : Date.now() - options.since;
  const entries = (await client.listSessions(platform)).filter(({ started }) => started >= since);
  // Redis knows of an end a moment before the bucket does.
  const ends = await client.findEnds(
    platform,
    entries.filter(({ state }) => state !== "done"),
  );
  const found = entries.map((entry): Listed => {
    const end = ends.get(entry.session);
    return [end === undefined ? entry : { ...entry, state: end.state }, end];
  });
  return options.failed ? found.filter(([{ state }]) => state !== "running" && state !== "done") : found;
}

function listText(host: Host, found: readonly Listed[], options: SessionsOptions): string {
  if (isJson(options)) return sessionsJson(found);
  return found.map((each) => `${sessionRow(each, host.out)}\n`).join("");
}

function groupText(host: Host, found: readonly Listed[], options: SessionsOptions): string {
  const groups = failureGroups(found);
  if (isJson(options)) return groupsJson(groups);
  return groups.map((group) => `${groupRows(group, host.out)}\n`).join("");
}
