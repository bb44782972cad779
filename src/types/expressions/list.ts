import type { ResolvedKind } from "../../names/index.js";
import { errorType, listConstructor } from "../core/store.js";
import { prune, Term, type Ty } from "../core/type.js";
import { reportUnlike } from "../errors/unlike.js";
import type { Expected, Why } from "../errors/why.js";
import { type Inference, typeOf } from "../inference.js";
import type { TypedExpression } from "../typed.js";
import { alone, infer, settled } from "./expression.js";

/** A list: all entries have the type of the first, or of what is expected. */
export function inferList(cx: Inference, e: ResolvedKind<"list">, expected?: Expected): TypedExpression {
  const wanted = expected && prune(expected.type);
  const inside = wanted instanceof Term && wanted.of === listConstructor ? wanted.items[0]! : undefined;
  let element: Ty | undefined = inside;
  let wrong = 0;
  const first = cx.reports.diagnostics.length;
  const items = e.items.map((item, index) => {
    const before = cx.reports.errors;
    const outer = inside && expected?.why;
    const why: Why = { kind: "entry", index, first: e.items[0]!.span, outer };
    const typed = infer(cx, item, element && { type: element, why });
    if (element) wrong += cx.reports.errors - before;
    element ??= typeOf(typed);
    return typed;
  });
  if (wrong > 1 && !inside) {
    const why = { kind: "entry", index: 0, first: e.items[1]!.span, others: true, outer: undefined } as const;
    reportUnlike(cx, first, e.items, typeOf(items[0]!), (item, type) => alone(cx, item, type), why);
  }
  element = inside || wrong === 0 ? (element ?? cx.fresh()) : errorType;
  const list = cx.store.term(listConstructor, [element]);
  const rest = e.rest && infer(cx, e.rest, { type: list, why: { kind: "rest" } });
  const node = cx.node(list, e.span, e.span.start, { kind: "list", items, rest });
  return inside ? node : settled(cx, e, node, expected);
}
