import type { Output } from "../host.js";

/** Lines on a terminal that take the place of those drawn before. */
export class Redraw {
  private readonly output: Output;
  private drawn = 0;

  constructor(output: Output) {
    this.output = output;
  }

  /** Draws lines; they are cut at the terminal's width, since one that wraps would be two. */
  show(lines: readonly string[]): void {
    const most = Math.max(20, this.output.columns - 1);
    this.output.write(this.back() + lines.map((line) => `${[...line].slice(0, most).join("")}\n`).join(""));
    this.drawn = lines.length;
  }

  /** Takes the lines away. */
  clear(): void {
    if (this.drawn > 0) this.output.write(this.back());
    this.drawn = 0;
  }

  private back(): string {
    return this.drawn > 0 ? `\u001b[${this.drawn}A\r\u001b[J` : "";
  }
}
