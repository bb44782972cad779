/** What was found out about a part. */
export interface Finding {
  readonly part: Part;
  /** `warn`: it is not needed, or works with a drawback; `bad`: something that is needed is missing or cannot be used. */
  readonly status: "ok" | "warn" | "bad";
  readonly message: string;
  /** What to do. */
  readonly hint?: string;
}

export type Part = "python" | "state" | "nats" | "redis" | "jaeger" | "helm" | "kubectl";

/** Of something that cannot be used: bad where it is needed. */
export function missing(part: Part, need: Need, message: string, hint?: string): Finding {
  const todo = need.needed ? hint : [hint, need.reason].filter(Boolean).join("; ");
  return { part, status: need.needed ? "bad" : "warn", message, ...(todo && { hint: todo }) };
}

/** Whether a part is needed; `reason` says of one that is not what it would be needed for. */
export interface Need {
  readonly needed: boolean;
  readonly reason: string;
}

/** `12.3 GB`. */
export function bytes(number: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, number)) / 3));
  const value = number / 1000 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[power]}`;
}

const UNITS = ["bytes", "kB", "MB", "GB", "TB", "PB"];
