import { expressions } from "./syntax/expressions.js";
import { layout } from "./syntax/layout.js";
import { lexis } from "./syntax/lexis.js";
import { limits } from "./syntax/limits.js";
import { names } from "./syntax/names.js";

/** What the lexer and the parser say: LK10xx. */
export const syntax = { ...lexis, ...limits, ...layout, ...expressions, ...names };
