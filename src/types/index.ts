export { Environment } from "./environment.js";
export { checkModule } from "./module.js";
export type * from "./typed.js";
