import type { Kinds } from "../kind.js";
import { names } from "./names.js";
import { placement } from "./placement.js";
import { syntax } from "./syntax.js";
import { types } from "./types.js";

export const kinds: Kinds = { ...syntax, ...names, ...types, ...placement };
