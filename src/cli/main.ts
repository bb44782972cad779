import { version } from "../../package.json";
import { CommandError, Exit } from "./exit.js";
import type { Host } from "./host.js";
import { printError } from "./report.js";

/**
 * Runs the command line.
 * @param args without node and script
 * @returns the exit code
 */
export async function main(args: readonly string[], host: Host): Promise<number> {
  // Asked by scripts; nothing else needs to be loaded for it.
  if (args.length === 1 && (args[0] === "--version" || args[0] === "-V")) {
    host.out.write(`${version}\n`);
    return Exit.done;
  }
  try {
    const { runCommand } = await import("./commands.js");
    return await runCommand(args, host, version);
  } catch (error) {
    if (error instanceof CommandError) {
      printError(host.err, error.message, error.hint);
      return error.code;
    }
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    printError(
      host.err,
      `a fault in lk itself: ${text}`,
      "please report it, with the program that brought it about",
    );
    return Exit.outside;
  }
}
