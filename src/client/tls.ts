import { createSecureContext } from "node:tls";
import { PlatformProblem } from "./problem.js";
import type { TlsSettings } from "./settings.js";

/** Refuses certificates that cannot be used, before they meet a server. */
export function checkTls(part: "NATS" | "REDIS", { ca, cert, key }: TlsSettings): void {
  if (ca !== undefined && !ca.includes("-----BEGIN CERTIFICATE-----"))
    throw new PlatformProblem(
      `${part}_CA names a file that holds no certificate`,
      "it has to be in the form PEM",
    );
  if (cert === undefined && key === undefined) return;
  try {
    createSecureContext({ cert, key: key ?? cert });
  } catch {
    throw new PlatformProblem(
      `${part}_CERT and ${part}_KEY do not fit together`,
      "a certificate and its own key, both in the form PEM",
    );
  }
}
