import type { Command } from "commander";
import { checkAll } from "../check-all.js";
import { Exit } from "../exit.js";
import { type DiagnosticsFormatOptions, diagnosticsFormatOption } from "../format.js";
import type { Host } from "../host.js";
import { hasErrors, printDiagnostics, printSummary } from "../report.js";

interface CheckOptions extends DiagnosticsFormatOptions {
  readonly denyWarnings?: boolean;
  readonly stdinName?: string;
}

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
    .action(async (paths: string[], options: CheckOptions) => {
      const { diagnostics, modules } = await checkAll(host, paths, options.stdinName);
      printDiagnostics(host, diagnostics, options.format);
      printSummary(host, diagnostics, modules, options.format);
      const failed = hasErrors(diagnostics) || (options.denyWarnings === true && diagnostics.length > 0);
      finish(failed ? Exit.failed : Exit.done);
    });
}
