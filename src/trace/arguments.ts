import { escapeText } from "./escape.js";

/** An argument of a call, as it is shown. */
export interface Argument {
  readonly name: string;
  readonly text: string;
}

/** Columns of a value that are shown. */
const WIDTH = 100;

/** Names of what is never shown. The runtime does not record it either; who reads does not rely on that. */
const SECRET =
  /pass|pwd|secret|token|credential|auth|cookie|private|session|(^|_)(api|access)?_?key(s|$|_)|(^|_)pin$/i;

/**
 * The arguments that a span carries.
 * @param recorded a JSON object: a value for each parameter
 */
export function readArguments(recorded: string): Argument[] | undefined {
  try {
    const value: unknown = JSON.parse(recorded);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    return Object.entries(value).map(([name, each]) => ({
      name: escapeText(name),
      text: SECRET.test(name) ? "(not shown)" : shown(each),
    }));
  } catch {
    return undefined;
  }
}

/** Within a value, too, what has the name of a secret is left out. */
function shown(value: unknown): string {
  const text = JSON.stringify(value, (key, each) => (key !== "" && SECRET.test(key) ? "(not shown)" : each));
  const line = escapeText(text);
  return line.length > WIDTH ? `${line.slice(0, WIDTH)}... (cut, ${text.length} characters in all)` : line;
}
