import { wrap } from "../../text/index.js";
import { escapeText } from "../../trace/index.js";
import type { Output } from "../host.js";
import type { Finding } from "./finding.js";

const COLOURS: Readonly<Record<Finding["status"], string>> = { ok: "32", warn: "33", bad: "31;1" };

/** Cells before the text of a finding. */
const INDENT = 15;

/** `warn   redis    …; what to do`, a finding a line; on a terminal it goes on below its own text. */
export function findingText({ part, status, message, hint }: Finding, output: Output): string {
  const text = escapeText(hint === undefined ? message : `${message}; ${hint}`);
  const width = output.terminal ? Math.max(20, output.columns - INDENT - 1) : undefined;
  const [first, ...rest] = wrap(text, width);
  const word = status.padEnd(5);
  const shown = output.colour ? `\u001b[${COLOURS[status]}m${word}\u001b[0m` : word;
  return `${[`${shown} ${part.padEnd(8)} ${first}`, ...rest.map((line) => " ".repeat(INDENT) + line)].join("\n")}\n`;
}

/** Findings for machines (docs/command-line.md). */
export function findingsJson(findings: readonly Finding[]): string {
  const ok = findings.every(({ status }) => status !== "bad");
  return `${JSON.stringify({ ok, findings }, null, 2)}\n`;
}
