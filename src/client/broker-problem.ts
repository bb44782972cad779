import { NatsError } from "nats";
import { oneLine, PlatformProblem, shownAddress, unreachable } from "./problem.js";

/**
 * An error of NATS in words: where, and what to do.
 * @param fault what was said beside: a server does not answer what it does not permit
 */
export function brokerProblem(address: string, error: unknown, fault?: unknown): PlatformProblem {
  if (error instanceof PlatformProblem) return error;
  const place = `NATS at ${shownAddress(address)}`;
  for (const each of isSilence(error) ? [fault, error] : [error, fault]) {
    const refused = each === undefined ? undefined : refusal(each);
    if (refused) return new PlatformProblem(`${place} ${refused[0]}`, refused[1]);
  }
  const reason = (isSilence(error) ? unreachable(fault) : undefined) ?? unreachable(error);
  if (reason !== undefined)
    return new PlatformProblem(
      `${place} cannot be reached: ${reason}`,
      /certificate/.test(reason)
        ? "name its authority by NATS_CA"
        : "start a server, or name another one by NATS_URL",
    );
  return new PlatformProblem(`${place}: ${oneLine(descriptionOf(error))}`);
}

/** Nothing was answered, for whatever reason. */
export function isSilence(error: unknown): boolean {
  return ["TIMEOUT", "CONNECTION_CLOSED", "DISCONNECT"].includes(codeOf(error));
}

function codeOf(error: unknown): string {
  return String((error as { readonly code?: unknown } | undefined)?.code ?? "");
}

function descriptionOf(error: unknown): string {
  const described = error instanceof NatsError ? error.api_error?.description : undefined;
  return described ?? (error instanceof Error ? error.message : String(error));
}

/** What NATS refuses, and what to do; undefined where it is no refusal. */
function refusal(error: unknown): readonly [what: string, hint: string] | undefined {
  const code = codeOf(error);
  const description = descriptionOf(error);
  if (/^(AUTHORIZATION_VIOLATION|AUTHENTICATION_|BAD_AUTHENTICATION|BAD_CREDS|ACCOUNT_EXPIRED)/.test(code))
    return [
      "refuses the credentials",
      "see NATS_USER and NATS_PASSWORD, NATS_TOKEN, NATS_NKEY_SEED, NATS_CREDS, or NATS_URL",
    ];
  if (code === "PERMISSIONS_VIOLATION")
    return [
      `does not permit it: ${permission(error, description)}`,
      "see the permissions of the user (docs/platform.md, Access)",
    ];
  if (code === "SERVER_OPT_NA")
    return ["speaks no TLS", "configure `tls` at the server, or write nats:// and set no NATS_CA"];
  if (code === "503" || /jetstream (is )?not enabled/i.test(description))
    return ["has no JetStream", "start the server with `-js`, or enable it for the account"];
  if (/maximum connections/i.test(description))
    return ["takes no more connections", "see `max_connections` of the server"];
  if (
    /insufficient (storage|resources|memory)|no space left|maximum (bytes|messages) exceeded/i.test(
      description,
    )
  )
    return ["has no room left", "give JetStream more room, or wait until sessions have ended"];
  return undefined;
}

/** `to publish to lk.shop.>`. */
function permission(error: unknown, description: string): string {
  const { permissionContext } = error as {
    readonly permissionContext?: { readonly operation: string; readonly subject: string };
  };
  if (permissionContext === undefined) return oneLine(description);
  const { operation, subject } = permissionContext;
  return `to ${operation === "publish" ? "publish" : "subscribe"} to ${subject}`;
}
