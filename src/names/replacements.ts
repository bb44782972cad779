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
  const found = replacements(attributes.get("replace"), reports).flatMap(({ external, by, span }) => {
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
  return found.filter((each, at) => !reportCycle(each, found, at, reports));
}

/** Reports an external that others lead back to, `a: b, b: a`: once, at the first of them. */
function reportCycle(start: Replacement, all: readonly Replacement[], at: number, reports: Reports): boolean {
  const way: Replacement[] = [];
  let step: Replacement | undefined = start;
  while (step && step.by !== start.external && !way.includes(step)) {
    way.push(step);
    const { by }: Replacement = step;
    step = all.find((each) => each.external === by);
  }
  if (step?.by !== start.external) return false;
  if ([...way, step].every((each) => all.indexOf(each) >= at)) {
    const over = way.map((each) => `\`${each.by.name.name}\``).join(" and ");
    const holes = { name: start.external.name.name, way: over && `, by way of ${over}` };
    const labels = labelAt(start.external.place, "declared here");
    reports.add("LK2411", start.span, holes, { labels, hint: "name a `fn` that is written for the test" });
  }
  return true;
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
