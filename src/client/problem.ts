/** Why the platform could not be reached or refused, or what was asked of it in vain: which part of it, where, and what to do. */
export class PlatformProblem extends Error {
  readonly hint: string | undefined;
  /** `usage`: it is what was asked for that is wrong, not the platform. */
  readonly fault: "outside" | "usage";

  constructor(message: string, hint?: string, fault: "outside" | "usage" = "outside") {
    super(message);
    this.hint = hint;
    this.fault = fault;
  }
}

/** An address as it may be shown: without user, password or token. */
export function shownAddress(address: string): string {
  return address
    .split(",")
    .map((each) => each.trim().replace(/^([a-z+]+:\/\/)?.*@/is, "$1"))
    .join(",")
    .slice(0, LONGEST);
}

const LONGEST = 200;

/** What is between this process and a server, in words; undefined where the error is another one. */
export function unreachable(error: unknown): string | undefined {
  const seen = new Set<unknown>();
  // A library puts its own error around that of the system.
  for (let each = error; each && !seen.has(each); each = inner(each)) {
    seen.add(each);
    const { code = "", message = "" } = each as { readonly code?: string; readonly message?: string };
    const untrusted = UNTRUSTED[code];
    if (untrusted !== undefined) return `its certificate is not trusted (${untrusted})`;
    if (/^(ERR_SSL|ERR_TLS|EPROTO|TLS$)/.test(code)) return "there is no TLS with it that both sides accept";
    const reason = REASONS[code];
    if (reason !== undefined) return reason;
    if (/timed? ?out/i.test(message)) return "there is no answer";
    if (message === "Connection is closed.") return REASONS.ECONNRESET;
    if (message === "unexpected response from server") return "what answers there is no NATS";
  }
  return undefined;
}

function inner(error: unknown): unknown {
  const { chainedError, cause } = error as { readonly chainedError?: unknown; readonly cause?: unknown };
  return chainedError ?? cause;
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  CONNECTION_REFUSED: "nothing listens there",
  ENOENT: "nothing listens there",
  ENOTFOUND: "there is no host of that name",
  EAI_AGAIN: "the name of the host could not be looked up",
  ETIMEDOUT: "there is no answer",
  TIMEOUT: "there is no answer",
  CONNECTION_TIMEOUT: "there is no answer",
  EHOSTUNREACH: "there is no way to the host",
  ENETUNREACH: "there is no way to the network",
  ECONNRESET: "the connection was broken off",
  EPIPE: "the connection was broken off",
  DISCONNECT: "the connection was broken off",
  CONNECTION_CLOSED: "the connection was broken off",
};

const UNTRUSTED: Readonly<Record<string, string>> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its authority is not known",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its authority is not known",
  UNABLE_TO_GET_ISSUER_CERT: "its authority is not known",
  SELF_SIGNED_CERT_IN_CHAIN: "its authority is not known",
  DEPTH_ZERO_SELF_SIGNED_CERT: "it is signed by itself",
  CERT_HAS_EXPIRED: "it has expired",
  CERT_NOT_YET_VALID: "it is not valid yet",
  CERT_SIGNATURE_FAILURE: "its authority is another one",
  ERR_TLS_CERT_ALTNAME_INVALID: "it is one of another host",
};

/** Text of a server on one line. */
export function oneLine(text: string): string {
  return text.split(/\s+/).filter(Boolean).join(" ").slice(0, 300);
}

/** Whether a version, `2.10.4` or `7.0`, is at least another one. */
export function isAtLeast(version: string, least: string): boolean {
  const [have, need] = [version, least].map((text) =>
    text.split(/[.-]/).map((part) => Number.parseInt(part, 10)),
  );
  for (const [place, number] of need!.entries()) {
    const own = have![place] ?? 0;
    if (Number.isNaN(own) || own !== number) return own > number;
  }
  return true;
}
