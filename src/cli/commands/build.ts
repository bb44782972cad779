import type { Command } from "commander";
import { absolute } from "../../project/index.js";
import { buildProgram } from "../built.js";
import { Exit } from "../exit.js";
import { type DiagnosticsFormatOptions, diagnosticsFormatOption } from "../format.js";
import type { Host } from "../host.js";
import { importExternals } from "../imports.js";
import { find } from "../program.js";
import { counted, printDiagnostics } from "../report.js";
import { replaceFolder } from "../write.js";

interface BuildOptions extends DiagnosticsFormatOptions {
  readonly output: string;
  readonly import?: boolean;
}

/** `lk build [PATH] -o DIR`: the build folder. */
export function build(program: Command, host: Host, finish: (code: number) => void): void {
  program
    .command("build")
    .description("write a program's functions, descriptor and schemas to a folder")
    .argument("[PATH]", "a project's folder or a .lk file; default: the project around the current folder")
    .option("-o, --output <DIR>", "folder that is made, or replaced as a whole", "build")
    .option("--import", "hold externals against their Python by importing it: this runs the project's code")
    .addOption(diagnosticsFormatOption())
    .action(async (path: string | undefined, options: BuildOptions) => {
      const place = find(host, path);
      const read = buildProgram(host, place, { tests: false });
      const built = options.import ? await importExternals(host, place, read) : read;
      if (!built) {
        finish(Exit.outside);
        return;
      }
      printDiagnostics(host, built.diagnostics, options.format);
      if (!built.files) {
        finish(Exit.failed);
        return;
      }
      replaceFolder(absolute(host.cwd, options.output), options.output, built.files);
      const services = [...built.files.keys()].filter((file) => file.startsWith("functions/")).length;
      host.err.write(`${counted(services, "service")} built in ${options.output}\n`);
      finish(Exit.done);
    });
}
