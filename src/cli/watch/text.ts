import { CommandError } from "../exit.js";
import type { Host } from "../host.js";
import { printDiagnostics, printError, summaryLine } from "../report.js";
import type { Outcome, Reporter } from "./reporter.js";

/** The screen emptied from its top on; what was scrolled out above stays. */
const CLEAR = "\u001b[H\u001b[2J";

/**
 * Checks as text for people: on a terminal the screen shows the last one, everywhere else they follow each other. A check begins and ends
 * with a line that has the time of day, as those have that programs look for in the output of such commands.
 */
export function textReporter(host: Host, now: () => Date): Reporter {
  const clears = host.err.terminal && host.env.TERM !== "dumb";
  const say = (text: string) => host.err.write(`[${timeOfDay(now())}] ${text}\n`);
  return {
    begin(changed) {
      say(changed.length > 0 ? `${listed(changed)} changed. Checking…` : "Checking…");
    },
    end(outcome) {
      // All at once, so that nothing flickers.
      const parts: string[] = [];
      const gathering = { ...host, err: gather(host.err, parts) };
      const found = tell(gathering, outcome);
      if (clears) parts.unshift(CLEAR);
      host.err.write(parts.join(""));
      say(`${found}Watching for changes.`);
    },
  };
}

/** Prints what was found; gives the words for it that begin the last line. */
function tell(host: Host, outcome: Outcome): string {
  if (outcome instanceof CommandError) {
    printError(host.err, outcome.message, outcome.hint);
    host.err.write("\n");
    return "";
  }
  printDiagnostics(host, outcome.diagnostics);
  return `${summaryLine(outcome.diagnostics, outcome.modules)}. `;
}

function gather({ terminal, colour, columns }: Host["err"], parts: string[]): Host["err"] {
  return { write: (text) => parts.push(text), terminal, colour, columns };
}

/** `src/main.lk`, `src/main.lk and 3 more`. */
function listed([first, ...rest]: readonly string[]): string {
  return rest.length > 0 ? `${first} and ${rest.length} more` : `${first}`;
}

function timeOfDay(time: Date): string {
  return [time.getHours(), time.getMinutes(), time.getSeconds()]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
}
