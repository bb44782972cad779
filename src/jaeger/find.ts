import { cutOff, isPage, messageIn, refusal, spoilt } from "./answer.js";
import type { Form } from "./forms/form.js";
import { legacyForm } from "./forms/legacy.js";
import { otlpForm } from "./forms/otlp.js";
import type { JaegerProblem } from "./problem.js";
import { RawTrace } from "./raw.js";
import { type Answer, get } from "./request.js";
import type { JaegerSettings } from "./settings.js";

const MOST_REDIRECTS = 3;

/**
 * The trace of a session: by the newer API, then by the older one, which is asked where the newer one is not there or knows nothing. `JaegerProblem` where
 * there is none.
 * @param trace 32 hex digits
 */
export async function findTrace(
  settings: JaegerSettings,
  trace: string,
  signal: AbortSignal,
): Promise<RawTrace> {
  const first = await ask(otlpForm, settings, trace, signal);
  if (first instanceof RawTrace) return first;
  if (!mayHaveOlder(first)) throw refusal(first, settings, trace);
  const second = await ask(legacyForm, settings, trace, signal);
  if (second instanceof RawTrace) return second;
  throw refusal(isJaeger(first) && !isJaeger(second) ? first : second, settings, trace);
}

/** Whether an answer to the newer API may come from a Jaeger that knows the older one only, or from a proxy that lets only that through. */
function mayHaveOlder({ status, beginning }: Answer): boolean {
  return [400, 404, 405, 501].includes(status) || (status === 200 && isPage(beginning));
}

/** Whether it is Jaeger that says that there is nothing: a server that knows one API only answers the other one with a page or a text. */
function isJaeger({ beginning }: Answer): boolean {
  return messageIn(beginning) !== undefined;
}

async function ask(
  form: Form,
  settings: JaegerSettings,
  trace: string,
  signal: AbortSignal,
): Promise<RawTrace | Answer> {
  let url = new URL(`${form.path}/${trace}`, settings.base);
  for (let redirects = 0; ; redirects++) {
    const raw = new RawTrace(form, trace);
    const answer = await get(url, settings, signal, (chunk) => raw.add(chunk));
    const next = redirects < MOST_REDIRECTS ? redirection(url, answer, trace) : undefined;
    if (next !== undefined) {
      url = next;
      continue;
    }
    if (answer.status !== 200) return answer;
    const state = stateOf(raw, settings);
    if (state === "strange") return answer;
    if (!answer.whole || state !== "whole") throw cutOff(settings);
    if (!raw.empty) return raw;
    // As some answer that have nothing.
    return answer.beginning.includes(`"${form.sign}"`) ? { ...answer, status: 404 } : answer;
  }
}

function stateOf(raw: RawTrace, settings: JaegerSettings): ReturnType<RawTrace["end"]> {
  try {
    return raw.end();
  } catch (error) {
    throw spoilt(settings, error);
  }
}

/** The same trace at another place of the same host: what is sent to this one is sent to no other. */
function redirection(url: URL, { status, location }: Answer, trace: string): URL | undefined {
  if (status < 300 || status >= 400 || location === undefined || !URL.canParse(location, url.href))
    return undefined;
  const next = new URL(location, url);
  const safe = next.protocol === "https:" || url.protocol === "http:";
  return next.hostname === url.hostname && safe && next.pathname.includes(trace) ? next : undefined;
}

/** Reads spans of an answer, or says that some of it is no JSON. */
export function reading<T>(settings: JaegerSettings, work: () => T): T | JaegerProblem {
  try {
    return work();
  } catch (error) {
    return spoilt(settings, error);
  }
}
