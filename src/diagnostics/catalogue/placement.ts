import { bodies } from "./placement/bodies.js";
import { signatures } from "./placement/signatures.js";

/** What placement and lowering report: LK5xxx. */
export const placement = { ...bodies, ...signatures };
