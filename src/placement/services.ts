import { sha256 } from "../text/sha256.js";
import { type Declarations, qualified } from "../tree/index.js";
import type { QualifiedName, TypedFunction } from "../types/typed.js";
import type { Reports } from "./report.js";

/** Objects of Kubernetes are called after a service and a build; both fit into 63 characters. */
const LONGEST = 45;
const KEPT = 36;

/**
 * Name of a node's or pipeline's service: `shop/stats.price_line` is `shop-stats-price-line`. What is longer than 45 characters is
 * cut to 36 and told apart by the SHA-256 of the whole.
 */
export function serviceName({ module, name }: QualifiedName): string {
  const whole = `${module}-${name}`.replace(/[/_]/g, "-");
  return whole.length <= LONGEST ? whole : `${whole.slice(0, KEPT)}-${sha256(whole).slice(0, 8)}`;
}

/** Reports names that make no service's name, and services of one name. */
export function checkServices(declarations: Declarations, reports: Reports): void {
  const taken = new Map<string, TypedFunction>();
  for (const module of declarations.program.modules) {
    const deployed = module.functions.filter((each) => each.kind !== "fn");
    const [first] = deployed;
    if (!first) continue;
    const fault = module.path
      .split("/")
      .map((part) => (/[A-Z]/.test(part) ? "a capital" : faultOf(part)))
      .find(Boolean);
    if (fault)
      reports.add(
        "LK5102",
        module.path,
        first.span,
        { name: module.path, fault },
        { hint: "rename the file" },
      );
    for (const each of deployed) {
      const { name } = each.name;
      const fault = faultOf(name);
      if (fault) {
        reports.add("LK5102", module.path, each.span, { name, fault }, { hint: `write \`${mended(name)}\`` });
        continue;
      }
      const service = serviceName(each.name);
      const other = taken.get(service);
      if (!other) {
        taken.set(service, each);
        continue;
      }
      const holes = { name: qualified(each.name), other: qualified(other.name), service };
      reports.add("LK5103", module.path, each.span, holes, {
        labels: reports.declared(other),
        hint: `rename \`${name}\``,
      });
    }
  }
}

/** What a service's name cannot have; that no name has capitals is a rule of its own. */
function faultOf(name: string): string | undefined {
  if (name.startsWith("_")) return "a leading `_`";
  if (name.endsWith("_")) return "a final `_`";
  return name.includes("__") ? "two `_` in a row" : undefined;
}

function mended(name: string): string {
  return name.replace(/_+/g, "_").replace(/^_|_$/g, "");
}
