import type { ResolvedKind } from "../../names/index.js";
import { prune, Term } from "../core/type.js";
import type { Expected } from "../errors/why.js";
import { type Inference, typeOf } from "../inference.js";
import type { TypedExpression } from "../typed.js";
import { infer, settled } from "./expression.js";

/** `()` and tuples; a tuple of the expected length is checked item by item. */
export function inferTuple(cx: Inference, e: ResolvedKind<"tuple">, expected?: Expected): TypedExpression {
  const wanted = expected && prune(expected.type);
  const inside =
    wanted instanceof Term && wanted.of.kind === "tuple" && wanted.items.length === e.items.length;
  const items = e.items.map((item, at) =>
    infer(cx, item, inside ? { type: wanted.items[at]!, why: expected!.why } : undefined),
  );
  const node = cx.node(cx.store.tuple(items.map(typeOf)), e.span, e.span.start, { kind: "tuple", items });
  // Items that do not fit have been reported.
  return inside ? node : settled(cx, e, node, expected);
}
