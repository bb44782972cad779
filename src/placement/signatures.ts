import type { Span } from "../text/index.js";
import type { Type, TypedFunction } from "../types/typed.js";
import type { DataTypes } from "./data.js";
import type { Reports } from "./report.js";

/** Reports parameters and results of nodes, pipelines and externals that are no data. */
export function checkSignature(declaration: TypedFunction, types: DataTypes, reports: Reports): void {
  if (declaration.kind === "fn" && !declaration.external) return;
  const kind = declaration.external ? "external" : declaration.kind;
  const { name, module } = declaration.name;
  const check = (what: string, type: Type, span: Span) => {
    const fault = types.fault(type);
    if (!fault) return;
    const part = fault.part || "it";
    const labels = reports.declared(declaration);
    reports.add(
      "LK5101",
      module,
      span,
      { what, kind, name, part, reason: fault.reason },
      { labels, hint: hint(fault.reason) },
    );
  };
  for (const each of declaration.parameters) check(`parameter \`${each.name}\``, each.type, each.span);
  check("result", declaration.result, declaration.resultSpan ?? declaration.span);
}

function hint(reason: string): string {
  if (reason.startsWith("a function"))
    return "pass what the function needs to know, and call it on the other side";
  if (reason.startsWith("the type variable")) return "write the type that is meant in place of the variable";
  return "use a type that contains itself only at its own parameters, or a `List`";
}
