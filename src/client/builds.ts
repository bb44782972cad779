import { gunzipSync } from "node:zlib";
import type { Platform } from "./platform.js";
import { PlatformProblem } from "./problem.js";

/** A build as its services register it. */
export interface Build {
  readonly digest: string;
  readonly program: string;
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly registered: number;
  /** Whether it takes new sessions. */
  readonly accepts: boolean;
  readonly descriptor: BuildDescriptor;
}

/** What the client reads of a descriptor (docs/descriptor.md). */
export interface BuildDescriptor {
  readonly name: string;
  /** The pipeline that is started where none is named. */
  readonly main?: string;
  readonly modules: Readonly<Record<string, { readonly file: string; readonly sha256: string }>>;
  readonly services: Readonly<
    Record<string, { readonly kind: string; readonly function: string; readonly line?: number }>
  >;
  readonly pipelines: Readonly<Record<string, { readonly service: string; readonly declaration: string }>>;
}

/** The fewest digits of a digest that name a build. */
export const LEAST_DIGEST = 6;

/** A descriptor is never near this; what claims to be larger is none. */
const MOST_BYTES = 256 << 20;

/** All builds of the release, the newest first. */
export async function listBuilds(platform: Platform): Promise<Build[]> {
  const bucket = await platform.bucket();
  return platform.nats(async () => {
    // What comes while the loop waits for something else is lost when the iterator ends.
    const keys: string[] = [];
    for await (const key of await bucket.keys("build.*")) keys.push(key);
    const builds: Build[] = [];
    for (const key of keys) {
      const entry = await bucket.get(key);
      const build = entry?.operation === "PUT" ? readBuild(entry.value) : undefined;
      if (build !== undefined && key === `build.${build.digest}`) builds.push(build);
    }
    return builds.sort((a, b) => b.registered - a.registered);
  });
}

/** The build that bytes hold. Whoever may write to the bucket can have written them: undefined where they are none. */
export function readBuild(data: Uint8Array): Build | undefined {
  let build: Partial<Record<keyof Build, unknown>>;
  try {
    build = JSON.parse(gunzipSync(data, { maxOutputLength: MOST_BYTES }).toString());
  } catch {
    return undefined;
  }
  const fits =
    isObject(build) &&
    typeof build.digest === "string" &&
    /^[0-9a-f]{64}$/.test(build.digest) &&
    typeof build.registered === "number" &&
    typeof build.accepts === "boolean" &&
    isObject(build.descriptor) &&
    ["modules", "services", "pipelines"].every((name) => isObject((build.descriptor as never)[name]));
  return fits ? (build as Build) : undefined;
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The build that takes a new session: the newest that accepts any, or the one named.
 * @param digest its first digits
 */
export async function chooseBuild(platform: Platform, digest?: string): Promise<Build> {
  const builds = await listBuilds(platform);
  if (digest === undefined) {
    const build = builds.find(({ accepts }) => accepts);
    if (build) return build;
    throw new PlatformProblem(
      builds.length === 0
        ? `the release \`${platform.release}\` has no build`
        : `no build of the release \`${platform.release}\` accepts sessions`,
      "`lk serve` starts the services of a program on this machine",
    );
  }
  const found = builds.filter((build) => build.digest.startsWith(digest.toLowerCase()));
  if (found.length === 1 && digest.length >= LEAST_DIGEST) return found[0]!;
  const known = builds.slice(0, 8).map((build) => build.digest.slice(0, 8));
  throw new PlatformProblem(
    found.length > 0
      ? `\`${digest}\` is too short for a build's digest`
      : `the release \`${platform.release}\` has no build ${digest.slice(0, 64)}`,
    known.length > 0 ? `it has ${known.join(", ")}` : undefined,
    "usage",
  );
}
