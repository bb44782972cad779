/** A length of time as people read it, from nanoseconds: `0.4 ms`, `12 ms`, `1.24 s`, `2m 03s`. */
export function duration(nanoseconds: bigint): string {
  const ms = Number(nanoseconds < 0n ? 0n : nanoseconds) / 1e6;
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_995) return `${(ms / 1000).toFixed(2)} s`;
  const seconds = Math.round(ms / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}h ${two(m)}m` : `${m}m ${two(s)}s`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
