import { existsSync, mkdtempSync, rmdirSync, statfsSync } from "node:fs";
import { dirname, join } from "node:path";
import { stateFolder } from "../../state/index.js";
import { reasonOf } from "../disk.js";
import { CommandError } from "../exit.js";
import type { Host } from "../host.js";
import { choosePython, type PythonChoice } from "../runtime/python.js";
import { checkPython } from "../serve/plan.js";
import { bytes, type Finding, type Need } from "./finding.js";
import { ask, isAtLeast, versionIn } from "./tools.js";

const PYTHON_LEAST = "3.10";

/** Free bytes below which a state folder may soon be full: a session of a large program leaves some MB of spans. */
const LITTLE = 500_000_000;

const CHOSEN: Readonly<Record<PythonChoice["from"], string>> = {
  LK_PYTHON: "named by LK_PYTHON",
  VIRTUAL_ENV: "the active virtual environment",
  project: "the project's .venv",
  path: "found on the PATH",
};

/** The Python that runs programs, and whether it has what services need. */
export async function examinePython(host: Host, root: string | undefined, need: Need): Promise<Finding> {
  const choice = choosePython(host, root);
  const shown = `${choice.command}, ${CHOSEN[choice.from]}`;
  const version = versionIn((await ask(choice.command, ["--version"], host.env))?.out ?? "");
  const hint = `install Python ${PYTHON_LEAST} or later, or name one by LK_PYTHON`;
  if (version === undefined)
    return { part: "python", status: "bad", message: `cannot be started: ${shown}`, hint };
  const message = `${version} (${shown})`;
  if (!isAtLeast(version, PYTHON_LEAST))
    return { part: "python", status: "bad", message: `${message}; ${PYTHON_LEAST} or later is needed`, hint };
  try {
    checkPython(choice);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return {
      part: "python",
      status: need.needed ? "bad" : "warn",
      message: `${version}: ${error.message}`,
      hint: `${error.hint}; ${ONLY_SERVE}`,
    };
  }
  return { part: "python", status: "ok", message };
}

const ONLY_SERVE = "only `lk serve` needs it";

/** Where sessions are kept: whether it can be written, and what is free there. */
export function examineState({ env }: Host): Finding {
  const folder = stateFolder(env);
  const hint = "name another place by LK_STATE_DIR, or make room";
  let nearest = folder;
  // It is made with the first session.
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  try {
    // Only trying tells: permissions say nothing of a full disk, of a file system that is read-only, of /proc.
    rmdirSync(mkdtempSync(join(nearest, ".lk-doctor-")));
    const { bavail, bsize } = statfsSync(nearest);
    const free = bavail * bsize;
    const message = `${folder}: ${bytes(free)} free`;
    return free < LITTLE
      ? { part: "state", status: "warn", message, hint }
      : { part: "state", status: "ok", message };
  } catch (error) {
    return {
      part: "state",
      status: "bad",
      message: `${folder} cannot be written: ${reasonOf(error as Error)}`,
      hint,
    };
  }
}
