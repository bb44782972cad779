export { catalogue, type Entry, type Extras, reporter } from "./catalogue.js";
export type { Diagnostic, Label, Mismatch, Severity } from "./diagnostic.js";
