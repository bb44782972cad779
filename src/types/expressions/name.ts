import type { Resolved, ResolvedKind } from "../../names/index.js";
import { errorType } from "../core/store.js";
import type { Inference } from "../inference.js";
import type { TypedExpression } from "../typed.js";

/** Functions of the library's `json` whose variable is the type that they turn, and whether they make it. */
const conversions: ReadonlyMap<string, boolean> = new Map([
  ["encode", false],
  ["from", false],
  ["decode", true],
  ["to", true],
]);

/** A variable, constant, function or constructor: an instance of its scheme. */
export function inferName(
  cx: Inference,
  e: ResolvedKind<"local" | "function" | "constant" | "constructor">,
): TypedExpression {
  const { span } = e;
  switch (e.kind) {
    case "local": {
      const scheme = cx.bindings[e.binding.id];
      const type = scheme ? cx.instantiate(scheme).type : errorType;
      return cx.node(type, span, span.start, { kind: "local", name: e.binding.name, id: e.binding.id });
    }
    case "function":
      return inferFunction(cx, e);
    case "constant": {
      const inferred = cx.inferred.get(e.symbol);
      const scheme = cx.environment.scheme(e.symbol);
      const type = inferred ?? (scheme ? cx.instantiate(scheme).type : errorType);
      return cx.node(type, span, span.start, { kind: "constant", name: e.symbol.name });
    }
    case "constructor": {
      const { symbol } = e;
      const scheme = cx.environment.definition(symbol.type).schemes[symbol.index]!;
      const { type } = cx.instantiate(scheme);
      return cx.node(type, span, span.start, {
        kind: "constructor",
        of: symbol.type.name,
        constructor_: symbol.name,
      });
    }
  }
}

function inferFunction(cx: Inference, { symbol, span }: ResolvedKind<"function">): TypedExpression {
  const inferred = cx.inferred.get(symbol);
  if (inferred) {
    const node = cx.node(inferred, span, span.start, { kind: "function", name: symbol.name, instance: [] });
    cx.recursions.push({ node: node as unknown as { instance: readonly never[] }, symbol });
    return node;
  }
  const scheme = cx.environment.scheme(symbol);
  const { type, instance } = scheme ? cx.instantiate(scheme) : { type: errorType, instance: [] };
  const decodes =
    symbol.library && symbol.name.module === "json" ? conversions.get(symbol.name.name) : undefined;
  if (decodes !== undefined && instance[0]) {
    cx.conversions.push({ type: instance[0], name: symbol.name.name, decodes, span });
  }
  return cx.node(type, span, span.start, {
    kind: "function",
    name: symbol.name,
    instance: instance as never,
  });
}

/** What a user would call an expression in a message, where it has a name. */
export function nameOf(e: Resolved): string | undefined {
  switch (e.kind) {
    case "local":
      return e.binding.name;
    case "function":
    case "constant":
      return e.symbol.name.name;
    case "constructor":
      return e.symbol.name;
    case "field":
      return e.name;
    default:
      return undefined;
  }
}
