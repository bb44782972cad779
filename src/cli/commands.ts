import { Command, CommanderError } from "commander";
import { build } from "./commands/build.js";
import { cancel } from "./commands/cancel.js";
import { check } from "./commands/check.js";
import { doctor } from "./commands/doctor.js";
import { explain } from "./commands/explain.js";
import { fmt } from "./commands/fmt.js";
import { graph } from "./commands/graph.js";
import { newProject } from "./commands/new.js";
import { run } from "./commands/run.js";
import { serve } from "./commands/serve.js";
import { sessions } from "./commands/sessions.js";
import { status } from "./commands/status.js";
import { submit } from "./commands/submit.js";
import { test } from "./commands/test.js";
import { trace } from "./commands/trace.js";
import { Exit, usage } from "./exit.js";
import type { Host } from "./host.js";
import { printError } from "./report.js";

/** Adds a command to the program; `finish` takes the exit code of its action. */
export type AddCommand = (program: Command, host: Host, finish: (code: number) => void) => void;

/** Every command, in the order of the help. To add one, write `commands/NAME.ts` and add it here. */
const COMMANDS: readonly AddCommand[] = [
  newProject,
  check,
  fmt,
  test,
  build,
  graph,
  run,
  serve,
  submit,
  status,
  cancel,
  sessions,
  trace,
  doctor,
  explain,
];

/** Commander's message in the form of all errors: `error: unknown option '--formt'` and `(Did you mean --format?)`. */
function printUsage(host: Host, text: string, help: string): void {
  const [message = "", near] = text
    .trim()
    .replace(/^error: /, "")
    .replaceAll("'", "`")
    .split("\n");
  const meant = near && /^\(Did you mean (.*)\?\)$/.exec(near)?.[1];
  printError(host.err, message, meant ? `did you mean \`${meant}\`?` : `\`${help}\` says what there is`);
}

/** `help chek` as `chek`, which is an error that names the near command: Commander prints the help of all. */
function helpless(args: readonly string[], program: Command): readonly string[] {
  const [help, name] = args;
  const known = (each: string) => each === "help" || program.commands.some((one) => one.name() === each);
  return help === "help" && name && !name.startsWith("-") && !known(name) ? args.slice(1) : args;
}

/** The command that prints the help of the one that was called. */
function helpFor(args: readonly string[], program: Command): string {
  const called = program.commands.find((one) => one.name() === args[0]);
  return called ? `lk help ${called.name()}` : "lk help";
}

/** An empty argument would be the current folder, and what was meant is mostly a variable of the shell that is not set. */
function refuseEmpty(command: Command): void {
  for (const text of command.args)
    if (text === "") throw usage("an argument is empty", "see whether a variable of the shell is not set");
  for (const [name, value] of Object.entries(command.opts()))
    if (value === "")
      throw usage(`\`--${name}\` is given nothing`, "see whether a variable of the shell is not set");
}

/** Parses the arguments and runs the command that they name. */
export async function runCommand(args: readonly string[], host: Host, version: string): Promise<number> {
  let code: number = Exit.done;
  const program = new Command("lk")
    .description("A small typed functional language for distributed computations.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [COMMAND]", "print the help of a command")
    .exitOverride()
    .hook("preAction", (_, command) => refuseEmpty(command))
    .configureOutput({
      writeOut: (text) => host.out.write(text),
      writeErr: (text) => host.err.write(text),
      outputError: (text) => printUsage(host, text, helpFor(args, program)),
      getOutHelpWidth: () => host.out.columns,
      getErrHelpWidth: () => host.err.columns,
      getOutHasColors: () => host.out.colour,
      getErrHasColors: () => host.err.colour,
    });
  for (const add of COMMANDS) {
    add(program, host, (result) => {
      code = result;
    });
  }
  try {
    await program.parseAsync(helpless(args, program), { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? Exit.done : Exit.usage;
  }
  return code;
}
