import type { Expression } from "../../syntax/ast.js";
import type { Resolved, ResolvedLambdaParameter } from "../resolved.js";
import type { Resolver } from "../resolver.js";
import { resolveExpression } from "./expression.js";
import { PatternNames, resolvePatternWith } from "./pattern.js";
import { resolveType } from "./type.js";

/** `fn(pattern: Type) -> Type { … }`; all parameters together bind each name once. */
export function resolveLambda(r: Resolver, e: Extract<Expression, { kind: "lambda" }>): Resolved {
  return r.within(() => {
    const names = new PatternNames("parameter");
    const parameters = e.parameters.map((parameter): ResolvedLambdaParameter => {
      const annotation = parameter.annotation && resolveType(r, parameter.annotation);
      return { pattern: resolvePatternWith(r, parameter.pattern, names), annotation };
    });
    names.bind(r);
    const result = e.result && resolveType(r, e.result);
    return { kind: "lambda", parameters, result, body: resolveExpression(r, e.body), span: e.span };
  });
}
