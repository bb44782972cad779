import type { IncomingMessage, RequestOptions } from "node:http";
import type { RequestOptions as SecureOptions } from "node:https";
import { JaegerProblem, unreachable } from "./problem.js";
import type { JaegerSettings } from "./settings.js";

/** An answer of HTTP. Its body went to whoever asked, or is the beginning of what was said instead. */
export interface Answer {
  readonly status: number;
  /** Where to it sends, for a redirection. */
  readonly location: string | undefined;
  readonly retryAfter: string | undefined;
  /** The first bytes of the body. */
  readonly beginning: string;
  /** Whether the body has come to its end. */
  readonly whole: boolean;
}

/** Bytes of a body that are kept to see what it is. */
const BEGINNING = 2_048;
/** The longest body, in bytes: ten times that of 100,000 spans. */
const LONGEST = 1 << 30;

/**
 * One GET. `JaegerProblem` where nothing can be reached, where nothing comes for as long as the settings allow, or where the signal ends it.
 * @param take given the body of an answer with status 200 as it comes
 */
export async function get(
  url: URL,
  settings: JaegerSettings,
  signal: AbortSignal,
  take: (chunk: Uint8Array) => void,
): Promise<Answer> {
  const { ca, cert, key, headers, patience } = settings;
  const options: RequestOptions & SecureOptions = {
    headers,
    agent: false,
    signal,
    timeout: patience,
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
  };
  const { request } = url.protocol === "https:" ? await import("./secure.js") : await import("./plain.js");
  const place = shown(settings.base);
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => reject(problemOf(error, place, signal));
    try {
      const sent = request(url, options, (response) => receive(response, take, resolve, fail));
      sent.on("error", fail);
      sent.on("timeout", () => sent.destroy(silence(place, patience)));
      sent.end();
    } catch (error) {
      // A certificate or key that is none.
      fail(error as Error);
    }
  });
}

function receive(
  response: IncomingMessage,
  take: (chunk: Uint8Array) => void,
  resolve: (answer: Answer) => void,
  fail: (error: Error) => void,
): void {
  const status = response.statusCode ?? 0;
  let beginning = "";
  let length = 0;
  const finish = (whole: boolean) =>
    resolve({
      status,
      location: response.headers.location,
      retryAfter: response.headers["retry-after"],
      beginning,
      whole,
    });
  response.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (beginning.length < BEGINNING) beginning += chunk.toString("latin1", 0, BEGINNING);
    if (status === 200 && length <= LONGEST) take(chunk);
    // Of anything else only what it is matters.
    else if (status !== 200 && length < 32 * BEGINNING) return;
    else {
      finish(status !== 200);
      response.destroy();
    }
  });
  response.on("end", () => finish(true));
  response.on("error", (error: NodeJS.ErrnoException) =>
    // Cut off by the other side: what has come says more than the connection does.
    error.code === "ECONNRESET" ? finish(false) : fail(error),
  );
}

function silence(place: string, patience: number): JaegerProblem {
  return new JaegerProblem(
    `Jaeger at ${place} does not answer: nothing has come for ${patience / 1_000} s`,
    "try again, or give it more time by JAEGER_TIMEOUT (seconds)",
  );
}

function problemOf(error: NodeJS.ErrnoException, place: string, signal: AbortSignal): JaegerProblem {
  if (signal.aborted) return new JaegerProblem("interrupted", undefined, "interrupted");
  if (error instanceof JaegerProblem) return error;
  const code =
    error.code ?? (error as { readonly errors?: readonly NodeJS.ErrnoException[] }).errors?.[0]?.code ?? "";
  const reason = unreachable(code);
  if (reason?.includes("certificate"))
    return new JaegerProblem(
      `Jaeger at ${place} cannot be trusted: ${reason}`,
      "name the PEM file of its authority by JAEGER_CA",
    );
  return new JaegerProblem(
    `Jaeger at ${place} cannot be reached: ${reason ?? error.message}`,
    "see whether it runs, and whether `--jaeger`, JAEGER_URL or `jaeger` in lk.yaml names its query port (16686)",
  );
}

/** An address for messages. */
export function shown(url: URL): string {
  return url.href.replace(/\/$/, "");
}
