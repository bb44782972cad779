export { type CheckedModule, ModuleMemory } from "./modules.js";
