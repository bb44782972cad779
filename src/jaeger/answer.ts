import { JaegerProblem } from "./problem.js";
import { type Answer, shown } from "./request.js";
import type { JaegerSettings } from "./settings.js";

/** What an answer that is no trace means: where, what, and what to do. */
export function refusal(answer: Answer, settings: JaegerSettings, trace: string): JaegerProblem {
  const place = `Jaeger at ${shown(settings.base)}`;
  const { status, beginning } = answer;
  switch (true) {
    case status === 404:
      return new JaegerProblem(
        `${place} has no trace ${trace}`,
        "it may have been evicted or not exported yet",
        "missing",
      );
    case status === 400:
      return new JaegerProblem(`${place} does not accept the request: ${said(beginning, status)}`);
    case status === 401:
      return new JaegerProblem(
        `${place} wants to know who asks (401)`,
        "give a token by JAEGER_TOKEN, or the file of one by JAEGER_TOKEN_FILE",
      );
    case status === 403:
      return new JaegerProblem(
        `${place} refuses (403): ${said(beginning, status)}`,
        "see what the token in JAEGER_TOKEN may read, and whether JAEGER_TENANT is the tenant that is meant",
      );
    case status === 407:
      return new JaegerProblem(`a proxy before ${place} wants credentials (407)`);
    case status === 429:
      return new JaegerProblem(`${place} is asked too often (429)`, again(answer.retryAfter));
    case status >= 300 && status < 400:
      return redirected(place, answer);
    case status >= 500:
      return new JaegerProblem(
        `${place} fails (${status}): ${said(beginning, status)}`,
        "see its log; then try again",
      );
    case status !== 200:
      return new JaegerProblem(`${place} answers with status ${status}: ${said(beginning, status)}`);
    case isPage(beginning):
      return new JaegerProblem(
        `${place} answers with a web page in place of a trace`,
        "see whether the base path is right (as in https://host/jaeger), and whether there is a login before it, which JAEGER_TOKEN would pass",
      );
    default:
      return new JaegerProblem(
        `what answers at ${shown(settings.base)} is no Jaeger: ${said(beginning, status)}`,
      );
  }
}

/** The body ends in its middle. */
export function cutOff(settings: JaegerSettings): JaegerProblem {
  return new JaegerProblem(
    `the answer of Jaeger at ${shown(settings.base)} is cut off`,
    "try again; where it is always so, a proxy before it limits the size or time of answers",
  );
}

/** Some part of the body is no JSON. */
export function spoilt(settings: JaegerSettings, error: unknown): JaegerProblem {
  return new JaegerProblem(
    `the answer of Jaeger at ${shown(settings.base)} is no trace: ${oneLine(error instanceof Error ? error.message : String(error))}`,
  );
}

/** Whether a body is HTML. */
export function isPage(beginning: string): boolean {
  return /^[\s\xef\xbb\xbf]*</.test(beginning);
}

function redirected(place: string, { location }: Answer): JaegerProblem {
  const to = location !== undefined && URL.canParse(location) ? new URL(location) : undefined;
  const where = to === undefined ? "another place" : `${to.origin}${to.pathname}`;
  return new JaegerProblem(
    `${place} sends to ${where}`,
    /log-?in|sign-?in|auth|oauth|sso|saml/i.test(location ?? "")
      ? "there is a login before it: give a token by JAEGER_TOKEN"
      : "name the address that it is at by `--jaeger` or JAEGER_URL",
  );
}

function again(retryAfter: string | undefined): string {
  return /^\d{1,6}$/.test(retryAfter ?? "") ? `try again in ${retryAfter} s` : "try again later";
}

/** The message in an error of either API, else the beginning of what was said. */
function said(beginning: string, status: number): string {
  const text = messageIn(beginning) ?? beginning.replace(/<[^>]*>/g, " ");
  return oneLine(text) || `status ${status}`;
}

function oneLine(text: string): string {
  return text
    .replace(/[^\x20-\x7e]+/g, " ")
    .replace(/ +/g, " ")
    .trim()
    .slice(0, 200);
}

/** The message of an error in the form of either API; undefined where the text is none. */
export function messageIn(text: string): string | undefined {
  try {
    const { error, errors, message } = JSON.parse(text) as {
      readonly error?: { readonly message?: unknown };
      readonly errors?: readonly { readonly msg?: unknown }[];
      readonly message?: unknown;
    };
    const found = error?.message ?? errors?.[0]?.msg ?? message;
    return typeof found === "string" ? found : undefined;
  } catch {
    return undefined;
  }
}
