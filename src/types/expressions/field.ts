import type { ResolvedKind } from "../../names/index.js";
import { prune, Term, Variable } from "../core/type.js";
import { type Inference, typeOf } from "../inference.js";
import type { TypedExpression } from "../typed.js";
import { FieldAccess } from "../waiting/field.js";
import { infer } from "./expression.js";

/** `x.field`: where the type of `x` is not known yet, the access waits for it. */
export function inferField(cx: Inference, e: ResolvedKind<"field">): TypedExpression {
  const record = infer(cx, e.record);
  const at = prune(typeOf(record));
  const result = cx.fresh();
  const node = cx.node(result, e.span, e.nameSpan.start, {
    kind: "field",
    record,
    of: { module: "", name: "" },
    constructor_: "",
    field: e.name,
    index: 0,
  });
  const access = new FieldAccess(
    cx,
    e,
    typeOf(record),
    result,
    node as Extract<TypedExpression, { kind: "field" }>,
  );
  if (at instanceof Term) access.look();
  else if (at instanceof Variable) cx.wait(access, at);
  return node;
}
