import type { Command } from "commander";
import type { Build, Platform, SessionEntry } from "../../client/index.js";
import { Exit } from "../exit.js";
import { formatOption, isJson } from "../format.js";
import type { Client, Host } from "../host.js";
import { nodeCounts } from "../platform/nodes.js";
import { projectOption, type ReleaseOptions, releaseOption } from "../platform/options.js";
import { withPlatform } from "../platform/reach.js";
import { findSession } from "../platform/session.js";
import { reporter, type Status } from "../platform/status.js";

interface StatusOptions extends ReleaseOptions {
  readonly watch?: boolean;
  readonly format: string;
}

/** Milliseconds by which counts may be behind the end that they belong to. */
const BEHIND = 1_000;

/** `lk status SESSION`: how far a session of the platform is, and why it failed. */
export function status(program: Command, host: Host, finish: (code: number) => void): void {
  program
    .command("status")
    .description("say how far a session of the platform is, and why it failed")
    .argument("<SESSION>", "a session's id, or its first digits")
    .option("--watch", "say it again whenever something has changed, until the session has ended")
    .addOption(projectOption())
    .addOption(releaseOption())
    .addOption(formatOption())
    .action(async (name: string, options: StatusOptions) => {
      await withPlatform(host, options, async (platform, client) => {
        const entry = await findSession(client, platform, name);
        const build = await buildOf(client, platform, entry);
        const look = () => statusOf(client, platform, entry, build);
        const report = reporter(host, isJson(options), options);
        if (options.watch) {
          let waited = false;
          await client.waitForEnd(platform, entry.session, Number.POSITIVE_INFINITY, async () => {
            waited = true;
            report.now(await look());
          });
          if (waited) await new Promise((resolve) => setTimeout(resolve, BEHIND));
        }
        report.last(await look());
      });
      finish(Exit.done);
    });
}

/** The build of a session, where it is still registered. */
async function buildOf(
  client: Client,
  platform: Platform,
  { build }: SessionEntry,
): Promise<Build | undefined> {
  return (await client.listBuilds(platform)).find(({ digest }) => digest === build);
}

async function statusOf(
  client: Client,
  platform: Platform,
  entry: SessionEntry,
  build: Build | undefined,
): Promise<Status> {
  const [end, counts, latest] = await Promise.all([
    client.findEnd(platform, entry.session),
    client.callCounts(platform, entry.session),
    client.findEntry(platform, entry.session),
  ]);
  return {
    entry: client.withEnd(latest ?? entry, end),
    nodes: nodeCounts(counts, build?.descriptor),
    end,
  };
}
