import type { Command } from "commander";
import { type Diagnostic, renderJson } from "../../diagnostics/index.js";
import { decode } from "../../project/index.js";
import { Exit, usage } from "../exit.js";
import { formatOption, isJson } from "../format.js";
import type { Host } from "../host.js";
import { reading } from "../program.js";
import { counted, printDiagnostics } from "../report.js";
import { rewriteFile } from "../rewrite.js";
import { findSources } from "../sources.js";

interface FmtOptions {
  readonly format: string;
  readonly check?: boolean;
  readonly stdin?: boolean;
}

/** A file as it is and as it should be; `text` is undefined where it cannot be parsed. */
interface Outcome {
  readonly file: string;
  readonly text: string | undefined;
  readonly changed: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** `lk fmt [PATH…]`: the one layout. */
export function fmt(program: Command, host: Host, finish: (code: number) => void): void {
  program
    .command("fmt")
    .description("lay .lk files out in the one way that there is")
    .argument(
      "[PATH...]",
      "folders and .lk files, `-` for standard input to standard output; default: the project around the current folder",
    )
    .addOption(formatOption())
    .option("--check", "write nothing, name the files that would change, and fail if there are any")
    .option("--stdin", "the same as `-`")
    .action(async (paths: string[], options: FmtOptions) => {
      const piped = options.stdin === true || paths.includes("-");
      if (piped && paths.some((path) => path !== "-"))
        throw usage("standard input stands alone", "name files, or `-`");
      finish(piped ? await formatInput(host, options) : await formatFiles(host, paths, options));
    });
}

async function formatFiles(host: Host, paths: readonly string[], options: FmtOptions): Promise<number> {
  const sources = findSources(host, paths);
  const outcomes: Outcome[] = [];
  for (const { location, shown } of sources) {
    const outcome = await formatBytes(
      reading(host, () => host.files.read(location)),
      shown,
    );
    if (outcome.changed && !options.check) rewriteFile(location, shown, outcome.text!);
    if (outcome.changed && !isJson(options)) host.out.write(`${shown}\n`);
    outcomes.push(outcome);
  }
  return report(host, outcomes, options);
}

/** Standard input laid out to standard output; with `--check` nothing but the exit code and a line that names it. */
async function formatInput(host: Host, options: FmtOptions): Promise<number> {
  const outcome = await formatBytes(await host.stdin(), "<stdin>");
  if (!isJson(options)) {
    if (!options.check) host.out.write(outcome.text ?? "");
    else if (outcome.changed) host.out.write(`${outcome.file}\n`);
  }
  if (options.check || isJson(options)) return report(host, [outcome], options);
  printDiagnostics(host, outcome.diagnostics);
  return outcome.text === undefined ? Exit.failed : Exit.done;
}

async function formatBytes(bytes: Uint8Array, file: string): Promise<Outcome> {
  // Loaded here, so that no other command pays for it.
  const { formatModule } = await import("../../format/index.js");
  const { source, diagnostic } = decode(bytes, file);
  const result = diagnostic ? { diagnostics: [diagnostic] } : formatModule(source);
  if ("diagnostics" in result) return { file, text: undefined, changed: false, ...result };
  const changed = !Buffer.from(result.text).equals(bytes);
  return { file, text: result.text, changed, diagnostics: [] };
}

function report(host: Host, outcomes: readonly Outcome[], { format, check }: FmtOptions): number {
  const diagnostics = outcomes.flatMap((outcome) => outcome.diagnostics);
  const changed = outcomes.filter((outcome) => outcome.changed).length;
  const broken = outcomes.filter((outcome) => outcome.text === undefined).length;
  if (isJson({ format })) {
    const files = outcomes.map(({ file, changed, text }) => ({ file, changed, parsed: text !== undefined }));
    host.out.write(`${JSON.stringify({ files, ...JSON.parse(renderJson(diagnostics)) })}\n`);
  } else {
    printDiagnostics(host, diagnostics);
    const verb = check ? "to be formatted" : "formatted";
    const unread = broken > 0 ? `, ${broken} with errors` : "";
    host.err.write(
      `${counted(changed, "file")} ${verb}, ${outcomes.length - changed - broken} unchanged${unread}\n`,
    );
  }
  return broken > 0 || (check && changed > 0) ? Exit.failed : Exit.done;
}
