import type { Host } from "../host.js";
import type { Finding } from "./finding.js";
import { examinePython, examineState } from "./here.js";
import { needsOf } from "./needs.js";
import { examineJaeger, examineNats, examineRedis } from "./servers.js";
import { examineHelm, examineKubectl } from "./tools.js";

/** Examines every part at the same time; the findings come in the order of the parts. */
export async function examine(host: Host, project: string | undefined): Promise<Finding[]> {
  const needs = needsOf(host, project);
  const found = await Promise.all([
    examinePython(host, needs.root, { needed: needs.nats.needed && needs.redis.needed, reason: "" }),
    examineState(host),
    examineNats(host, needs.nats),
    examineRedis(host, needs.redis),
    examineJaeger(host, project, needs.jaeger),
    examineHelm(needs.deployment, host.env),
    examineKubectl(needs.deployment, host.env),
  ]);
  return found.flat();
}
