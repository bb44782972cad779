import type { Shape } from "../shape.js";
import { bindings } from "./bindings.js";
import { chains } from "./chains.js";
import { functions } from "./functions.js";
import { literals } from "./literals.js";
import { matches } from "./matches.js";
import { mistakes } from "./mistakes.js";
import { manyModules } from "./modules.js";
import { nesting } from "./nesting.js";
import { pipelines } from "./pipelines.js";
import { records } from "./records.js";

/** All shapes, by topic. */
export const topics: Readonly<Record<string, readonly Shape[]>> = {
  bindings,
  functions,
  records,
  matches,
  literals,
  chains,
  nesting,
  modules: manyModules,
  pipelines,
  mistakes,
};
