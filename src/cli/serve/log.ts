import { escapeText } from "../../trace/index.js";
import type { Output } from "../host.js";

const COLOURS = [36, 32, 33, 35, 34] as const;

/** One log of many processes: each line behind the name of its process, whole, however it arrived. */
export class Log {
  private readonly output: Output;
  private readonly names: readonly string[];
  private readonly width: number;

  constructor(output: Output, names: readonly string[]) {
    this.output = output;
    this.names = names;
    this.width = Math.max(0, ...names.map((name) => name.length));
  }

  /** Writes a line of a process. Nothing in it is an order to the terminal. */
  line(name: string, text: string): void {
    const prefix = `${name.padEnd(this.width)} | `;
    const colour = COLOURS[Math.max(0, this.names.indexOf(name)) % COLOURS.length];
    const shown = this.output.colour ? `\u001b[${colour}m${prefix}\u001b[0m` : prefix;
    this.output.write(`${shown}${escapeText(text)}\n`);
  }
}

/** The longest line that is put together; a longer one is broken, so that a process without line ends costs no memory. */
const LONGEST = 64 * 1024;

/** Hands on each line of a stream, and at its end what is left. */
export function eachLine(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let open = "";
  stream.setEncoding("utf8");
  stream.on("data", (text: string) => {
    const lines = (open + text).split("\n");
    open = lines.pop()!;
    for (const line of lines) onLine(line);
    if (open.length > LONGEST) {
      onLine(open);
      open = "";
    }
  });
  stream.on("error", () => {});
  stream.on("end", () => {
    if (open !== "") onLine(open);
    open = "";
  });
}
