import { renderJson } from "../../diagnostics/index.js";
import { CommandError } from "../exit.js";
import type { Host } from "../host.js";
import type { Reporter } from "./reporter.js";

/** Checks for programs: one JSON document a line, as `lk check --format json` has it, with what tells one check from another. */
export function jsonReporter(host: Host, now: () => Date): Reporter {
  let check = 0;
  let time = now();
  return {
    begin() {
      check++;
      time = now();
    },
    end(outcome) {
      const wrong = outcome instanceof CommandError;
      const document = {
        check,
        time: time.toISOString(),
        failed: wrong || outcome.failed,
        error: wrong ? { message: outcome.message, hint: outcome.hint ?? null } : null,
        ...JSON.parse(renderJson(wrong ? [] : outcome.diagnostics)),
      };
      host.out.write(`${JSON.stringify(document)}\n`);
    },
  };
}
