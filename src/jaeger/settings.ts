import { JaegerProblem } from "./problem.js";

type Env = Readonly<Record<string, string | undefined>>;

/** Where a Jaeger is, and what it wants to see. */
export interface JaegerSettings {
  /** With its base path, which ends with `/`; without user and password. */
  readonly base: URL;
  /** Sent with each request. */
  readonly headers: Readonly<Record<string, string>>;
  /** PEM texts: the authority that is trusted in place of those of the system, the certificate to be shown, and its key. */
  readonly ca: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
  /** Milliseconds without a byte after which nothing more is expected. */
  readonly patience: number;
}

const PATIENCE_SECONDS = 30;

/**
 * The settings of an address and the environment (docs/trace.md, "Where traces come from").
 * @param address as it was given
 * @param origin what gave it, for messages: `--jaeger`, `JAEGER_URL`, `lk.yaml`
 * @param read the text of a file; throws where it cannot be read
 */
export function jaegerSettings(
  address: string,
  origin: string,
  env: Env,
  read: (path: string) => string,
): JaegerSettings {
  const base = baseOf(address, origin);
  const file = (name: string) => {
    const path = env[name];
    return path ? readFile(name, path, read) : undefined;
  };
  const token = (env.JAEGER_TOKEN || file("JAEGER_TOKEN_FILE"))?.trim();
  const user = base.username && `${decodeURIComponent(base.username)}:${decodeURIComponent(base.password)}`;
  base.username = "";
  base.password = "";
  const authorization = token
    ? `Bearer ${token}`
    : user && `Basic ${Buffer.from(user, "utf8").toString("base64")}`;
  return {
    base,
    headers: {
      accept: "application/json",
      ...(authorization && { authorization: header("JAEGER_TOKEN", authorization) }),
      ...(env.JAEGER_TENANT && { "x-tenant": header("JAEGER_TENANT", env.JAEGER_TENANT) }),
    },
    ca: file("JAEGER_CA"),
    cert: file("JAEGER_CERT"),
    key: file("JAEGER_KEY"),
    patience: patience(env.JAEGER_TIMEOUT),
  };
}

function baseOf(address: string, origin: string): URL {
  const text = address.includes("://") ? address : `http://${address}`;
  if (!URL.canParse(text)) throw notAnAddress(address, origin);
  const base = new URL(text);
  if (base.protocol !== "http:" && base.protocol !== "https:") throw notAnAddress(address, origin);
  base.search = "";
  base.hash = "";
  // People copy the address of a page of Jaeger's.
  base.pathname = `${base.pathname.replace(/\/(search|trace\/[^/]*|api(\/.*)?)?\/*$/, "")}/`;
  return base;
}

function notAnAddress(address: string, origin: string): JaegerProblem {
  const shown = address.replace(/^([a-z+]+:\/\/)?.*@/i, "$1").slice(0, 200);
  return new JaegerProblem(
    `the address of Jaeger in ${origin} is none: \`${shown}\``,
    "such as http://localhost:16686",
    "usage",
  );
}

function readFile(name: string, path: string, read: (path: string) => string): string {
  try {
    return read(path);
  } catch (error) {
    throw new JaegerProblem(
      `the file that ${name} names cannot be read: ${path}`,
      error instanceof Error ? error.message : undefined,
      "usage",
    );
  }
}

/** What HTTP can carry in a header; the value is not shown, since it may be secret. */
function header(name: string, value: string): string {
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return value;
  throw new JaegerProblem(`${name} has characters that no HTTP header can have`, undefined, "usage");
}

function patience(text: string | undefined): number {
  if (!text) return PATIENCE_SECONDS * 1_000;
  const seconds = Number(text);
  if (seconds > 0 && seconds <= 3_600) return seconds * 1_000;
  throw new JaegerProblem(
    `JAEGER_TIMEOUT is no number of seconds: \`${text.slice(0, 80)}\``,
    "such as 30, at most 3600",
    "usage",
  );
}
