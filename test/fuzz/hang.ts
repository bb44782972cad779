import { readFileSync } from "node:fs";

/** How long a case may take, in milliseconds. */
export interface Bounds {
  /** Of the processor, which a loaded machine does not stretch. */
  readonly processor: number;
  /** By the clock: for what waits without end, and for systems that do not tell a process's time. */
  readonly clock: number;
}

/** What is known of the time of a process: by the clock, and of the processor where the system tells it. */
export interface Reading {
  readonly clock: number;
  readonly processor: number | undefined;
}

/** `/proc` counts in hundredths of a second, whatever the kernel's own tick is (`USER_HZ`). */
const TICK = 10;

/** The time of a process until now, in milliseconds; of the processor only where there is a `/proc`. */
export function readTimes(pid: number): Reading {
  return { clock: performance.now(), processor: processorTime(pid) };
}

function processorTime(pid: number): number | undefined {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return undefined;
  }
}

/** Milliseconds of the processor from the line of `/proc/PID/stat` (proc_pid_stat(5): fields 14 and 15, user and system). */
export function parseStat(line: string): number | undefined {
  // The second field is the command in parentheses, in which anything may stand.
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fields[11]) + Number(fields[12]);
  return Number.isNaN(ticks) ? undefined : ticks * TICK;
}

/** Why a case that began at `start` counts as one that hangs at `now`; undefined where it does not. */
export function hangs(start: Reading, now: Reading, bounds: Bounds): string | undefined {
  if (start.processor !== undefined && now.processor !== undefined) {
    const used = now.processor - start.processor;
    if (used >= bounds.processor) return `hangs: it took ${seconds(used)} s of the processor`;
  }
  const passed = now.clock - start.clock;
  return passed >= bounds.clock ? `hangs: it did not end within ${seconds(passed)} s` : undefined;
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds / 1000);
}
