import type { Command } from "commander";
import type { Build, Platform, SessionEnd, SessionEntry } from "../../client/index.js";
import { stackTrace } from "../../trace/index.js";
import { Exit } from "../exit.js";
import { formatOption, isJson } from "../format.js";
import type { Client, Host } from "../host.js";
import { failureOf } from "../platform/failure.js";
import { sessionJson } from "../platform/json.js";
import { projectOption, type ReleaseOptions, releaseOption } from "../platform/options.js";
import { withPlatform } from "../platform/reach.js";
import { findSession } from "../platform/session.js";
import { countLines, sessionLine } from "../platform/text.js";

interface StatusOptions extends ReleaseOptions {
  readonly watch?: boolean;
  readonly format: string;
}

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
        const print = printer(host, client, platform, build, options);
        if (options.watch)
          await client.waitForEnd(platform, entry.session, Number.POSITIVE_INFINITY, () => print(entry));
        await print(entry);
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

/** Prints a session as it now is; what has not changed is not printed again. */
function printer(
  host: Host,
  client: Client,
  platform: Platform,
  build: Build | undefined,
  options: StatusOptions,
): (entry: SessionEntry) => Promise<void> {
  let before = "";
  return async (entry) => {
    const [end, counts, latest] = await Promise.all([
      client.findEnd(platform, entry.session),
      client.callCounts(platform, entry.session),
      client.findEntry(platform, entry.session),
    ]);
    const now: SessionEntry = { ...(latest ?? entry), ...(end && { state: end.state }) };
    const signature = JSON.stringify([now, counts]);
    if (signature === before) return;
    before = signature;
    host.out.write(
      isJson(options) ? sessionJson(now, counts, end) : text(now, countLines(counts, build?.descriptor), end),
    );
  };
}

/** The session, a line a node, and the stack trace of its failure. */
function text(entry: SessionEntry, nodes: readonly string[], end: SessionEnd | undefined): string {
  const failed = end !== undefined && end.state !== "done";
  const trace = failed ? stackTrace(`session-${entry.session}`, failureOf(end)) : "";
  return `${[sessionLine(entry, Date.now()), ...nodes].join("\n")}\n${trace}`;
}
