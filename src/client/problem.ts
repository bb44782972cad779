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
    .map((each) => each.trim().replace(/^([a-z+]+:\/\/)?.*@/i, "$1"))
    .join(",");
}

/** What the operating system says of an address, in words; undefined where the error is another one. */
export function unreachable(error: unknown): string | undefined {
  return REASONS[(error as { readonly code?: string }).code ?? ""];
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  CONNECTION_REFUSED: "nothing listens there",
  ENOTFOUND: "there is no host of that name",
  EAI_AGAIN: "the name of the host could not be looked up",
  ETIMEDOUT: "there is no answer",
  TIMEOUT: "there is no answer",
  CONNECTION_TIMEOUT: "there is no answer",
  EHOSTUNREACH: "there is no way to the host",
  ENETUNREACH: "there is no way to the network",
  ECONNRESET: "the connection was broken off",
};

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
