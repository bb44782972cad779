import { shownFrom } from "../../project/index.js";
import { WatchLimit, watch } from "../../watch/index.js";
import { type CheckOptions, checkAll, failed, ProgramMemories } from "../check-all.js";
import { CommandError, Exit, outside, usage } from "../exit.js";
import type { Host } from "../host.js";
import { jsonReporter } from "./json.js";
import type { Outcome } from "./reporter.js";
import { textReporter } from "./text.js";

/**
 * `lk check --watch`: checks, and checks again whenever something that the check depends on has changed.
 * @returns the exit code, when it is ended from outside
 */
export async function watchCheck(
  host: Host,
  paths: readonly string[],
  options: CheckOptions,
): Promise<number> {
  const { format, stdinName } = options;
  if (stdinName !== undefined || paths.includes("-"))
    throw usage("standard input is read once, and `--watch` waits for changes of files", "name files");
  if (format !== "text" && format !== "json")
    throw usage(
      `\`--format ${format}\` describes one check, and \`--watch\` makes many`,
      "leave `--watch` out, or take `--format json`",
    );
  const world = await host.world();
  const report = (format === "json" ? jsonReporter : textReporter)(host, () => world.now());
  const memories = new ProgramMemories();
  let checks = 0;
  try {
    const code = await watch(host.files, world, async (files, changed) => {
      report.begin(changed.map((path) => shownFrom(host.cwd, path)));
      const outcome = await outcomeOf(async () => {
        const found = await checkAll({ ...host, files }, paths, undefined, memories);
        return { ...found, failed: failed(found.diagnostics, options) };
      }, checks++ === 0);
      return () => report.end(outcome);
    });
    // What is typed next does not begin behind the terminal's `^C`.
    if (code === Exit.interrupted && host.err.terminal) host.err.write("\n");
    return code;
  } catch (error) {
    if (error instanceof WatchLimit) throw outside(LIMITS[error.of].message, LIMITS[error.of].hint);
    throw error;
  }
}

/** A wrong PATH ends the command at its first check; later on it may come back. */
async function outcomeOf(work: () => Promise<Outcome>, first: boolean): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CommandError && !first) return error;
    throw error;
  }
}

const LIMITS = {
  watches: {
    message: "the folders cannot be watched: the system's limit of watches (inotify) is used up",
    hint: "raise it, such as by `sudo sysctl fs.inotify.max_user_watches=524288`, or end other programs that watch",
  },
  files: {
    message: "the folders cannot be watched: too many files are open, or too many programs watch already",
    hint: "raise the limit, by `ulimit -n` or by `sudo sysctl fs.inotify.max_user_instances=1024`",
  },
} as const;
