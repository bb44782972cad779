import type { SessionEnd, SessionEntry } from "../../client/index.js";
import { newSession } from "../../state/index.js";
import { stackTrace } from "../../trace/index.js";
import { Exit, outside } from "../exit.js";
import { isJson } from "../format.js";
import { printError } from "../report.js";
import { inputHint } from "../runtime/errors.js";
import { Progress } from "../runtime/progress.js";
import { checkInputs, isRefused } from "./ask.js";
import { failureOf } from "./failure.js";
import { endJson, sessionJson } from "./json.js";
import { nodeCounts, nodeProgress } from "./nodes.js";
import { commandLine } from "./options.js";
import { startSpan } from "./span.js";
import { chosenBuild, GRACE, goingOn, type Submission } from "./submit.js";

/**
 * Starts one session, and waits for it where that is asked for.
 * @param text the input; undefined where none was given
 * @returns the exit code
 */
export async function submitOne(submission: Submission, text: string | undefined): Promise<number> {
  const { host, client, platform, options } = submission;
  const session = options.id === undefined ? newSession() : client.sessionOfKey(platform.release, options.id);
  const { build, pipeline } = await chosenBuild(submission, session);
  const [values] = await checkInputs(host, options.project, { build, pipeline, texts: [text ?? "{}"] });
  if (isRefused(values!)) {
    printError(host.err, values.message, inputHint(values, text !== undefined));
    return Exit.usage;
  }
  const span = startSpan(host, session);
  const entry = await client.startSession(platform, {
    session,
    build,
    pipeline,
    values: values!,
    timeout: options.timeout,
    ...(span && { span: span.id }),
  });
  const told = span?.end(build.digest);
  try {
    return await afterStart(submission, build.descriptor, entry);
  } finally {
    await told;
  }
}

async function afterStart(
  submission: Submission,
  descriptor: Descriptor,
  entry: SessionEntry,
): Promise<number> {
  const { host, options } = submission;
  if (options.wait) return show(submission, entry, await waitFor(submission, descriptor, entry));
  name(submission, entry);
  if (isJson(options)) host.out.write(sessionJson(entry));
  return Exit.done;
}

function name({ host }: Submission, { session }: SessionEntry): void {
  host.err.write(`session ${session}\n`);
}

type Descriptor = Parameters<typeof nodeCounts>[1];

async function waitFor(
  submission: Submission,
  descriptor: Descriptor,
  entry: SessionEntry,
): Promise<SessionEnd> {
  const { host, client, platform } = submission;
  const progress = new Progress(host.err);
  const look = async () => {
    if (!progress.wanted) return;
    const counts = await client.callCounts(platform, entry.session);
    progress.show(nodeProgress(nodeCounts(counts, descriptor)), (Date.now() - entry.started) / 1000);
  };
  let end: SessionEnd | undefined;
  try {
    end = await goingOn(
      submission,
      `the session goes on: \`${commandLine("status", entry.session, submission.options)}\` says how far it is`,
      () => {
        // Whoever reads this may press Ctrl-C at once: it is heard by now.
        name(submission, entry);
        return client.waitForEnd(platform, entry.session, entry.deadline + GRACE, look);
      },
    );
  } finally {
    progress.clear();
  }
  if (end !== undefined) return end;
  throw outside(
    `session ${entry.session} is past its deadline, and nothing has ended it`,
    "see whether the services of the release run: `lk serve` starts them on this machine",
  );
}

function show({ host, options }: Submission, entry: SessionEntry, end: SessionEnd): number {
  if (end.state === "done") {
    if (end.value === undefined)
      throw outside(`session ${entry.session} is done, and the store does not hold its value any more`);
    host.out.write(isJson(options) ? endJson(entry, end) : `${end.value}\n`);
    return Exit.done;
  }
  if (isJson(options)) host.out.write(endJson(entry, end));
  host.err.write(stackTrace(`session-${entry.session}`, failureOf(end)));
  return Exit.failed;
}
