import type { Command } from "commander";
import { Exit } from "../exit.js";
import type { Host } from "../host.js";
import { projectOption, type ReleaseOptions, releaseOption } from "../platform/options.js";
import { withPlatform } from "../platform/reach.js";
import { findSession } from "../platform/session.js";

/** `lk cancel SESSION`: ends a session of the platform. */
export function cancel(program: Command, host: Host, finish: (code: number) => void): void {
  program
    .command("cancel")
    .description("end a session of the platform; no `attempt` of the program sees it")
    .argument("<SESSION>", "a session's id, or its first digits")
    .addOption(projectOption())
    .addOption(releaseOption())
    .action(async (name: string, options: ReleaseOptions) => {
      const code = await withPlatform(host, options, async (platform, client) => {
        const entry = await findSession(client, platform, name);
        const builds = await client.listBuilds(platform);
        const build = builds.find(({ digest }) => digest === entry.build);
        const before = await client.cancelSession(platform, entry, build?.descriptor);
        const ended = before === undefined || before.state === "cancelled";
        host.err.write(
          ended
            ? `session ${entry.session} is cancelled\n`
            : `session ${entry.session} has ended before: ${before.state}\n`,
        );
        return ended ? Exit.done : Exit.failed;
      });
      finish(code);
    });
}
