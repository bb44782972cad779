import { type Command, Option } from "commander";
import type { Drawing } from "../../drawing/index.js";
import { lower } from "../../graph/index.js";
import { absolute } from "../../project/index.js";
import { Exit } from "../exit.js";
import { chosen } from "../format.js";
import type { Host } from "../host.js";
import { choosePipeline } from "../pipelines.js";
import { find, namesPath, typecheckProgram } from "../program.js";
import { printDiagnostics } from "../report.js";
import { writeTextFile } from "../write.js";

const FORMATS = ["text", "mermaid", "dot", "svg"] as const;

type Format = (typeof FORMATS)[number];

interface GraphOptions {
  readonly format?: Format;
  readonly output?: string;
}

/** `lk graph [PATH [PIPELINE]]`: what a program is as services and messages, drawn. */
export function graph(program: Command, host: Host, finish: (code: number) => void): void {
  program
    .command("graph")
    .description("draw a program's services, and the steps, fan-outs, joins and branches between them")
    .argument("[PATH]", "a project's folder or a .lk file; default: the project around the current folder")
    .argument("[PIPELINE]", "draw this pipeline and what it reaches, instead of all")
    .addOption(
      new Option("--format <FORMAT>", "what is drawn; default: what the ending of FILE says, else text")
        .choices(FORMATS)
        .argParser((value) => chosen("--format", value, FORMATS)),
    )
    .option("-o, --output <FILE>", "file that is written, instead of standard output")
    .action(async (first: string | undefined, second: string | undefined, options: GraphOptions) => {
      finish(await drawProgram(host, first, second, options));
    });
}

async function drawProgram(
  host: Host,
  first: string | undefined,
  second: string | undefined,
  options: GraphOptions,
): Promise<number> {
  const isPath = second !== undefined || first === undefined || namesPath(host, first);
  const place = find(host, isPath ? first : undefined);
  const { loaded, program, diagnostics } = typecheckProgram(host, place, "named");
  const lowered = program && lower(program, { tests: false });
  printDiagnostics(host, [...diagnostics, ...(lowered?.diagnostics ?? [])]);
  if (!loaded || !program || !lowered?.graph) return Exit.failed;
  const pipeline = isPath ? second : first;
  const start = pipeline === undefined ? undefined : choosePipeline(program, program.main, pipeline);
  // Layout and formats are loaded by this command only.
  const drawing = await import("../../drawing/index.js");
  const drawn = drawing.draw(loaded.name, program, lowered.graph, start);
  const writers: Readonly<Record<Format, (drawn: Drawing) => string>> = drawing;
  const text = writers[options.format ?? formatOf(options.output)](drawn);
  if (options.output === undefined) host.out.write(text);
  else writeTextFile(absolute(host.cwd, options.output), options.output, text);
  return Exit.done;
}

/** The format that the ending of a file's name says. */
function formatOf(file: string | undefined): Format {
  if (file?.endsWith(".svg")) return "svg";
  if (file?.endsWith(".dot") || file?.endsWith(".gv")) return "dot";
  if (file?.endsWith(".mmd") || file?.endsWith(".mermaid")) return "mermaid";
  return "text";
}
