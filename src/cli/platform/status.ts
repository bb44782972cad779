import type { SessionEnd, SessionEntry } from "../../client/index.js";
import { escapeText, stackTrace } from "../../trace/index.js";
import type { Host } from "../host.js";
import { failureOf } from "./failure.js";
import { statusJson } from "./json.js";
import { type NodeCounts, nodeSummary, nodeTable } from "./nodes.js";
import { commandLine, type ReleaseOptions } from "./options.js";
import { Redraw } from "./redraw.js";
import { clock, sessionLines } from "./text.js";

/** What is known of a session at a moment. */
export interface Status {
  readonly entry: SessionEntry;
  readonly nodes: readonly NodeCounts[];
  /** How it ended; undefined while it runs. */
  readonly end: SessionEnd | undefined;
}

/** Says what is known of a session, once or again and again. */
export interface Reporter {
  /** While it is watched: something may have changed. */
  now(status: Status): void;
  /** What is known in the end. */
  last(status: Status): void;
}

/** Data goes to standard output: drawn over again on a terminal, a line a change elsewhere. */
export function reporter(host: Host, json: boolean, options: ReleaseOptions = {}): Reporter {
  if (json) return jsonReporter(host);
  const redraws = host.out.terminal && host.env.TERM !== "dumb";
  return redraws ? terminalReporter(host, options) : lineReporter(host, options);
}

function jsonReporter({ out }: Host): Reporter {
  const say = whenChanged((text) => out.write(text));
  const print = (status: Status) => say(statusJson(status));
  return { now: print, last: print };
}

function terminalReporter({ out }: Host, options: ReleaseOptions): Reporter {
  const drawing = new Redraw(out);
  return {
    now: (status) => drawing.show(lines(status, Date.now(), out.columns)),
    last(status) {
      drawing.clear();
      out.write(text(status, options, out.columns));
    },
  };
}

function lineReporter({ out }: Host, options: ReleaseOptions): Reporter {
  const say = whenChanged((line) => out.write(`${clock(Date.now())}  ${line}\n`));
  return {
    now: ({ entry, nodes }) => say(`${entry.state}: ${nodeSummary(nodes)}`),
    last: (status) => out.write(text(status, options, undefined)),
  };
}

function whenChanged(say: (text: string) => void): (text: string) => void {
  let before: string | undefined;
  return (text) => {
    if (text !== before) say(text);
    before = text;
  };
}

/** The session, the table of its nodes, and of one that failed why, with what tells more. */
function text(status: Status, options: ReleaseOptions, width: number | undefined): string {
  const { entry, end } = status;
  const shown = `${lines(status, Date.now(), width).join("\n")}\n`;
  if (end === undefined || end.state === "done") return shown;
  const trace = stackTrace(`session-${entry.session}`, failureOf(end));
  return `${shown}${trace}more about it: ${escapeText(commandLine("trace", entry.session, options))}\n`;
}

function lines({ entry, nodes }: Status, now: number, width: number | undefined): string[] {
  return [...sessionLines(entry, now), ...nodeTable(nodes, width)];
}
