import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { newSession, type OpenSession, openSession, stateFolder } from "../../state/index.js";
import { stackTrace } from "../../trace/index.js";
import { type Built, buildProgram } from "../built.js";
import { reasonOf } from "../disk.js";
import { Exit, outside } from "../exit.js";
import type { Host } from "../host.js";
import { inputOption, pipelineArgument, readInput } from "../input.js";
import { choosePipeline } from "../pipelines.js";
import { find, namesPath, projectRoot } from "../program.js";
import { printDiagnostics } from "../report.js";
import { printRuntimeError } from "../runtime/errors.js";
import { Progress } from "../runtime/progress.js";
import type { ErrorEvent, Event } from "../runtime/protocol.js";
import type { Runtime } from "../runtime/runtime.js";
import { startRuntime } from "../runtime/start.js";
import { withBuild } from "../write.js";

interface RunOptions {
  readonly input?: string;
  readonly chaos?: string;
}

/** `lk run [PATH [PIPELINE]]`: the program here, in this machine's processes. */
export function run(program: Command, host: Host, finish: (code: number) => void): void {
  program
    .command("run")
    .description(
      "run a program on this machine: its value on standard output, progress and the trace of a failure on standard error",
    )
    .argument("[PATH]", "a project's folder or a .lk file; default: the project around the current folder")
    .addArgument(pipelineArgument())
    .addOption(inputOption())
    .option(
      "--chaos <SEED>",
      "on a virtual clock, with deliveries shuffled, delayed, doubled and lost, and services crashing, all drawn from the seed",
    )
    .action(async (first: string | undefined, second: string | undefined, options: RunOptions) => {
      finish(await runProgram(host, first, second, options));
    });
}

async function runProgram(
  host: Host,
  first: string | undefined,
  second: string | undefined,
  options: RunOptions,
): Promise<number> {
  const isPath = second !== undefined || first === undefined || namesPath(host, first);
  const place = find(host, isPath ? first : undefined);
  const input = await readInput(host, options.input);
  // Python starts beside the check.
  const progress = new Progress(host.err);
  const said = progress.wanted ? (text: string) => progress.past(text) : undefined;
  const runtime = await startRuntime(host, projectRoot(place), said);
  try {
    const built = buildProgram(host, place, { tests: false });
    if (!built.files || !built.program) {
      printDiagnostics(host, built.diagnostics);
      return Exit.failed;
    }
    const pipeline = choosePipeline(built.program, built.program.main, isPath ? second : first);
    return await start(host, runtime, progress, built, pipeline, input, options);
  } finally {
    await runtime.dismiss();
  }
}

async function start(
  host: Host,
  runtime: Runtime,
  progress: Progress,
  built: Built,
  pipeline: string,
  input: string,
  options: RunOptions,
): Promise<number> {
  await runtime.started();
  const session = newSession();
  const { folder: state, forget } = open(host, session);
  try {
    return await withBuild(built.files!, (folder) => {
      const chaos = options.chaos ?? null;
      const path = built.loaded!.python.folders;
      const asked = { command: "run", build: folder, pipeline, input, session, state, chaos, path } as const;
      return runtime.talk(
        { ...asked, progress: progress.wanted },
        1,
        () => "the run",
        (event) => {
          if (event.event !== "progress") progress.clear();
          if (event.event === "error") printRuntimeError(host, event, options.input !== undefined);
          else show(host, event, session, progress, chaos);
        },
      );
    });
  } finally {
    // Nothing began: no Python, or an input that does not fit.
    if (!existsSync(join(state, "session.json"))) forget();
  }
}

function show(
  host: Host,
  event: Exclude<Event, ErrorEvent>,
  session: string,
  progress: Progress,
  seed: string | null,
): void {
  switch (event.event) {
    case "progress":
      progress.show(event.nodes, event.elapsed);
      break;
    case "value":
      host.out.write(`${event.json}\n`);
      break;
    case "failure":
      host.err.write(stackTrace(`session-${session}`, event.failure));
      if (seed !== null) host.err.write(`repeat it with --chaos ${seed}\n`);
  }
}

/** The session's folder; a state that cannot be written ends the command before anything runs. */
function open(host: Host, session: string): OpenSession {
  const state = stateFolder(host.env);
  try {
    return openSession(state, session);
  } catch (error) {
    throw outside(
      `the state directory \`${state}\` cannot be written: ${reasonOf(error)}`,
      "name another one by LK_STATE_DIR",
    );
  }
}
