import { readFileSync } from "node:fs";
import type { JaegerProblem, JaegerSettings, RawTrace } from "../../jaeger/index.js";
import { loadConfig, locate } from "../../project/index.js";
import type { Span } from "../../trace/index.js";
import { CommandError, Exit, outside, usage } from "../exit.js";
import type { Host } from "../host.js";

/** What says which Jaeger is meant. */
export interface JaegerOptions {
  readonly jaeger?: string;
  readonly project?: string;
}

/** What Jaeger knows of a session. */
export interface JaegerTrace {
  /** The spans that carry a failure, and the session's own. */
  failing(): readonly Span[];
  all(): readonly Span[];
  /** How many spans are named by others and are not there. */
  missing(): number;
}

/** That there is no such trace, or why it could not be had. */
export interface NoTrace {
  readonly missing: boolean;
  readonly message: string;
  readonly hint: string | undefined;
}

/** Asks the Jaeger that is configured for a session; undefined where none is. */
export async function askJaeger(
  host: Host,
  options: JaegerOptions,
  session: string,
  signal: AbortSignal,
): Promise<JaegerTrace | NoTrace | undefined> {
  const address = addressOf(host, options);
  if (address === undefined) return undefined;
  const { findTrace, JaegerProblem, jaegerSettings, reading } = await import("../../jaeger/index.js");
  try {
    const settings = jaegerSettings(address.text, address.origin, host.env, (path) =>
      readFileSync(path, "utf8"),
    );
    const raw = await findTrace(settings, session, signal);
    return lazily(settings, raw, reading);
  } catch (error) {
    if (!(error instanceof JaegerProblem)) throw error;
    if (error.fault === "usage") throw usage(error.message, error.hint);
    if (error.fault === "interrupted") throw new CommandError(Exit.interrupted, error.message);
    return { missing: error.fault === "missing", message: error.message, hint: error.hint };
  }
}

function lazily(settings: JaegerSettings, raw: RawTrace, reading: Reading): JaegerTrace {
  return {
    failing: () => orEnd(reading(settings, () => raw.failing())),
    all: () => orEnd(reading(settings, () => raw.all())),
    missing: () => orEnd(reading(settings, () => raw.missing())),
  };
}

type Reading = typeof import("../../jaeger/index.js").reading;

function orEnd<T>(found: T | JaegerProblem): T {
  if (found instanceof Error) throw outside(found.message, found.hint);
  return found;
}

/** The address that is given by the option, else by the environment, else by lk.yaml. */
function addressOf(host: Host, { jaeger, project }: JaegerOptions) {
  if (jaeger !== undefined) return { text: jaeger, origin: "`--jaeger`" };
  if (host.env.JAEGER_URL) return { text: host.env.JAEGER_URL, origin: "JAEGER_URL" };
  const place = locate(host.files, host.cwd, project);
  if (place.kind !== "project") return undefined;
  const text = loadConfig(host.files, host.cwd, place.root)?.jaeger;
  return text === undefined ? undefined : { text, origin: "lk.yaml" };
}
