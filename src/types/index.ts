export { schemeText } from "./core/scheme-text.js";
export { Environment } from "./environment.js";
export { checkModule } from "./module.js";
export type * from "./typed.js";
