import { className, escapeText } from "../../trace/index.js";
import type { Output } from "../host.js";
import { counted } from "../report.js";
import { failureOf } from "./failure.js";
import type { FailureGroup, Listed } from "./groups.js";
import { clock, elapsed } from "./text.js";

/** Digits of a session's id on a terminal; elsewhere all of them. Commands take the first digits of an id. */
const SHORT = 12;

/** Longest message of a failure in a list, in characters. */
const MESSAGE = 200;

/** `3f2a91c07b1d  failed      2026-11-25 10:48:35Z    1.24 s  main.main  python.KeyError: no rate for XAU`. */
export function sessionRow([entry, end]: Listed, output: Output): string {
  const { session, state, started, ended, pipeline } = entry;
  const parts = [
    output.terminal ? session.slice(0, SHORT) : session,
    state.padEnd(10),
    clock(started),
    (ended === undefined ? "" : elapsed(ended - started)).padStart(8),
    escapeText(pipeline),
  ];
  if (end !== undefined && end.state !== "done") {
    const failure = failureOf(end);
    parts.push(`${className(failure)}: ${shortened(failure.message)}`);
  }
  return fitted(parts.join("  ").trimEnd(), output);
}

/** A group of failed sessions: its size, what and where, a message, from when to when, and an example. */
export function groupRows(group: FailureGroup, output: Output): string {
  const { count, function: name, file, line, first, last, session, message } = group;
  const where = file === undefined ? "" : ` (${file}${line === undefined ? "" : `:${line}`})`;
  const times = count === 1 ? clock(last) : `${clock(first)} to ${clock(last)}`;
  return [
    `${counted(count, "session")}: ${group.class}${name === undefined ? "" : ` at ${name}${where}`}`,
    `  ${shortened(message)}`,
    `  ${times}, such as ${session}`,
  ]
    .map((text) => fitted(escapeText(text), output))
    .join("\n");
}

function shortened(message: string): string {
  const [...characters] = message;
  const text = characters.length > MESSAGE ? `${characters.slice(0, MESSAGE - 1).join("")}…` : message;
  return escapeText(text);
}

/** On a terminal a line stays a line. */
function fitted(line: string, { terminal, columns }: Output): string {
  const [...characters] = line;
  return terminal && characters.length > columns ? `${characters.slice(0, columns - 1).join("")}…` : line;
}
