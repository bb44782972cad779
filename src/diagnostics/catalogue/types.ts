import { declarations } from "./types/declarations.js";
import { mismatches } from "./types/mismatches.js";
import { uses } from "./types/uses.js";

/** What types report: LK3xxx. */
export const types = { ...mismatches, ...uses, ...declarations };
