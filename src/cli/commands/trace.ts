import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { findSession, isAlive, LEAST_PREFIX, sessionFolder, stateFolder } from "../../state/index.js";
import { assemble, localSource, stackTrace, type Trace, traceJson, tree } from "../../trace/index.js";
import { CommandError, Exit, usage } from "../exit.js";
import { formatOption, isJson } from "../format.js";
import type { Host } from "../host.js";

interface TraceOptions {
  readonly plain?: boolean;
  readonly format: string;
}

/** `lk trace SESSION|last`: the stack trace of a failed session, the calls of any other. */
export function trace(program: Command, host: Host, finish: (code: number) => void): void {
  program
    .command("trace")
    .description("print a failed session's stack trace, or the calls of any other as a tree with times")
    .argument("<SESSION>", "a session's id, its first digits, or `last`")
    .option("--plain", "leave out what stands in ~[…]")
    .addOption(formatOption())
    .action((name: string, options: TraceOptions) => {
      const found = readTrace(host, name, isJson(options));
      host.out.write(isJson(options) ? traceJson(found) : text(found, options));
      finish(
        found.state === "running" || found.state === "lost" || found.holes.length > 0
          ? Exit.incomplete
          : Exit.done,
      );
    });
}

function readTrace(host: Host, name: string, all: boolean): Trace {
  const state = stateFolder(host.env);
  const id = search(state, name);
  const source = localSource((session, file) => {
    const path = join(sessionFolder(state, session), file);
    return existsSync(path) ? readFileSync(path, "utf8") : undefined;
  });
  const record = source.record(id);
  const lost = record?.state === "running" && record.pid !== undefined && !isAlive(record.pid);
  // The record of a failure is whole: its spans need not be read to print it.
  const spans = all || record?.failure === undefined ? source.spans(id) : [];
  if (record === undefined && spans.length === 0)
    throw notFound(`session ${id} has left no record`, "its run ended before it began");
  const found = assemble(id, record, spans, lost);
  return spans.length === 0 ? { ...found, holes: [] } : found;
}

function search(state: string, name: string): string {
  const found = findSession(state, name);
  switch (found.kind) {
    case "found":
      return found.id;
    case "none":
      throw name === "last"
        ? notFound("there is no session yet", "`lk run` makes one")
        : notFound(
            `there is no session ${name} on this machine`,
            "sessions are kept until 200 newer ones have run",
          );
    case "short":
      throw usage(`\`${name}\` is too short`, `give at least ${LEAST_PREFIX} digits of the session's id`);
    case "malformed":
      throw usage(
        `\`${name}\` is no session`,
        "a session's id is 32 digits of 0-9 and a-f; `last` is the newest",
      );
    case "ambiguous":
      throw usage(`several sessions begin with ${name}`, found.ids.slice(0, 8).join("\n  "));
  }
}

function notFound(message: string, hint: string): CommandError {
  return new CommandError(Exit.notFound, message, hint);
}

function text(found: Trace, { plain }: TraceOptions): string {
  if (found.failure === undefined) return tree(found);
  const incomplete = found.failure.frames.length === 0 ? found.holes : [];
  const lines = incomplete.map(
    ({ calls }) => `\t... trace incomplete: ${calls} calls of session have no span\n`,
  );
  return stackTrace(`session-${found.session}`, found.failure, { plain: plain === true }) + lines.join("");
}
