import type { Expression } from "../../syntax/ast.js";
import type { Resolved } from "../resolved.js";
import type { Resolver } from "../resolver.js";
import { resolveAccess } from "./access.js";
import { resolveBinary } from "./binary.js";
import { resolveBlock } from "./block.js";
import { resolveCall } from "./call.js";
import { resolveIf } from "./if.js";
import { resolveLambda } from "./lambda.js";
import { resolveMatch } from "./match.js";
import { resolveConstructor, resolveName } from "./name.js";
import { resolvePipe } from "./pipe.js";

/** Resolves several expressions, left to right. */
export function resolveAll(r: Resolver, expressions: readonly Expression[]): readonly Resolved[] {
  return expressions.map((e) => resolveExpression(r, e));
}

/** Resolves the names of an expression; what cannot be resolved is reported once and becomes an `error`. */
export function resolveExpression(r: Resolver, e: Expression): Resolved {
  switch (e.kind) {
    case "int":
    case "float":
    case "bool":
      return e;
    case "string":
      return {
        ...e,
        parts: e.parts.map((part) => (typeof part === "string" ? part : resolveExpression(r, part))),
      };
    case "name":
      return resolveName(r, e.name, e.span);
    case "constructor":
      return resolveConstructor(r, e.name, e.span);
    case "access":
      return resolveAccess(r, e);
    case "call":
      return resolveCall(r, e);
    case "try":
      return {
        kind: "try",
        operand: resolveExpression(r, e.operand),
        mark: { start: e.span.end - 1, end: e.span.end },
        span: e.span,
      };
    case "unary":
      return { kind: "unary", operator: e.operator, operand: resolveExpression(r, e.operand), span: e.span };
    case "attempt":
      return { kind: "attempt", operand: resolveExpression(r, e.operand), span: e.span };
    case "binary":
      return resolveBinary(r, e);
    case "pipe":
      return resolvePipe(r, e);
    case "fail":
      return { kind: "fail", message: resolveExpression(r, e.message), span: e.span };
    case "parenthesized":
      return resolveExpression(r, e.inner);
    case "tuple":
      // How many items there are is not known where one could not be parsed.
      return e.items.some(({ kind }) => kind === "error")
        ? { kind: "error", parts: resolveAll(r, e.items), span: e.span }
        : { kind: "tuple", items: resolveAll(r, e.items), span: e.span };
    case "list":
      return {
        kind: "list",
        items: resolveAll(r, e.items),
        rest: e.rest && resolveExpression(r, e.rest),
        span: e.span,
      };
    case "block":
      return resolveBlock(r, e);
    case "if":
      return resolveIf(r, e);
    case "match":
      return resolveMatch(r, e);
    case "lambda":
      return resolveLambda(r, e);
    case "error":
      return { kind: "error", parts: [], span: e.span };
  }
}
