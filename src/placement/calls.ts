import { children, type Declarations } from "../tree/index.js";
import type { TypedExpression, TypedFunction } from "../types/typed.js";
import type { Reports } from "./report.js";

/** Reports what local code, the body of a `fn` or `node`, calls or mentions across services. */
export function checkLocalBody(
  declaration: TypedFunction,
  declarations: Declarations,
  reports: Reports,
): void {
  const { module, name } = declaration.name;
  const visit = (expression: TypedExpression): void => {
    if (expression.kind === "function") {
      const target = declarations.function(expression.name);
      if (!target || target.kind === "fn") return;
      const holes = { name: target.name.name, kind: target.kind, caller: declaration.kind, from: name };
      const hint =
        declaration.kind === "fn"
          ? `make \`${name}\` a pipeline, or take the result of \`${target.name.name}\` as a parameter`
          : `call \`${target.name.name}\` in the pipeline that calls \`${name}\`, and pass its result`;
      reports.add("LK5001", module, expression.span, holes, { labels: reports.declared(target), hint });
    }
    for (const child of children(expression)) visit(child);
  };
  if (declaration.body) visit(declaration.body);
}
