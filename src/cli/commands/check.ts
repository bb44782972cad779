import type { Command } from "commander";
import { type CheckOptions, checkAll, failed } from "../check-all.js";
import { Exit } from "../exit.js";
import { diagnosticsFormatOption } from "../format.js";
import type { Host } from "../host.js";
import { printDiagnostics, printSummary } from "../report.js";

/** `lk check [PATH…]`: diagnostics of programs. */
export function check(program: Command, host: Host, finish: (code: number) => void): void {
  program
    .command("check")
    .description("check programs and report what is wrong with them")
    .argument(
      "[PATH...]",
      "project folders and .lk files, `-` for standard input; default: the project around the current folder",
    )
    .addOption(diagnosticsFormatOption())
    .option("--deny-warnings", "let warnings fail the check")
    .option("--stdin-name <FILE>", "check standard input as the text of FILE, in FILE's project")
    .option("--watch", "check again whenever a file changes, until Ctrl-C")
    .action(async (paths: string[], options: CheckOptions) => {
      if (options.watch) {
        const { watchCheck } = await import("../watch/check.js");
        finish(await watchCheck(host, paths, options));
        return;
      }
      const { diagnostics, modules } = await checkAll(host, paths, options.stdinName);
      printDiagnostics(host, diagnostics, options.format);
      printSummary(host, diagnostics, modules, options.format);
      finish(failed(diagnostics, options) ? Exit.failed : Exit.done);
    });
}
