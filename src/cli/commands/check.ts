import type { Command } from "commander";
import type { Diagnostic } from "../../diagnostics/index.js";
import { Exit } from "../exit.js";
import { formatOption, isJson } from "../format.js";
import type { Host } from "../host.js";
import { type Checked, checkInput, checkProgram, find } from "../program.js";
import { counted, hasErrors, printDiagnostics, printDiagnosticsJson } from "../report.js";

/** `lk check [PATH…]`: diagnostics of programs. */
export function check(program: Command, host: Host, finish: (code: number) => void): void {
  program
    .command("check")
    .description("check programs and report what is wrong with them")
    .argument(
      "[PATH...]",
      "project folders and .lk files, `-` for standard input; default: the project around the current folder",
    )
    .addOption(formatOption())
    .option("--deny-warnings", "let warnings fail the check")
    .action(async (paths: string[], options: { format: string; denyWarnings?: boolean }) => {
      const checked = await checkAll(host, paths.length === 0 ? [undefined] : paths);
      const diagnostics = unique(checked.flatMap((one) => one.diagnostics));
      if (isJson(options)) printDiagnosticsJson(host, diagnostics);
      else printDiagnostics(host, diagnostics);
      const failed = hasErrors(diagnostics) || (options.denyWarnings === true && diagnostics.length > 0);
      if (!failed && !isJson(options)) {
        const modules = checked.reduce((sum, { loaded }) => sum + (loaded?.modules.length ?? 0), 0);
        host.err.write(`${counted(modules, "module")} checked, no errors\n`);
      }
      finish(failed ? Exit.failed : Exit.done);
    });
}

/** Checks each program once, however many of its files are named. */
async function checkAll(host: Host, paths: readonly (string | undefined)[]): Promise<Checked[]> {
  const checked: Checked[] = [];
  const seen = new Set<string>();
  // A wrong path is told before any work is done.
  const places = paths.map((path) => (path === "-" ? "stdin" : find(host, path)));
  for (const place of places) {
    const key = place === "stdin" ? "-" : place.kind === "project" ? place.root : place.location;
    if (seen.has(key)) continue;
    seen.add(key);
    checked.push(place === "stdin" ? await checkInput(host, "named") : checkProgram(host, place, "named"));
  }
  return checked;
}

/** Without those that two programs share. */
function unique(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ code, source, span, message }) => {
    const key = `${source.path}\0${span.start}\0${span.end}\0${code}\0${message}`;
    return !seen.has(key) && seen.add(key);
  });
}
