export * as build from "./build.js";
export { children, some, withChildren } from "./children.js";
export { Declarations, qualified } from "./declarations.js";
export { freeLocals, largestId, substitute, usedLocals } from "./locals.js";
export { binding, boundBy, type Local } from "./patterns.js";
export { printExpression, printPattern } from "./print.js";
export { instantiate, matchTypes, typeText } from "./types.js";
