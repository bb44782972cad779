export { entriesOf, type ModuleReference, type ReferenceEntry } from "./entries.js";
export { libraryPages } from "./page.js";
