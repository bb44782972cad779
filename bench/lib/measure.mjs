import { spawnSync } from "node:child_process";
import { performance } from "node:perf_hooks";

/** Runs a command to its end; milliseconds. Throws with its standard error where it fails. */
export function time(command, args, options = {}) {
  const start = performance.now();
  const done = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 28, ...options });
  const elapsed = performance.now() - start;
  if (done.error) throw done.error;
  if (done.status !== 0)
    throw new Error(`${command} ${args.join(" ")} ended with ${done.status}:\n${done.stderr}`);
  return { elapsed, stdout: done.stdout, stderr: done.stderr };
}

const MEMORY = `
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
`;

/** Runs a command to its end; MB that the largest of its processes had at most. */
export function memory(command, args, options = {}) {
  const { stdout } = time("python3", ["-c", MEMORY, command, ...args], options);
  const [code, kilobytes] = stdout.split(" ").map(Number);
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}`);
  return kilobytes / 1024;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Medians of several commands, run in turn so that each sees the same machine; the first round warms up and is not counted.
 * @param {Record<string, () => number>} contenders each runs once and gives a number, mostly milliseconds
 * @returns {Record<string, number>}
 */
export function inTurn(contenders, rounds) {
  const times = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, run] of Object.entries(contenders)) {
      const elapsed = run();
      if (round > 0) times[name].push(elapsed);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]));
}

/** Prints rows below a heading, columns aligned. */
export function table(title, header, rows) {
  const all = [header, ...rows.map((row) => row.map(String))];
  const widths = header.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  process.stdout.write(`\n## ${title}\n\n${[line(all[0]), rule, ...all.slice(1).map(line)].join("\n")}\n`);
}

export const ms = (value) => `${value.toFixed(1)} ms`;
export const mb = (value) => `${value.toFixed(0)} MB`;
export const times = (value) => `${value.toFixed(2)} ×`;
