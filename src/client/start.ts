import { createHash } from "node:crypto";
import { PATIENCE } from "./broker.js";
import type { Build } from "./builds.js";
import type { SessionEntry } from "./entry.js";
import { sessionKey } from "./keys.js";
import { checkInput, isLarge, noRoom } from "./limits.js";
import type { Platform } from "./platform.js";
import { PlatformProblem } from "./problem.js";
import { giveRoom, takeRoom } from "./room.js";
import { runScript, STORE_LOST } from "./scripts.js";
import { createEntry, findEntry } from "./sessions.js";

/** A session that is to start. */
export interface Start {
  readonly session: string;
  readonly build: Build;
  /** Key in the descriptor's `pipelines`. */
  readonly pipeline: string;
  /** The wire value of each parameter, as JSON texts. */
  readonly values: readonly string[];
  /** Milliseconds that the session may take. */
  readonly timeout: number;
  /** Id of the span that starts it. */
  readonly span?: string;
}

/** Milliseconds that what a session holds is kept after its deadline. */
const KEPT = 86_400_000;

/**
 * Starts a session in the three steps of docs/platform.md, "Builds and sessions". Each may be repeated, so one that was broken off is started by
 * calling this again with the same session.
 * @returns the session's entry: that of an earlier start where there was one
 */
export async function startSession(platform: Platform, start: Start): Promise<SessionEntry> {
  checkInput(platform.limits, start.values);
  await platform.checkWrites();
  const started = Date.now();
  const room = await takeRoom(platform, start.session, started + start.timeout);
  if (!room && (await findEntry(platform, start.session)) === undefined) throw noRoom(platform.limits);
  const input = createHash("sha256").update(start.values.join("\n")).digest("hex");
  const { entry, revision } = await createEntry(platform, {
    session: start.session,
    build: start.build.digest,
    pipeline: start.pipeline,
    started,
    deadline: started + start.timeout,
    state: "running",
    input,
    ...(start.span !== undefined && { span: start.span }),
  });
  if (entry.state !== "running") await giveRoom(platform, start.session);
  refuseOther(entry, start, input);
  if (entry.state !== "running") return entry;
  await mark(platform, entry, revision);
  await publish(platform, start.build, entry, start.values);
  return entry;
}

/** Two starts under one key have to be the same start: else messages of both would meet in one session. */
function refuseOther(entry: SessionEntry, { build, pipeline }: Start, input: string): void {
  const other =
    entry.pipeline !== pipeline
      ? `the pipeline \`${entry.pipeline}\``
      : entry.input !== undefined && entry.input !== input
        ? "another input"
        : entry.build !== build.digest
          ? `the build ${entry.build.slice(0, 8)}`
          : undefined;
  if (other !== undefined)
    throw new PlatformProblem(
      `session ${entry.session} was started with ${other}`,
      "give another key by `--id`, or start it as it was",
      "usage",
    );
}

async function mark(
  platform: Platform,
  { session, build, pipeline, started, deadline, input, span }: SessionEntry,
  revision: number,
) {
  const key = sessionKey(session, "mark");
  const expiry = deadline + KEPT;
  await platform.redis(async (store) => {
    // Sent at once, but no transaction: the right to one is not asked for (docs/platform.md, "Access").
    const steps = store.pipeline().hsetnx(key, "expiry", expiry);
    const fields = {
      build,
      pipeline,
      started,
      deadline,
      input: input ?? "",
      revision,
      ...(span && { span }),
    };
    for (const [field, value] of Object.entries(fields)) steps.hsetnx(key, field, value);
    for (const [error] of (await steps.pexpireat(key, expiry).exec()) ?? []) if (error) throw error;
  });
}

async function publish(platform: Platform, build: Build, entry: SessionEntry, values: readonly string[]) {
  const { session, pipeline } = entry;
  const id = firstId(session, pipeline);
  let data = firstMessage(entry, id, values);
  const most = await platform.nats((broker) => broker.info?.max_payload ?? 0);
  if (isLarge(data.length, most)) {
    const ref = `message.${id}`;
    if ((await runScript(platform, "put", session, ref, "", data)) === STORE_LOST)
      throw new PlatformProblem("Redis has lost the session while it was started", "submit it again");
    data = Buffer.from(JSON.stringify({ v: 1, session, build: entry.build, id, ref }));
  }
  const service = build.descriptor.pipelines[pipeline]!.service;
  const subject = `lk.${platform.release}.${entry.build.slice(0, 8)}.${service}`;
  await platform.nats((broker) =>
    broker.jetstream({ timeout: PATIENCE }).publish(subject, data, { msgID: session.slice(0, 12) + id }),
  );
}

/** Derived, not drawn, so that a repeat is recognised (docs/platform.md). */
function firstId(session: string, pipeline: string): string {
  const root = createHash("sha256").update(`${session}\n${pipeline}`).digest();
  return createHash("sha256").update(root).update("frame").digest("hex").slice(0, 16);
}

/** docs/messages.md: an `advance` of the pipeline. It is put together as text, so that no value is read. */
function firstMessage(entry: SessionEntry, id: string, values: readonly string[]): Buffer {
  const { session, build, pipeline, started } = entry;
  const head = JSON.stringify({ v: 1, session, build, id, kind: "advance", step: pipeline }).slice(0, -1);
  // Nanoseconds do not fit a number of JavaScript.
  const path = `[{"k":"call","s":${JSON.stringify(pipeline)},"t":${started}000000,"d":1}]`;
  const slots = values.map((value, slot) => `"${slot}":${value}`).join(",");
  return Buffer.from(`${head},"path":${path},"values":{${slots}},"sent":${Date.now()}}`);
}
