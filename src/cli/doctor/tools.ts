import { execFile } from "node:child_process";
import { type Finding, missing, type Need, type Part } from "./finding.js";

/** What a program printed; undefined where there is no such program. */
export interface Answer {
  readonly out: string;
  readonly err: string;
  readonly failed: boolean;
}

/** Milliseconds that a program has to say its version, or to reach a cluster. */
const PATIENCE = 15_000;

/** Runs a program and gives what it printed; undefined where it cannot be started. */
export function ask(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const options = { env: env as NodeJS.ProcessEnv, timeout: PATIENCE };
    execFile(command, [...args], options, (error, out, err) => {
      if (error && typeof error.code === "string") resolve(undefined);
      else resolve({ out, err, failed: error !== null });
    });
  });
}

/** The version that stands in a text, `3.14.2`. */
export function versionIn(text: string): string | undefined {
  return /\bv?(\d+\.\d+(?:\.\d+)?)/.exec(text)?.[1];
}

/** Whether a version is at least another one. */
export function isAtLeast(version: string, least: string): boolean {
  const [have, need] = [version, least].map((text) => text.split(".").map(Number));
  for (const [place, number] of need!.entries()) {
    const own = have![place] ?? 0;
    if (own !== number) return own > number;
  }
  return true;
}

const HELM_LEAST = "3.8";
const KUBECTL_LEAST = "1.23";

export async function examineHelm(need: Need, env: Env): Promise<Finding> {
  const version = versionIn((await ask("helm", ["version", "--short"], env))?.out ?? "");
  return usable("helm", version, HELM_LEAST, need) ?? { part: "helm", status: "ok", message: `${version}` };
}

/** kubectl, and whether it reaches a cluster. */
export async function examineKubectl(need: Need, env: Env): Promise<Finding> {
  const answer = await ask("kubectl", ["version", "-o", "json", "--request-timeout=5s"], env);
  const [client, server] = versions(answer?.out ?? "");
  const fault = usable("kubectl", client, KUBECTL_LEAST, need);
  if (fault) return fault;
  if (server === undefined)
    return missing(
      "kubectl",
      need,
      `${client}, but no cluster can be reached`,
      "see `kubectl config current-context` and `kubectl cluster-info`",
    );
  if (!isAtLeast(server, KUBECTL_LEAST))
    return missing(
      "kubectl",
      need,
      `${client}, with a cluster of version ${server}; ${KUBECTL_LEAST} or later is needed`,
      "see `kubectl config get-contexts` for another one",
    );
  return { part: "kubectl", status: "ok", message: `${client}, with a cluster of version ${server}` };
}

type Env = Readonly<Record<string, string | undefined>>;

function usable(part: Part, version: string | undefined, least: string, need: Need): Finding | undefined {
  if (version === undefined) return missing(part, need, "not installed", `install ${part} ${least} or later`);
  if (isAtLeast(version, least)) return undefined;
  return missing(part, need, `version ${version}; ${least} or later is needed`, `install a newer ${part}`);
}

function versions(text: string): readonly (string | undefined)[] {
  try {
    const { clientVersion, serverVersion } = JSON.parse(text) as Record<
      string,
      { gitVersion?: string } | undefined
    >;
    return [clientVersion, serverVersion].map((each) => versionIn(each?.gitVersion ?? ""));
  } catch {
    return [versionIn(text), undefined];
  }
}
