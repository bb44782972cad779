/** Why Jaeger gave no trace: where, what, and what to do. */
export class JaegerProblem extends Error {
  readonly hint: string | undefined;
  /** `missing`: it answered that it has no such trace. `usage`: an address or a file that was given is wrong. */
  readonly fault: "outside" | "missing" | "usage" | "interrupted";

  constructor(message: string, hint?: string, fault: JaegerProblem["fault"] = "outside") {
    super(message);
    this.hint = hint;
    this.fault = fault;
  }
}

/** What the operating system or TLS says of an address, in words; undefined where the error is another one. */
export function unreachable(code: string): string | undefined {
  return (
    REASONS[code] ??
    (/CERT|SIGNATURE|SSL|TLS/.test(code) ? `its certificate is not accepted (${code})` : undefined)
  );
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "there is no host of that name",
  EAI_AGAIN: "the name of the host could not be looked up",
  ETIMEDOUT: "there is no answer",
  EHOSTUNREACH: "there is no way to the host",
  ENETUNREACH: "there is no way to the network",
  ECONNRESET: "the connection was broken off",
  EPIPE: "the connection was broken off",
  HPE_INVALID_CONSTANT: "what answers there does not speak HTTP",
  EPROTO: "what answers there does not speak TLS",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is signed by an authority that is not trusted here",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is signed by itself",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is signed by an authority that is not trusted here",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its certificate is signed by an authority that is not trusted here",
  CERT_HAS_EXPIRED: "its certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name",
};
