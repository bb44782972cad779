import { syntax } from "../diagnostics/catalogue/syntax.js";
import { reporter } from "../diagnostics/catalogue.js";

/** Makes a message of the catalogue `LK1xxx`. */
export const report = reporter(syntax);
