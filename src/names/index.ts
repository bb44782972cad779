export * as builtin from "./builtin.js";
export { aliasesOf } from "./declare/fields.js";
export { components } from "./groups.js";
export { typeVariableSynonyms } from "./habits.js";
export { importEdit } from "./import-edits.js";
export { losesConstructors, lostNames } from "./lost.js";
export { meantMember, memberSynonyms } from "./members.js";
export { isAnnotated, type ModuleInput, resolveModule } from "./module.js";
export { type ModuleOrder, orderModules, type ParsedModule } from "./modules.js";
export type * from "./resolved.js";
export type { Reachable } from "./scope.js";
export {
  type ConstantSymbol,
  type ConstructorSymbol,
  type FunctionSymbol,
  lastName,
  type ModuleNames,
  type Place,
  type TypeSymbol,
  type ValueSymbol,
} from "./symbols.js";
