export { findTrace, reading } from "./find.js";
export { JaegerProblem } from "./problem.js";
export type { RawTrace } from "./raw.js";
export { type JaegerSettings, jaegerSettings } from "./settings.js";
