import { type Declarations, matchTypes, typeText } from "../tree/index.js";
import type { Type, TypedFunction, TypedTest } from "../types/typed.js";
import type { Reports } from "./report.js";

/** Reports stand-ins of a test whose type is not that of the external. */
export function checkReplacements(test: TypedTest, declarations: Declarations, reports: Reports): void {
  for (const { external, by, span } of test.replacements) {
    const wanted = declarations.function(external);
    const found = declarations.function(by);
    if (!wanted || !found || matchTypes(typeOf(found), typeOf(wanted), new Map())) continue;
    reports.add(
      "LK5104",
      test.module,
      span,
      { by: by.name, external: external.name },
      {
        labels: [...reports.declared(wanted), ...reports.declared(found)],
        types: { expected: typeText(typeOf(wanted)), found: typeText(typeOf(found)) },
        hint: `give \`${by.name}\` the type of \`${external.name}\``,
      },
    );
  }
}

function typeOf(declaration: TypedFunction): Type {
  return {
    kind: "function",
    parameters: declaration.parameters.map((each) => each.type),
    result: declaration.result,
  };
}
