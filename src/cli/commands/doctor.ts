import type { Command } from "commander";
import { Exit } from "../exit.js";
import { formatOption, isJson } from "../format.js";
import type { Host } from "../host.js";
import { projectOption, type ReleaseOptions } from "../platform/options.js";

interface DoctorOptions extends ReleaseOptions {
  readonly format: string;
}

/** `lk doctor`: what is installed, what is reachable, and what to do about the rest. */
export function doctor(program: Command, host: Host, finish: (code: number) => void): void {
  program
    .command("doctor")
    .description("say what is installed and reachable of what programs need, and what to do about the rest")
    .addOption(projectOption())
    .addOption(formatOption())
    .action(async (options: DoctorOptions) => {
      const [{ examine }, { findingsJson, findingText }] = await Promise.all([
        import("../doctor/examine.js"),
        import("../doctor/print.js"),
      ]);
      const findings = await examine(host, options.project);
      host.out.write(
        isJson(options)
          ? findingsJson(findings)
          : findings.map((finding) => findingText(finding, host.out)).join(""),
      );
      finish(findings.some(({ status }) => status === "bad") ? Exit.outside : Exit.done);
    });
}
