export { catalogue, type Entry, type Extras, reporter } from "./catalogue.js";
export type { Diagnostic, Label, Mismatch, Severity } from "./diagnostic.js";
export { allEntries, findEntry, listCodes } from "./entries.js";
export { inOrder } from "./order.js";
export { renderJson } from "./render/json.js";
export { renderText } from "./render/text.js";
