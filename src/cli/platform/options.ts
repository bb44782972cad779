import { Option } from "commander";
import { usage } from "../exit.js";

/** What says which release is meant. */
export interface ReleaseOptions {
  readonly project?: string;
  readonly release?: string;
}

/** A command about a session of the release that the options name, as it can be pasted into a shell. */
export function commandLine(command: string, session: string, { project, release }: ReleaseOptions): string {
  const words = ["lk", command, session];
  if (project !== undefined) words.push("--project", quoted(project));
  if (release !== undefined) words.push("--release", quoted(release));
  return words.join(" ");
}

function quoted(word: string): string {
  return /^[\w./:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** `--project PATH`. */
export function projectOption(): Option {
  return new Option(
    "--project <PATH>",
    "the program whose release is meant: a folder or a .lk file; default: the project around the current folder",
  );
}

/** `--release NAME`. */
export function releaseOption(): Option {
  return new Option("--release <NAME>", "the release; default: LK_RELEASE, else the program's name");
}

/** An option that is a length of time: `500ms`, `120s`, `5m`, `1h`, `2d`; gives milliseconds. */
export function durationOption(flags: string, description: string): Option {
  const name = flags.split(" ")[0]!;
  return new Option(flags, description).argParser((text) => milliseconds(name, text));
}

function milliseconds(name: string, text: string): number {
  const [, number, unit] = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h|d)$/.exec(text) ?? [];
  const time = Math.round(Number(number) * (UNITS[unit ?? ""] ?? 0));
  if (number === undefined || !(time > 0))
    throw usage(
      `\`${name}\` is no length of time: \`${text}\``,
      "such as `500ms`, `120s`, `5m`, `1h` or `2d`",
    );
  if (time > MOST) throw usage(`\`${name}\` is longer than 365 days: \`${text}\``);
  return time;
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const MOST = 365 * 86_400_000;
