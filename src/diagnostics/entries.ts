import { names } from "./catalogue/names.js";
import { patterns } from "./catalogue/patterns.js";
import { placement } from "./catalogue/placement.js";
import { PROJECT } from "./catalogue/project.js";
import { syntax } from "./catalogue/syntax.js";
import { types } from "./catalogue/types.js";
import type { Entry } from "./catalogue.js";

/** Every message that there is, by its code. */
export const allEntries: Readonly<Record<string, Entry>> = {
  ...syntax,
  ...names,
  ...types,
  ...patterns,
  ...placement,
  ...PROJECT,
};

/** The entry of a code, `LK1001`. */
export function findEntry(code: string): Entry | undefined {
  return Object.hasOwn(allEntries, code) ? allEntries[code] : undefined;
}

/** All codes, in order. */
export function listCodes(): string[] {
  return Object.keys(allEntries).sort();
}
