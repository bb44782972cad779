/**
 * The lines of a failure's trace. `old` are those of a failure that was raised again: they stay as they are, and since they end with the
 * function of the `attempt`, a frame of that function that follows directly is there already.
 */
export class Trace {
  private readonly old: string[];
  private readonly frames: string[] = [];

  constructor(old: readonly string[]) {
    this.old = [...old];
  }

  push(line: string): void {
    this.frames.push(line);
  }

  lines(): string[] {
    const lines = [...this.old];
    const last = lines.filter((line) => !line.startsWith("...")).at(-1) ?? "";
    let at = this.frames.length > 0 && functionOf(last) === functionOf(this.frames[0]!) ? 1 : 0;
    if (lines.length === 0) at = 0;
    while (at < this.frames.length && repeats(lines, this.frames[at]!)) at++;
    return [...lines, ...folded(this.frames.slice(at))];
  }
}

function functionOf(line: string): string {
  return line.split("(")[0]!;
}

/** Counts a line as one more repetition of the last one of an old trace, where that came twice or more. */
function repeats(lines: string[], line: string): boolean {
  const count = /^\.\.\. repeated (\d+) times$/.exec(lines.at(-1) ?? "")?.[1];
  if (lines.length > 1 && lines.at(-1) === line && lines.at(-2) === line)
    lines[lines.length - 1] = "... repeated 2 times";
  else if (lines.length > 1 && count && lines.at(-2) === line)
    lines[lines.length - 1] = `... repeated ${Number(count) + 1} times`;
  else return false;
  return true;
}

/** A cycle of frames that comes three times or more stands once, and then how often it came again. */
function folded(frames: readonly string[]): string[] {
  const lines: string[] = [];
  for (let at = 0; at < frames.length; ) {
    const { size, times } = cycle(frames, at);
    lines.push(...frames.slice(at, at + size));
    if (times > 0) lines.push(`... repeated ${times} times`);
    at += size * (times + 1);
  }
  return lines;
}

function cycle(frames: readonly string[], at: number): { size: number; times: number } {
  for (let size = 1; at + 3 * size <= frames.length; size++) {
    const again = (time: number) =>
      frames.slice(at, at + size).every((line, index) => line === frames[at + time * size + index]);
    let times = 0;
    while (again(times + 1)) times++;
    if (times >= 2) return { size, times };
  }
  return { size: 1, times: 0 };
}
