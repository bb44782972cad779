import { Argument, Option } from "commander";
import { absolute, shownFrom } from "../project/index.js";
import { usage } from "./exit.js";
import type { Host } from "./host.js";
import { reading } from "./program.js";

/** `--input` of the commands that start a session. */
export function inputOption(): Option {
  return new Option(
    "--input <INPUT>",
    "a JSON object with a value for each parameter: a file, `-` for standard input, or the text itself",
  );
}

/** `[PIPELINE]` of the commands that start a session. */
export function pipelineArgument(): Argument {
  return new Argument(
    "[PIPELINE]",
    "the pipeline to start, as `name` or `module.name`; default: `main`, or the only one",
  );
}

const OBJECT = "the input is one JSON object, with a value for each parameter's name";

/**
 * The text that `--input` means: a literal that begins with `{`, standard input for `-`, else a file. Without the option it is `{}`. The text is passed on as it is, since
 * reading it here would lose digits; only the runtime takes it apart.
 */
export async function readInput(host: Host, option: string | undefined): Promise<string> {
  if (option === undefined) return "{}";
  if (option.trimStart().startsWith("{")) return option;
  if (option.trim() === "") throw usage("the input is empty", OBJECT);
  if (option === "-") return text(await host.stdin(), "standard input");
  const path = absolute(host.cwd, option);
  const kind = host.files.kind(path);
  if (kind === "missing") {
    const hint = /^([\s["\d-]|(null|true|false)$)/.test(option) ? OBJECT : undefined;
    throw usage(`there is no input file \`${option}\``, hint);
  }
  if (kind === "folder") throw usage(`the input \`${option}\` is a folder`, "name a file in it");
  return text(
    reading(host, () => host.files.read(path)),
    `\`${shownFrom(host.cwd, path)}\``,
  );
}

function text(bytes: Uint8Array, name: string): string {
  try {
    // A byte order mark is left out.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw usage(`the input in ${name} is no UTF-8 text`, "save it as UTF-8");
  }
}
