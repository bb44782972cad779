import { suggestion } from "../diagnostics/index.js";
import type { TestDeclaration } from "../syntax/ast.js";
import { similar } from "../text/index.js";
import { attributesOf, type ReplacementNames, replacements } from "./attributes/index.js";
import { labelAt, type Reports } from "./report.js";
import type { Replacement } from "./resolved.js";
import type { ModuleScope } from "./scope.js";
import type { FunctionSymbol } from "./symbols.js";

/** What `@replace` of a test names: an external, and the `fn` that stands in for it. */
export function resolveReplacements(
  test: TestDeclaration,
  scope: ModuleScope,
  reports: Reports,
): readonly Replacement[] {
  const attributes = attributesOf(test, reports);
  return replacements(attributes.get("replace"), reports).flatMap(({ external, by, span }) => {
    const replaced = functionNamed(external, scope, reports);
    const replacing = functionNamed(by, scope, reports);
    if (replaced && (!replaced.external || replaced.library)) {
      const labels = labelAt(replaced.place, "declared here");
      reports.add("LK2410", external.span, { name: external.text, wanted: "an external" }, { labels });
      return [];
    }
    if (replacing && replacing.form !== "fn") {
      const labels = labelAt(replacing.place, "declared here");
      reports.add("LK2410", by.span, { name: by.text, wanted: "a `fn`" }, { labels });
      return [];
    }
    return replaced && replacing ? [{ external: replaced, by: replacing, span }] : [];
  });
}

function functionNamed(
  { text, span }: ReplacementNames["by"],
  scope: ModuleScope,
  reports: Reports,
): FunctionSymbol | undefined {
  const symbol = scope.values.get(text);
  if (symbol?.kind === "function") return symbol;
  if (symbol)
    reports.add(
      "LK2410",
      span,
      { name: text, wanted: "a function" },
      { labels: labelAt(symbol.place, "declared here") },
    );
  else if (!scope.lost.has(text)) {
    reports.add("LK2201", span, { name: text }, suggestion(similar(text, scope.values.names()), span));
  }
  return undefined;
}
