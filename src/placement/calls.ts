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
      const called = reports.written(module, expression.span, target);
      const holes = { name: called, kind: target.kind, caller: declaration.kind, from: name };
      const hint =
        target === declaration
          ? `put what calls itself into a \`fn\`, and call that from \`${name}\``
          : declaration.kind === "fn"
            ? `make \`${name}\` a pipeline, or take the result of \`${called}\` as a parameter`
            : `call \`${called}\` in the pipeline that calls \`${name}\`, and pass its result`;
      reports.add("LK5001", module, expression.span, holes, { labels: reports.declared(target), hint });
    }
    for (const child of children(expression)) visit(child);
  };
  if (declaration.body) visit(declaration.body);
}
