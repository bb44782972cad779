import type { SessionEntry } from "../../client/index.js";
import { newSession } from "../../state/index.js";
import { CommandError, Exit, usage } from "../exit.js";
import { isJson } from "../format.js";
import { counted, printError } from "../report.js";
import { inputHint } from "../runtime/errors.js";
import { checkInputs, isRefused } from "./ask.js";
import { sessionJson } from "./json.js";
import { type InputLine, inputLines } from "./lines.js";
import { chosenBuild, type Submission } from "./submit.js";
import { type Started, waitForAll } from "./wait-each.js";

/** A session that is to be started. */
interface Planned extends InputLine {
  readonly session: string;
}

/** Sessions that are started at the same time. */
const TOGETHER = 64;

/** Lines that are refused by name; of those beyond them only the number is said. */
const MOST_REFUSED = 20;

/**
 * Starts a session for each line, once all lines fit; waits for them where that is asked for.
 * @param text a JSON object a line
 * @returns the exit code
 */
export async function submitEach(submission: Submission, text: string): Promise<number> {
  const { client, platform, options } = submission;
  const lines = inputLines(text).map(
    (line): Planned => ({
      ...line,
      session:
        options.id === undefined
          ? newSession()
          : client.sessionOfKey(platform.release, lineKey(options.id, line.number)),
    }),
  );
  if (lines.length === 0)
    throw usage(
      "the file of `--each` has no input",
      "each line is a JSON object with a value for each parameter",
    );
  const target = await chosenBuild(submission, lines[0]!.session);
  const values = await check(submission, target, lines);
  const entries: Started[] = [];
  for (let first = 0; first < lines.length; first += TOGETHER) {
    const some = lines.slice(first, first + TOGETHER);
    await startSome(submission, target, some, values.slice(first, first + TOGETHER), entries);
  }
  return options.wait ? waitForAll(submission, entries) : Exit.done;
}

type Target = Awaited<ReturnType<typeof chosenBuild>>;

/** The key of a line (docs/command-line.md): each can be submitted again by itself. */
function lineKey(key: string, line: number): string {
  return `${key}:${line}`;
}

/** The wire values of each line; ends the command where one does not fit, before anything is sent. */
async function check(
  { host, options }: Submission,
  target: Target,
  lines: readonly Planned[],
): Promise<(readonly string[])[]> {
  const texts = lines.map((line) => line.text);
  const checked = await checkInputs(host, options.project, { ...target, texts });
  const fitting: (readonly string[])[] = [];
  for (const [index, values] of checked.entries()) {
    if (!isRefused(values)) fitting.push(values);
    else if (index - fitting.length < MOST_REFUSED)
      printError(host.err, `line ${lines[index]!.number}: ${values.message}`, inputHint(values, true));
  }
  const refused = lines.length - fitting.length;
  if (refused === 0) return fitting;
  throw usage(
    `${counted(refused, "line")} of ${lines.length} do not fit, so nothing was sent`,
    refused > MOST_REFUSED ? `the first ${MOST_REFUSED} of them are shown` : undefined,
  );
}

/** Starts some sessions at the same time, and tells which were started, in order. */
async function startSome(
  submission: Submission,
  { build, pipeline }: Target,
  lines: readonly Planned[],
  values: readonly (readonly string[])[],
  entries: Started[],
): Promise<void> {
  const { client, platform, options } = submission;
  const { timeout } = options;
  const results = await Promise.allSettled(
    lines.map(({ session }, index) =>
      client.startSession(platform, { session, build, pipeline, values: values[index]!, timeout }),
    ),
  );
  for (const [index, result] of results.entries()) {
    if (result.status !== "fulfilled") continue;
    entries.push({ line: lines[index]!.number, entry: result.value });
    tell(submission, result.value);
  }
  for (const [index, result] of results.entries())
    if (result.status === "rejected")
      throw notStarted(submission, lines[index]!, result.reason, entries.length);
}

/** What is waited for is told beside its values. */
function tell({ host, options }: Submission, entry: SessionEntry): void {
  if (options.wait) host.err.write(`session ${entry.session}\n`);
  else host.out.write(isJson(options) ? sessionJson(entry) : `${entry.session}\n`);
}

function notStarted({ client, options }: Submission, line: Planned, error: unknown, before: number): unknown {
  if (!(error instanceof client.PlatformProblem)) return error;
  const started = `${counted(before, "session")} had been started`;
  const again = options.id === undefined ? "" : "; the same command with the same key starts the rest";
  return new CommandError(
    error.fault === "usage" ? Exit.usage : Exit.outside,
    `line ${line.number}: ${error.message}`,
    [error.hint, `${started}${again}`].filter(Boolean).join("\n  "),
  );
}
