import { loadConfig, locate } from "../../project/index.js";
import type { Host } from "../host.js";
import type { Need } from "./finding.js";

/** Which parts somebody needs; `lk run` needs Python and the state folder only. */
export interface Needs {
  readonly nats: Need;
  readonly redis: Need;
  readonly jaeger: Need;
  readonly deployment: Need;
  /** Folder of the project; undefined where there is none. */
  readonly root: string | undefined;
}

/** An address that is set, or a place to deploy to, is meant to be used. */
export function needsOf(host: Host, project: string | undefined): Needs {
  const place = locate(host.files, host.cwd, project);
  const root = place.kind === "project" ? place.root : undefined;
  const config = root === undefined ? undefined : loadConfig(host.files, host.cwd, root);
  const deploys = [...(config?.spans.keys() ?? [])].some((key) => /^deploy(\.|$)/.test(key));
  const platform = "`lk serve`, `submit` and `status` need it, `lk run` does not";
  return {
    nats: { needed: Boolean(host.env.NATS_URL), reason: platform },
    redis: { needed: Boolean(host.env.REDIS_URL), reason: platform },
    jaeger: {
      needed: Boolean(host.env.JAEGER_URL) || config?.jaeger !== undefined,
      reason: "`lk trace` needs it for sessions of the platform",
    },
    deployment: { needed: deploys, reason: "`lk deploy` needs it" },
    root,
  };
}
