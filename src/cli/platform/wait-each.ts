import type { SessionEnd, SessionEntry } from "../../client/index.js";
import { stackTrace } from "../../trace/index.js";
import { Exit, outside } from "../exit.js";
import { isJson } from "../format.js";
import { counted, printError } from "../report.js";
import { failureOf } from "./failure.js";
import { endJson } from "./json.js";
import { Redraw } from "./redraw.js";
import { GRACE, goingOn, type Submission } from "./submit.js";

/** A session that was started for a line. */
export interface Started {
  /** Number of the line. */
  readonly line: number;
  readonly entry: SessionEntry;
}

/**
 * Waits for sessions and prints their values in order, each as soon as all before it are there.
 * @returns the exit code
 */
export async function waitForAll(submission: Submission, sessions: readonly Started[]): Promise<number> {
  const { host, client, platform } = submission;
  const drawing = host.err.terminal ? new Redraw(host.err) : undefined;
  const ends = new Map<string, SessionEnd>();
  let [ended, shown, failed] = [0, 0, 0];
  const take = (session: string, end: SessionEnd) => {
    ended++;
    ends.set(session, end);
    for (; shown < sessions.length; shown++) {
      const next = sessions[shown]!;
      const found = ends.get(next.entry.session);
      if (found === undefined) return;
      drawing?.clear();
      if (!show(submission, next, found)) failed++;
      ends.delete(next.entry.session);
    }
  };
  const look = async () => drawing?.show([`  ${ended} of ${sessions.length} sessions have ended`]);
  const ids = sessions.map(({ entry }) => entry.session);
  const last = sessions.reduce((latest, { entry }) => Math.max(latest, entry.deadline), 0);
  try {
    const open = await goingOn(
      submission,
      "the sessions go on: `lk sessions` says what becomes of them",
      () => client.waitForEnds(platform, ids, last + GRACE, take, look),
    );
    if (open.size > 0) throw overdue(open.size, sessions.length);
  } finally {
    drawing?.clear();
  }
  return failed > 0 ? Exit.failed : Exit.done;
}

function overdue(open: number, all: number): Error {
  return outside(
    `${counted(open, "session")} of ${all} are past their deadline, and nothing has ended them`,
    "see whether the services of the release run: `lk serve` starts them on this machine",
  );
}

/** Prints how a session ended: its value on standard output, everything else beside it. Whether there is a value. */
function show({ host, options }: Submission, { line, entry }: Started, end: SessionEnd): boolean {
  if (isJson(options)) host.out.write(endJson(entry, end));
  else if (end.value !== undefined) host.out.write(`${end.value}\n`);
  if (end.value !== undefined) return true;
  if (end.state === "done")
    printError(
      host.err,
      `line ${line}: the store does not hold the value of session ${entry.session} any more`,
      undefined,
    );
  else host.err.write(`line ${line}: ${stackTrace(`session-${entry.session}`, failureOf(end))}`);
  return false;
}
