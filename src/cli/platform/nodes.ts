import type { BuildDescriptor, CallCounts } from "../../client/index.js";
import { escapeText } from "../../trace/index.js";
import type { NodeProgress } from "../runtime/protocol.js";

/** The calls of a node of the program. */
export interface NodeCounts extends CallCounts {
  /** As it is written in the program: `orders.main.price`. */
  readonly function: string;
}

/** Counts of nodes by the names that the program gives them; a pipeline's own messages are left out. */
export function nodeCounts(
  counts: readonly CallCounts[],
  descriptor: BuildDescriptor | undefined,
): NodeCounts[] {
  return counts
    .filter(({ service }) => descriptor?.services[service]?.kind !== "pipeline")
    .map((each) => ({
      ...each,
      // Of a build that is not registered any more only the service is known.
      function: descriptor?.services[each.service]?.function.replaceAll("/", ".") ?? each.service,
    }));
}

/** Counts in the form in which a run shows its progress. */
export function nodeProgress(nodes: readonly NodeCounts[]): NodeProgress[] {
  return nodes.map(({ service, function: name, done, failed, retrying, total }) => ({
    service,
    function: escapeText(name),
    done,
    failed,
    retrying,
    total,
  }));
}

const COLUMNS = ["done", "running", "retrying", "waiting", "failed"] as const;

/**
 * Nodes as a table, with a line of headings.
 * @param width of the terminal: longer names are cut there; undefined where nothing is cut
 */
export function nodeTable(nodes: readonly NodeCounts[], width: number | undefined): string[] {
  if (nodes.length === 0) return [];
  const rows = nodes.map((node) =>
    COLUMNS.map((column) => (column === "done" ? `${node.done} of ${node.total}` : `${node[column]}`)),
  );
  const widths = COLUMNS.map((column, at) => Math.max(column.length, ...rows.map((row) => row[at]!.length)));
  const taken = widths.reduce((sum, each) => sum + each + 2, 2);
  const names = nodes.map(({ function: name }) => escapeText(name));
  const longest = Math.max(4, ...names.map((name) => name.length));
  const room = width === undefined ? longest : Math.min(longest, Math.max(8, width - taken - 1));
  const line = (name: string, cells: readonly string[]) =>
    `  ${shorten(name, room).padEnd(room)}${cells.map((cell, at) => `  ${cell.padStart(widths[at]!)}`).join("")}`;
  return [line("node", COLUMNS), ...names.map((name, at) => line(name, rows[at]!))];
}

/** The end of a name says more than its beginning. */
function shorten(name: string, room: number): string {
  return name.length <= room ? name : `…${name.slice(name.length - room + 1)}`;
}

/** All nodes in one line: `3 of 10 done, 2 running, 1 retrying, 4 waiting, 0 failed`. */
export function nodeSummary(nodes: readonly NodeCounts[]): string {
  const sum = (column: "total" | (typeof COLUMNS)[number]) =>
    nodes.reduce((total, node) => total + node[column], 0);
  const [, ...rest] = COLUMNS;
  return [
    `${sum("done")} of ${sum("total")} calls done`,
    ...rest.map((column) => `${sum(column)} ${column}`),
  ].join(", ");
}
