import { attributes } from "./names/attributes.js";
import { constants } from "./names/constants.js";
import { declarations } from "./names/declarations.js";
import { modules } from "./names/modules.js";
import { uses } from "./names/uses.js";

/** What names and modules report: LK2xxx. An example of several files starts each but the first, `main`, by a line `// file: a/b.lk`. */
export const names = { ...modules, ...declarations, ...uses, ...constants, ...attributes };
