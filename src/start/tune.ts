import { setFlagsFromString } from "node:v8";

/**
 * V8's settings for a process that lives a second. As they are, half of a check's processor time goes into optimising functions that then hardly run any
 * more, and short-lived objects are copied often while their space grows in small steps. Functions have to be more than twice as hot here before they are
 * optimised, with fewer others inlined in them; bench/README.md says what that gives.
 */
export const settings: readonly string[] = [
  "--max-inlined-bytecode-size-cumulative=100",
  "--semi-space-growth-factor=16",
  // V8 12 counts calls instead.
  ...(Number.parseInt(process.versions.v8, 10) < 12 ? ["--interrupt-budget=160000"] : []),
];

/** Sets them. To be called before a script with a code cache is made: V8 refuses caches of other settings. */
export function tune(): void {
  for (const setting of settings) setFlagsFromString(setting);
}
