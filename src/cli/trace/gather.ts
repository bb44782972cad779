import { stateFolder } from "../../state/index.js";
import { assemble, merged, type SessionRecord, type Span, type Trace } from "../../trace/index.js";
import { CommandError, Exit } from "../exit.js";
import type { Host } from "../host.js";
import { askJaeger, type JaegerOptions, type JaegerTrace, type NoTrace } from "./jaeger.js";
import { findLocal, type LocalSession } from "./local.js";
import { askStore } from "./store.js";

export interface GatherOptions extends JaegerOptions {
  readonly release?: string;
  /** Whether the arguments of the failing call are wanted, which spans alone have. */
  readonly args?: boolean;
}

/** A session, and where what is known of it came from. */
export interface Gathered {
  readonly trace: Trace;
  readonly sources: readonly ("local" | "jaeger" | "store")[];
  /** What could not be had, although it was asked for. */
  readonly problem: NoTrace | undefined;
}

/**
 * Finds a session: on this machine, in Jaeger, in the store of the platform. What is here is not asked for elsewhere, unless `--jaeger` says so. Ends the command where
 * nobody knows it.
 * @param all whether all spans are wanted, or only what the stack trace of a failure needs
 */
export async function gather(
  host: Host,
  name: string,
  options: GatherOptions,
  all: boolean,
  signal: AbortSignal,
): Promise<Gathered> {
  const local = findLocal(stateFolder(host.env), name);
  if (local !== undefined && options.jaeger === undefined)
    return ofLocal(local, all || options.args === true);
  if (local === undefined && name === "last") throw notFound("there is no session yet", "`lk run` makes one");
  const digits = local?.id ?? name.toLowerCase().replace(/^session-/, "");
  const early = digits.length < 32 ? await askStore(host, options, digits) : undefined;
  const id = early !== undefined && isRecord(early) ? early.session : digits;
  const jaeger = id.length === 32 ? await askJaeger(host, options, id, signal) : undefined;
  if (jaeger !== undefined && "all" in jaeger) {
    const spans = spansOf(jaeger, local, all);
    // Without the session's own span nothing says whether it still runs.
    const ended = local?.record !== undefined || spans.some((span) => span.name === "session");
    const known = ended ? undefined : (early ?? (await askStore(host, options, id)));
    const record = local?.record ?? (known !== undefined && isRecord(known) ? known : undefined);
    const trace = assemble(id, record, spans, local?.lost);
    const counted = all || trace.failure === undefined || !trace.sampled;
    const missing = counted ? trace.missing : jaeger.missing();
    return {
      trace: { ...trace, missing, ...(all ? {} : { holes: [] }) },
      sources: [
        ...(local ? ["local" as const] : []),
        "jaeger",
        ...(record && !local ? ["store" as const] : []),
      ],
      problem: undefined,
    };
  }
  if (local !== undefined) return { ...ofLocal(local, all || options.args === true), problem: jaeger };
  const stored = early ?? (await askStore(host, options, id));
  if (stored !== undefined && isRecord(stored))
    return {
      // Nothing of it was expected to have a span.
      trace: { ...assemble(stored.session, stored, []), holes: [] },
      sources: ["store"],
      problem: jaeger,
    };
  throw nowhere(name, id, jaeger, stored);
}

function ofLocal(local: LocalSession, all: boolean): Gathered {
  const { record, id } = local;
  // The record of a failure is whole: its spans need not be read to print it, unless others failed too.
  const failed = record?.counts?.reduce((sum, count) => sum + count.failed, 0) ?? 0;
  const spans = all || record?.failure === undefined || failed > 1 ? local.spans() : [];
  if (record === undefined && spans.length === 0)
    throw notFound(`session ${id} has left no record`, "its run ended before it began");
  const trace = assemble(id, record, spans, local.lost);
  return {
    trace: spans.length === 0 ? { ...trace, holes: [] } : trace,
    sources: ["local"],
    problem: undefined,
  };
}

/** All spans where they are wanted, or where there is no failure that some of them could tell alone. */
function spansOf(jaeger: JaegerTrace, local: LocalSession | undefined, all: boolean): readonly Span[] {
  const here = local?.spans() ?? [];
  if (!all) {
    const failing = merged(jaeger.failing(), here);
    const root = failing.find(({ name }) => name === "session");
    const failed = root === undefined ? failing.some((span) => span.failed) : root.failed;
    if (failed) return failing;
  }
  return merged(jaeger.all(), here);
}

function isRecord(found: SessionRecord | NoTrace): found is SessionRecord {
  return "session" in found;
}

/** The error where nobody knows a session: what could not be asked comes before what knows nothing. */
function nowhere(
  name: string,
  id: string,
  jaeger: NoTrace | undefined,
  stored: SessionRecord | NoTrace | undefined,
): CommandError {
  const problems = [jaeger, stored].filter((each): each is NoTrace => each !== undefined && !isRecord(each));
  const outside = problems.find(({ missing }) => !missing);
  if (outside !== undefined) return new CommandError(Exit.outside, outside.message, outside.hint);
  const message = `there is no session ${name} on this machine`;
  if (problems.length > 0) {
    const others = problems.map((each) => each.message).join("; ");
    return notFound(`${message}; ${others}`, problems.map(({ hint }) => hint).find(Boolean));
  }
  if (id.length < 32)
    return notFound(message, "sessions are kept until 200 newer ones have run; Jaeger wants the whole id");
  return notFound(
    message,
    "sessions are kept until 200 newer ones have run; `--jaeger`, JAEGER_URL or `jaeger` in lk.yaml says where Jaeger is",
  );
}

function notFound(message: string, hint: string | undefined): CommandError {
  return new CommandError(Exit.notFound, message, hint);
}
