import type { Output } from "../host.js";
import type { NodeProgress } from "./protocol.js";

/** Nodes beyond this are summed up. */
const MOST_LINES = 8;

type Counts = Pick<NodeProgress, "done" | "failed" | "retrying" | "total">;

/** Progress of a run on a terminal: a line a node, drawn over again; nothing where nobody looks. */
export class Progress {
  private readonly output: Output;
  private drawn = 0;
  /** The last line that the program printed has not ended. */
  private open = false;

  constructor(output: Output) {
    this.output = output;
  }

  get wanted(): boolean {
    return this.output.terminal;
  }

  show(nodes: readonly NodeProgress[], elapsed: number): void {
    if (!this.wanted) return;
    const lines = progressLines(nodes, elapsed, this.output.columns);
    this.output.write(
      this.onNewLine() +
        this.above() +
        lines.map((line) => `\u001b[K${line}\n`).join("") +
        (lines.length < this.drawn ? "\u001b[J" : ""),
    );
    this.drawn = lines.length;
  }

  /** Takes the lines away again, so that a line of something else can be written. */
  clear(): void {
    const text = this.onNewLine() + (this.drawn > 0 ? `${this.above()}\u001b[J` : "");
    if (text !== "") this.output.write(text);
    this.drawn = 0;
  }

  /** Writes what the program printed where the lines were; they come below it when they are next shown. */
  past(text: string): void {
    if (!this.open) this.clear();
    this.output.write(text);
    this.open = !text.endsWith("\n");
  }

  /** Ends the program's open line. */
  private onNewLine(): string {
    const end = this.open ? "\n" : "";
    this.open = false;
    return end;
  }

  private above(): string {
    return this.drawn > 0 ? `\u001b[${this.drawn}A\r` : "";
  }
}

/** `main.price_line  512 of 1000  231/s  2 retrying`, cut at the terminal's width. */
export function progressLines(nodes: readonly NodeProgress[], elapsed: number, columns: number): string[] {
  const shown = nodes.slice(0, MOST_LINES);
  const width = Math.max(0, ...shown.map((node) => node.function.length));
  const lines = shown.map((node) => line(node.function.padEnd(width), node, elapsed));
  const rest = nodes.slice(MOST_LINES);
  if (rest.length > 0) {
    const total = (of: (node: NodeProgress) => number) => rest.reduce((sum, node) => sum + of(node), 0);
    const sum = {
      done: total((node) => node.done),
      failed: total((node) => node.failed),
      retrying: total((node) => node.retrying),
      total: total((node) => node.total),
    };
    lines.push(line(`${rest.length} more`.padEnd(width), sum, elapsed));
  }
  return lines.map((text) => text.slice(0, Math.max(20, columns - 1)));
}

function line(name: string, { done, failed, retrying, total }: Counts, elapsed: number): string {
  const ended = done + failed;
  const rate = elapsed > 0 ? ended / elapsed : 0;
  const notes = [failed > 0 && `${failed} failed`, retrying > 0 && `${retrying} retrying`].filter(Boolean);
  return [
    `  ${name}`,
    `${ended} of ${total}`,
    `${rate >= 10 ? Math.round(rate) : rate.toFixed(1)}/s`,
    ...notes,
  ].join("  ");
}
