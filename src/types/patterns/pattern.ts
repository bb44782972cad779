import type { Binding, ResolvedPattern } from "../../names/index.js";
import type { Span } from "../../text/index.js";
import { boolType, errorType, intType, listConstructor, stringType } from "../core/store.js";
import { prune, Term, type Ty } from "../core/type.js";
import { fieldTypes } from "../definitions/definitions.js";
import type { Why } from "../errors/why.js";
import type { Inference } from "../inference.js";
import type { TypedPattern } from "../typed.js";

/** Checks a pattern against the type of what it is matched with, and gives its variables their types. */
export function inferPattern(cx: Inference, p: ResolvedPattern, type: Ty, why: Why): TypedPattern {
  const { span } = p;
  switch (p.kind) {
    case "wildcard":
      return cx.pattern(type, span, { kind: "wildcard" });
    case "error":
      cx.brokenPatterns++;
      return cx.pattern(errorType, span, { kind: "wildcard" });
    case "variable":
      bind(cx, p.binding, type, span);
      return cx.pattern(type, span, { kind: "variable", name: p.binding.name, id: p.binding.id });
    case "int":
      expect(cx, type, why, intType, span);
      return cx.pattern(intType, span, { kind: "int", value: p.value });
    case "string":
      expect(cx, type, why, stringType, span);
      return cx.pattern(stringType, span, { kind: "string", value: p.value });
    case "bool":
      expect(cx, type, why, boolType, span);
      return cx.pattern(boolType, span, { kind: "bool", value: p.value });
    case "tuple":
      return inferTuplePattern(cx, p, type, why);
    case "list":
      return inferListPattern(cx, p, type, why);
    case "constructor":
      return inferConstructorPattern(cx, p, type, why);
    case "alternatives": {
      const options = p.options.map((option) => inferPattern(cx, option, type, why));
      return cx.pattern(type, span, { kind: "alternatives", options });
    }
    case "as": {
      const pattern = inferPattern(cx, p.pattern, type, why);
      bind(cx, p.binding, type, span);
      return cx.pattern(type, span, { kind: "as", pattern, name: p.binding.name, id: p.binding.id });
    }
  }
}

function expect(cx: Inference, type: Ty, why: Why, found: Ty, span: Span): boolean {
  const fits = cx.expect({ type, why }, found, span);
  if (!fits) cx.brokenPatterns++;
  return fits;
}

/** A name of an earlier alternative has its type already, and keeps it. */
function bind(cx: Inference, binding: Binding, type: Ty, span: Span): void {
  // A second look at an argument binds anew.
  const before = cx.trying ? undefined : cx.bindings[binding.id];
  if (before) cx.expect({ type: before.type, why: { kind: "alternative", name: binding.name } }, type, span);
  else cx.bind(binding, type);
}

function inferTuplePattern(
  cx: Inference,
  p: Extract<ResolvedPattern, { kind: "tuple" }>,
  type: Ty,
  why: Why,
): TypedPattern {
  const known = prune(type);
  const fits = known instanceof Term && known.of.kind === "tuple" && known.items.length === p.items.length;
  let items: readonly Ty[] = fits ? known.items : p.items.map(() => cx.fresh());
  if (!fits && !expect(cx, type, why, cx.store.tuple(items), p.span)) items = p.items.map(() => errorType);
  const typed = p.items.map((item, at) => inferPattern(cx, item, items[at]!, why));
  return cx.pattern(fits ? known : cx.store.tuple(items), p.span, { kind: "tuple", items: typed });
}

function inferListPattern(
  cx: Inference,
  p: Extract<ResolvedPattern, { kind: "list" }>,
  type: Ty,
  why: Why,
): TypedPattern {
  const known = prune(type);
  const fits = known instanceof Term && known.of === listConstructor;
  let element: Ty = fits ? known.items[0]! : cx.fresh();
  let list: Ty = fits ? known : cx.store.term(listConstructor, [element]);
  if (!fits && !expect(cx, type, why, list, p.span)) {
    element = errorType;
    list = errorType;
  }
  const items = p.items.map((item) => inferPattern(cx, item, element, why));
  const rest = p.rest && inferPattern(cx, p.rest, list, why);
  return cx.pattern(list, p.span, { kind: "list", items, rest });
}

function inferConstructorPattern(
  cx: Inference,
  p: Extract<ResolvedPattern, { kind: "constructor" }>,
  type: Ty,
  why: Why,
): TypedPattern {
  const { symbol, span } = p;
  const definition = cx.environment.definition(symbol.type);
  const known = prune(type);
  const fits = known instanceof Term && known.of.symbol === symbol.type;
  const own = fits
    ? known
    : (prune(cx.instantiate({ variables: definition.parameters, type: definition.type }).type) as Term);
  const ok = fits || expect(cx, type, why, own, span);
  const fields = fieldTypes(cx.store, definition, symbol, own);
  const typed = p.arguments.map((argument, at) =>
    inferPattern(cx, argument, ok ? fields[at]! : errorType, why),
  );
  return cx.pattern(own, span, {
    kind: "constructor",
    of: symbol.type.name,
    constructor_: symbol.name,
    arguments: typed,
  });
}
