import type { Declarations } from "../tree/index.js";
import { BodyRules } from "./bodies.js";
import { checkLocalBody } from "./calls.js";
import type { DataTypes } from "./data.js";
import type { Reach } from "./reach.js";
import { checkReplacements } from "./replacements.js";
import type { Reports } from "./report.js";
import { checkServices } from "./services.js";
import { checkSignature } from "./signatures.js";

export { noDataHint } from "./bodies.js";
export { DataTypes, type Fault } from "./data.js";
export { type FanOut, fanOut } from "./fanouts.js";
export { Reach } from "./reach.js";
export { Reports } from "./report.js";
export { serviceName } from "./services.js";
export { type Faults, faultsOf, soundPart } from "./sound.js";

/** Holds every declaration of a program against the rules of placement; the library keeps them by its own tests. */
export function checkPlacement(
  declarations: Declarations,
  reach: Reach,
  types: DataTypes,
  reports: Reports,
): void {
  for (const module of declarations.program.modules) {
    if (module.library) continue;
    for (const each of module.functions) {
      checkSignature(each, types, reports);
      if (each.kind !== "pipeline") checkLocalBody(each, declarations, reports);
      else if (each.body) {
        const body = { kind: "pipeline", module: module.path, name: each.name.name } as const;
        new BodyRules(body, declarations, reach, types, reports).visit(each.body);
      }
    }
    for (const test of module.tests) {
      checkReplacements(test, declarations, reports);
      const body = { kind: "test", module: module.path, name: test.title } as const;
      new BodyRules(body, declarations, reach, types, reports).visit(test.body);
    }
  }
  checkServices(declarations, reports);
}
