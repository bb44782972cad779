import { readFileSync } from "node:fs";
import { type Limits, limitsOf } from "./limits.js";
import { PlatformProblem } from "./problem.js";

/** How NATS is reached, and how it is to know this process. Certificates and credentials are the texts of their files. */
export interface NatsSettings {
  /** One server, or several of a cluster with commas between them. */
  readonly url: string;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly token: string | undefined;
  readonly nkeySeed: string | undefined;
  readonly creds: string | undefined;
  readonly tls: TlsSettings | undefined;
}

/** How Redis is reached, and how it is to know this process. */
export interface RedisSettings {
  readonly url: string;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly tls: TlsSettings | undefined;
}

/** Texts in the form PEM. */
export interface TlsSettings {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

export interface Settings {
  readonly nats: NatsSettings;
  readonly redis: RedisSettings;
  readonly limits: Limits;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The settings of the services (docs/platform.md, "Settings"). `PlatformProblem` where a file cannot be read. */
export function settings(env: Environment): Settings {
  return {
    nats: {
      url: text(env, "NATS_URL") ?? "nats://127.0.0.1:4222",
      user: text(env, "NATS_USER"),
      password: secret(env, "NATS_PASSWORD"),
      token: secret(env, "NATS_TOKEN"),
      nkeySeed: secret(env, "NATS_NKEY_SEED"),
      creds: file(env, "NATS_CREDS"),
      tls: tls(env, "NATS"),
    },
    redis: {
      url: text(env, "REDIS_URL") ?? "redis://127.0.0.1:6379",
      username: text(env, "REDIS_USERNAME"),
      password: secret(env, "REDIS_PASSWORD"),
      tls: tls(env, "REDIS"),
    },
    limits: limitsOf(env),
  };
}

/** An empty variable counts as not set. */
function text(env: Environment, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}

/** The text of a variable, or of the file that `<name>_FILE` names. */
function secret(env: Environment, name: string): string | undefined {
  return text(env, name) ?? (file(env, `${name}_FILE`)?.trim() || undefined);
}

/** The text of the file that a variable names. */
function file(env: Environment, name: string): string | undefined {
  const path = text(env, name);
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    throw new PlatformProblem(
      `${name} names ${path}, which cannot be read: ${READING[code] ?? code}`,
      "see that the file is there and may be read",
    );
  }
}

const READING: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  EACCES: "permission denied",
  EISDIR: "it is a folder",
  ENOTDIR: "no such file",
};

function tls(env: Environment, part: string): TlsSettings | undefined {
  const [ca, cert, key] = ["CA", "CERT", "KEY"].map((name) => file(env, `${part}_${name}`));
  if (ca === undefined && cert === undefined && key === undefined) return undefined;
  return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}

/** Refuses what cannot be part of a subject, of a stream's name and of a bucket's. */
export function checkRelease(release: string): string {
  if (/^[A-Za-z0-9_-]{1,64}$/.test(release)) return release;
  throw new PlatformProblem(
    `\`${release.slice(0, 80)}\` cannot be a release's name`,
    "a name has at most 64 letters, digits, `-` and `_`",
    "usage",
  );
}
