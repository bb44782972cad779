import { spawnSync } from "node:child_process";
import { type CommandError, outside } from "../exit.js";
import type { Host } from "../host.js";

/** The Python that runs programs, and who chose it. */
export interface PythonChoice {
  readonly command: string;
  readonly from: "LK_PYTHON" | "VIRTUAL_ENV" | "project" | "path";
}

/** `LK_PYTHON`, else the active virtual environment, else the project's `.venv`, else `python3`. */
export function choosePython(host: Host, root: string | undefined): PythonChoice {
  const own = host.env.LK_PYTHON;
  if (own) return { command: own, from: "LK_PYTHON" };
  const active = host.env.VIRTUAL_ENV;
  if (active) return { command: `${active}/bin/python`, from: "VIRTUAL_ENV" };
  const local = root === undefined ? undefined : `${root}/.venv/bin/python`;
  if (local !== undefined && host.files.kind(local) === "file") return { command: local, from: "project" };
  return { command: "python3", from: "path" };
}

/** The error of a Python that could not be started. */
export function notStarted(choice: PythonChoice, reason: string): CommandError {
  switch (choice.from) {
    case "LK_PYTHON":
      return outside(
        `LK_PYTHON is \`${choice.command}\`, which cannot be started: ${reason}`,
        "set it to a Python of 3.10 or later, or unset it",
      );
    case "VIRTUAL_ENV":
      return outside(
        `the active virtual environment has no usable Python: \`${choice.command}\`: ${reason}`,
        "run `deactivate`, or make the environment anew",
      );
    case "project":
      return outside(
        `the project's virtual environment has no usable Python: \`${choice.command}\`: ${reason}`,
        "make `.venv` anew",
      );
    case "path":
      return outside(
        `Python is needed to run programs, and \`python3\` cannot be started: ${reason}`,
        "install Python 3.10 or later, or name one by LK_PYTHON",
      );
  }
}

/**
 * Looks at a Python whose runtime ended without a word: before 3.10 the runtime cannot even be read.
 * @returns the error that says so, or undefined where the version is right
 */
export function tooOld(choice: PythonChoice): CommandError | undefined {
  const asked = spawnSync(
    choice.command,
    ["-I", "-S", "-c", "import sys; print('%d %d' % sys.version_info[:2])"],
    { encoding: "utf8", timeout: 10_000 },
  );
  const [major, minor] = (asked.stdout ?? "").trim().split(" ").map(Number);
  if (major === undefined || minor === undefined || Number.isNaN(major) || Number.isNaN(minor)) {
    return notStarted(choice, "it is no Python");
  }
  if (major > 3 || (major === 3 && minor >= 10)) return undefined;
  return outside(
    `\`${choice.command}\` is Python ${major}.${minor}; programs need 3.10 or later`,
    "install a newer one, or name one by LK_PYTHON",
  );
}
