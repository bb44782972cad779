/** JSON that is laid out on one line inside of what is laid out over several. */
export class OneLine {
  constructor(readonly value: unknown) {}
}

/** A value that the descriptor has on a line of its own: a step, a field, a parameter, a table. */
export function oneLine(value: unknown): OneLine {
  return new OneLine(value);
}

/**
 * JSON text with an entry a line, but for what is `oneLine`; without keys whose value is undefined. It ends with a line break, and is a
 * function of the value alone, the order of keys included.
 */
export function layOut(value: unknown): string {
  return `${block(value, "")}\n`;
}

function block(value: unknown, indent: string): string {
  if (value instanceof OneLine) return flat(value.value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const deeper = `${indent}  `;
  const entries = Array.isArray(value)
    ? value.map((each) => block(each, deeper))
    : present(value).map(([key, each]) => `${JSON.stringify(key)}: ${block(each, deeper)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  if (entries.length === 0) return `${open}${close}`;
  return `${open}\n${entries.map((entry) => deeper + entry).join(",\n")}\n${indent}${close}`;
}

function flat(value: unknown): string {
  if (value instanceof OneLine) return flat(value.value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(flat).join(", ")}]`;
  const entries = present(value).map(([key, each]) => `${JSON.stringify(key)}: ${flat(each)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function present(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, each]) => each !== undefined);
}
